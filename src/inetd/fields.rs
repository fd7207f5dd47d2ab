//! The words of an entry, one row each: how they are written, what they set, how they are shown.
//!
//! The configuration file, ZINET ADD and ALTER, and the display of entries all go through this table.

use super::entry::*;
use super::sources::Net;
use super::words::{self, Wrong};

/// What happens to a value that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    Set,
    Add,
    Remove,
}

type Setter = fn(&mut Entry, Change, &[&str]) -> Result<(), Wrong>;

pub struct Field {
    pub word: &'static str,
    /// Letters that are enough.
    pub least: usize,
    /// What its value looks like.
    pub form: &'static str,
    pub set: Setter,
    /// Its values; none when it says what an entry has without it.
    pub show: fn(&Entry) -> Vec<String>,
}

/// The field of a word or its beginning.
pub fn find(word: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| {
        let len = word.len();
        field.least <= len
            && len <= field.word.len()
            && word
                .as_bytes()
                .eq_ignore_ascii_case(&field.word.as_bytes()[..len])
    })
}

fn one<'a>(change: Change, values: &[&'a str]) -> Result<&'a str, Wrong> {
    match (change, values) {
        (Change::Set, [value]) => Ok(value),
        (Change::Set, _) => Err(Wrong::One),
        _ => Err(Wrong::NoList),
    }
}

/// Changes a list.
fn list<T: PartialEq>(
    all: &mut Vec<T>,
    change: Change,
    values: &[&str],
    parse: impl Fn(&str) -> Result<T, Wrong>,
) -> Result<(), Wrong> {
    let values: Result<Vec<T>, Wrong> = values.iter().map(|v| parse(v)).collect();
    let values = values?;
    match change {
        Change::Set => *all = values,
        Change::Add => all.extend(values),
        Change::Remove => all.retain(|old| !values.contains(old)),
    }
    Ok(())
}

fn sources(
    all: &mut super::sources::Sources,
    change: Change,
    values: &[&str],
) -> Result<(), Wrong> {
    let form = Wrong::Form("an address, or a net as 10.0.0.0/8");
    let nets: Option<Vec<Net>> = values.iter().map(|v| Net::parse(v)).collect();
    let nets = nets.ok_or(form)?;
    match change {
        Change::Set => {
            all.clear();
            all.add(nets);
        }
        Change::Add => all.add(nets),
        Change::Remove => all.remove(&nets),
    }
    Ok(())
}

fn shown<T: PartialEq>(value: T, usual: T, text: impl Fn(T) -> String) -> Vec<String> {
    match value == usual {
        true => Vec::new(),
        false => vec![text(value)],
    }
}

fn flag(value: bool) -> Vec<String> {
    shown(value, false, |_| "YES".to_string())
}

fn some<T: ToString>(value: &Option<T>) -> Vec<String> {
    value.iter().map(ToString::to_string).collect()
}

fn file(value: &Option<std::path::PathBuf>) -> Vec<String> {
    value
        .iter()
        .map(|p| p.to_string_lossy().into_owned())
        .collect()
}

fn time(value: Option<std::time::Duration>) -> Vec<String> {
    value.into_iter().map(words::time_text).collect()
}

macro_rules! field {
    ($word:literal $least:literal $form:literal, |$e:ident, $v:ident| $set:expr, |$s:ident| $show:expr) => {
        Field {
            word: $word,
            least: $least,
            form: $form,
            set: |$e, change, values| {
                let $v = one(change, values)?;
                $set;
                Ok(())
            },
            show: |$s| $show,
        }
    };
    ($word:literal $least:literal $form:literal, list |$e:ident, $c:ident, $v:ident| $set:expr, |$s:ident| $show:expr) => {
        Field {
            word: $word,
            least: $least,
            form: $form,
            set: |$e, $c, $v| $set,
            show: |$s| $show,
        }
    };
}

pub const FIELDS: &[Field] = &[
    field!("PGM" 3 "label^routine or /path", |e, v| e.program = words::program(v)?,
    |e| vec![match &e.program {
        Program::Entry(entry) => entry.clone(),
        Program::Path(path) => path.to_string_lossy().into_owned(),
    }]),
    field!("ARGS" 4 "word...", list |e, c, v| list(&mut e.child.arguments, c, v, |v| Ok(v.to_string())),
        |e| e.child.arguments.clone()),
    field!("CALLED" 6 "name", |e, v| e.child.called = Some(v.to_string()), |e| some(&e.child.called)),
    field!("MODEL" 5 "WAIT|NOWAIT|AOR|DAEMON|NOLISTEN|RPC", |e, v| e.model = words::word(v, &Model::ALL)?,
        |e| vec![words::word_of(e.model, &Model::ALL)]),
    field!("PROTOCOL" 1 "TCP|UDP|UNIX", |e, v| e.protocol = words::word(v, &Protocol::ALL)?,
        |e| shown(e.protocol, Protocol::Tcp, |p| words::word_of(p, &Protocol::ALL))),
    field!("PORT" 4 "1-65535", |e, v| e.port = words::number(v, 1, 65_535)? as u16,
        |e| shown(e.port, 0, |n| n.to_string())),
    field!("IP" 2 "address...|ANY", list |e, c, v| addresses(e, c, v),
        |e| e.addresses.iter().map(ToString::to_string).collect()),
    field!("PATH" 4 "/path", |e, v| e.path = Some(words::path(v)?), |e| file(&e.path)),
    field!("MODE" 4 "666", |e, v| e.mode = words::octal(v)?, |e| shown(e.mode, 0o666, |m| format!("{m:o}"))),
    field!("BACKLOG" 4 "1-32767", |e, v| e.backlog = words::number(v, 1, 32_767)? as u32,
        |e| shown(e.backlog, BACKLOG, |n| n.to_string())),
    field!("HANDOVER" 8 "CONNECTION|LISTENER", |e, v| e.handover = words::word(v, &Handover::ALL)?,
        |e| shown(e.handover, Handover::Connection, |h| words::word_of(h, &Handover::ALL))),
    field!("REUSEPORT" 9 "YES|NO", |e, v| e.reuse_port = words::yes(v)?, |e| flag(e.reuse_port)),
    field!("NODELAY" 7 "YES|NO", |e, v| e.no_delay = words::yes(v)?, |e| flag(e.no_delay)),
    field!("KEEPALIVE" 9 "YES|NO", |e, v| e.keep_alive = words::yes(v)?, |e| flag(e.keep_alive)),
    field!("PROCID" 4 "name", |e, v| e.processor = Some(v.to_string()), |e| some(&e.processor)),
    field!("ACTIVATION" 3 "AUTO|OPER", |e, v| e.activation = words::word(v, &Activation::ALL)?,
        |e| vec![words::word_of(e.activation, &Activation::ALL)]),
    field!("STATE" 2 "CRAS|NORM", |e, v| e.level = words::word(v, &Level::ALL)?,
        |e| vec![words::word_of(e.level, &Level::ALL)]),
    field!("MAXPROC" 7 "0-100000", |e, v| e.limits.processes = words::number(v, 0, 100_000)? as u32,
        |e| shown(e.limits.processes, 0, |n| n.to_string())),
    field!("OVER" 4 "WAIT|REFUSE", |e, v| e.limits.over = words::word(v, &Over::ALL)?,
        |e| shown(e.limits.over, Over::Wait, |o| words::word_of(o, &Over::ALL))),
    field!("PERSOURCE" 9 "0-100000", |e, v| e.limits.per_source = words::number(v, 0, 100_000)? as u32,
        |e| shown(e.limits.per_source, 0, |n| n.to_string())),
    field!("RATE" 4 "50/1s[:10s]", |e, v| e.limits.rate = words::rate(v)?,
        |e| e.limits.rate.iter().map(words::rate_text).collect()),
    field!("MAXLOAD" 7 "number", |e, v| e.limits.load = load(v)?, |e| some(&e.limits.load)),
    field!("ONLYFROM" 8 "net...", list |e, c, v| sources(&mut e.limits.only_from, c, v),
        |e| e.limits.only_from.iter().map(ToString::to_string).collect()),
    field!("NOACCESS" 8 "net...", list |e, c, v| sources(&mut e.limits.no_access, c, v),
        |e| e.limits.no_access.iter().map(ToString::to_string).collect()),
    field!("HOURS" 5 "8:00-17:30...", list |e, c, v| hours(e, c, v),
        |e| shown(e.limits.hours.is_empty(), true, |_| e.limits.hours.to_string())
            .iter().flat_map(|t| t.split(' ')).map(str::to_string).collect()),
    field!("PENDING" 7 "0-1000000", |e, v| e.limits.pending = words::number(v, 0, 1_000_000)? as u32,
        |e| shown(e.limits.pending, 0, |n| n.to_string())),
    field!("IDLE" 4 "time", |e, v| e.limits.idle = words::limit(v)?, |e| time(e.limits.idle)),
    field!("AORLEN" 6 "1-65536", |e, v| e.aor_length = words::number(v, 1, AORLEN.into())? as u32,
        |e| shown(e.aor_length, 1, |n| n.to_string())),
    field!("SESSION" 7 "TASK|PROCESS", |e, v| e.runs = words::word(v, &Runs::ALL)?,
        |e| shown(e.runs, Runs::Task, |r| words::word_of(r, &Runs::ALL))),
    field!("TIMEOUT" 7 "time", |e, v| e.watch.timeout = words::limit(v)?, |e| time(e.watch.timeout)),
    field!("GRACE" 5 "time", |e, v| e.watch.grace = words::time(v)?,
        |e| shown(e.watch.grace, GRACE, words::time_text)),
    field!("ERRCNT" 6 "0-100000", |e, v| e.watch.errors = Some(words::number(v, 0, 100_000)? as u32),
        |e| some(&e.watch.errors)),
    field!("SERVETIME" 9 "time", |e, v| e.watch.interval = interval(v)?,
        |e| shown(e.watch.interval, SERVETIME, words::time_text)),
    field!("PARM" 4 "1 to 8 letters and digits", |e, v| e.child.parm = words::letters(v, PARM)?,
        |e| shown(e.child.parm.as_str(), "", str::to_string)),
    field!("XPARM" 5 "text", |e, v| e.child.xparm = Some(v.to_string()), |e| some(&e.child.xparm)),
    field!("ROUTINES" 8 "gtmroutines", |e, v| e.child.routines = Some(v.to_string()), |e| some(&e.child.routines)),
    field!("USER" 4 "name", |e, v| e.child.user = Some(v.to_string()), |e| some(&e.child.user)),
    field!("GROUP" 5 "name", |e, v| e.child.group = Some(v.to_string()), |e| some(&e.child.group)),
    field!("GROUPS" 6 "YES|NO", |e, v| e.child.groups = words::word(v, &Groups::ALL)?,
        |e| flag(e.child.groups == Groups::User)),
    field!("UMASK" 5 "022", |e, v| e.child.umask = Some(words::octal(v)?),
        |e| e.child.umask.iter().map(|m| format!("{m:03o}")).collect()),
    field!("NICE" 4 "-20 to 19", |e, v| e.child.nice = nice(v)?, |e| shown(e.child.nice, 0, |n| n.to_string())),
    field!("DIRECTORY" 3 "/path", |e, v| e.child.directory = Some(words::path(v)?), |e| file(&e.child.directory)),
    field!("CHROOT" 6 "/path", |e, v| e.child.root = Some(words::path(v)?), |e| file(&e.child.root)),
    field!("LIMIT" 5 "AS|CPU|DATA|FILES|RSS|STACK|PROC|CORE:n...", list |e, c, v| list(&mut e.child.bounds, c, v, words::bound),
        |e| e.child.bounds.iter().map(bound_text).collect()),
    field!("NONEWPRIVS" 10 "YES|NO", |e, v| e.child.no_new_privileges = words::yes(v)?,
        |e| flag(e.child.no_new_privileges)),
    field!("ENV" 3 "NAME=value...", list |e, c, v| list(&mut e.child.environment, c, v, words::variable),
        |e| e.child.environment.iter().map(|(n, v)| format!("{n}={v}")).collect()),
    field!("PASSENV" 7 "NAME...", list |e, c, v| list(&mut e.child.pass, c, v, name),
        |e| e.child.pass.clone()),
    field!("BANNER" 6 "/path", |e, v| e.banners.always = Some(words::path(v)?), |e| file(&e.banners.always)),
    field!("BANNEROK" 8 "/path", |e, v| e.banners.success = Some(words::path(v)?), |e| file(&e.banners.success)),
    field!("BANNERFAIL" 10 "/path", |e, v| e.banners.failure = Some(words::path(v)?), |e| file(&e.banners.failure)),
    field!("DISABLE" 7 "YES|NO", |e, v| e.disabled = words::yes(v)?, |e| flag(e.disabled)),
];

fn name(text: &str) -> Result<String, Wrong> {
    match words::is_variable(text) {
        true => Ok(text.to_string()),
        false => Err(Wrong::Form("a name")),
    }
}

fn addresses(entry: &mut Entry, change: Change, values: &[&str]) -> Result<(), Wrong> {
    if matches!(values, [any] if any.eq_ignore_ascii_case("ANY")) {
        entry.addresses.clear();
        return Ok(());
    }
    let mut all = entry.addresses.clone();
    list(&mut all, change, values, |v| {
        v.parse().map_err(|_| Wrong::Form("an address or ANY"))
    })?;
    if all.len() > ADDRESSES {
        return Err(Wrong::TooMany(ADDRESSES));
    }
    entry.addresses = all;
    Ok(())
}

fn hours(entry: &mut Entry, change: Change, values: &[&str]) -> Result<(), Wrong> {
    let mut all = match change {
        Change::Set => super::hours::Hours::default(),
        Change::Add => entry.limits.hours.clone(),
        Change::Remove => return Err(Wrong::NoList),
    };
    for value in values {
        all.add(value).ok_or(Wrong::Form("a span as 8:00-17:30"))?;
    }
    entry.limits.hours = all;
    Ok(())
}

fn load(text: &str) -> Result<Option<f64>, Wrong> {
    let load: f64 = text.parse().map_err(|_| Wrong::Form("a load as 4.5"))?;
    match load.is_finite() && load >= 0.0 {
        true => Ok(Some(load).filter(|load| *load > 0.0)),
        false => Err(Wrong::Form("a load as 4.5")),
    }
}

fn interval(text: &str) -> Result<std::time::Duration, Wrong> {
    match words::time(text)? {
        time if time.is_zero() => Err(Wrong::Form("a time that is not 0")),
        time => Ok(time),
    }
}

fn nice(text: &str) -> Result<i32, Wrong> {
    let value: Option<i32> = text.parse().ok();
    value
        .filter(|n| (-20..=19).contains(n))
        .ok_or(Wrong::Form("a number from -20 to 19"))
}

fn bound_text(bound: &Bound) -> String {
    let most = bound
        .most
        .map_or("UNLIMITED".to_string(), |n| n.to_string());
    format!("{}:{most}", words::word_of(bound.what, &Resource::ALL))
}

/// What does not fit together in an entry that is complete: the field and why.
pub fn flaw(entry: &Entry) -> Option<(&'static str, Wrong)> {
    let say = |field, text: &str| Some((field, Wrong::Conflict(text.to_string())));
    let streams = entry.protocol != Protocol::Udp;
    if matches!(&entry.program, Program::Path(path) if path.as_os_str().is_empty()) {
        return say("PGM", "it is missing");
    }
    if entry.model == Model::Aor && !streams {
        return say("PROTOCOL", "MODEL AOR takes TCP and UNIX only");
    }
    if entry.model.listens() {
        match entry.protocol {
            Protocol::Unix if entry.path.is_none() => return say("PATH", "it is missing"),
            Protocol::Tcp | Protocol::Udp if entry.port == 0 => {
                return say("PORT", "it is missing");
            }
            _ => {}
        }
    }
    if entry.handover == Handover::Listener && (entry.model != Model::Wait || !streams) {
        return say("HANDOVER", "LISTENER needs MODEL WAIT and TCP or UNIX");
    }
    None
}

/// What the system lacks for an entry, so that it cannot start: the field and why.
pub fn lack(entry: &Entry) -> Option<(&'static str, Wrong)> {
    use nix::unistd::{AccessFlags, Group, User, access};
    if let Some(user) = &entry.child.user
        && !matches!(User::from_name(user), Ok(Some(_)))
    {
        return Some(("USER", Wrong::Unknown("user", user.clone())));
    }
    if let Some(group) = &entry.child.group
        && !matches!(Group::from_name(group), Ok(Some(_)))
    {
        return Some(("GROUP", Wrong::Unknown("group", group.clone())));
    }
    // With another root nobody knows from here what is there.
    if let Program::Path(path) = &entry.program
        && entry.child.root.is_none()
        && (!path.is_file() || access(path, AccessFlags::X_OK).is_err())
    {
        let path = path.to_string_lossy().into_owned();
        return Some(("PGM", Wrong::Unknown("program", path)));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_short_forms_that_mean_one_field() {
        for (word, field) in [
            ("p", "PROTOCOL"),
            ("BACK", "BACKLOG"),
            ("proc", "PROCID"),
            ("act", "ACTIVATION"),
            ("PORT", "PORT"),
            ("banner", "BANNER"),
            ("group", "GROUP"),
        ] {
            assert_eq!(find(word).map(|f| f.word), Some(field));
        }
        for word in ["", "BAC", "POR", "PORTS", "X", "ä"] {
            assert!(find(word).is_none(), "{word}");
        }
        for field in FIELDS {
            assert_eq!(find(field.word).map(|f| f.word), Some(field.word));
        }
    }

    #[test]
    fn what_is_shown_sets_the_same() {
        let mut entry = Entry::new("x");
        for (word, values) in [
            ("PGM", &["a^b"][..]),
            ("MODEL", &["WAIT"]),
            ("PORT", &["7"]),
            ("IP", &["127.0.0.1", "::1"]),
            ("RATE", &["5/1s:3s"]),
            ("HOURS", &["8:00-9:00", "10:00-11:00"]),
            ("LIMIT", &["FILES:100", "CPU:UNLIMITED"]),
            ("ENV", &["A=b c", "D=e"]),
            ("UMASK", &["77"]),
            ("MAXLOAD", &["2.5"]),
            ("GROUPS", &["yes"]),
            ("ONLYFROM", &["10.0.0.0/8"]),
            ("SESSION", &["process"]),
        ] {
            (find(word).unwrap().set)(&mut entry, Change::Set, values).unwrap();
        }
        assert_eq!(flaw(&entry), None);
        let mut again = Entry::new("x");
        for field in FIELDS {
            let values = (field.show)(&entry);
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            if !values.is_empty() {
                (field.set)(&mut again, Change::Set, &values).unwrap();
            }
        }
        assert_eq!(entry, again);
    }
}
