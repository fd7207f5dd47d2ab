//! Entries of trigger files: what each changes, and what is said of it.

use super::catalog::{Catalog, Stored};
use crate::syntax::trigger::{self, Definition, Entry, SET};
use crate::value::chars::Chset;
use crate::value::errors::MError;

/// What became of an entry.
#[derive(Default)]
pub struct Outcome {
    /// Lines that are said.
    pub lines: Vec<Vec<u8>>,
    pub failed: bool,
    pub added: usize,
    pub deleted: usize,
    pub modified: usize,
    /// Counts of entries leave it out.
    pub uncounted: bool,
}

impl Outcome {
    fn say(&mut self, line: impl Into<Vec<u8>>) {
        self.lines.push(line.into());
    }

    fn fail(mut self, line: impl Into<Vec<u8>>) -> Outcome {
        self.say(line);
        self.failed = true;
        self
    }

    pub fn is_change(&self) -> bool {
        self.added + self.deleted + self.modified > 0
    }
}

/// Looks at the code of a definition, and says what is wrong; `false`: it cannot be used.
pub type CheckCode<'a> = &'a mut dyn FnMut(&Definition) -> bool;

/// How a set of commands is spoken of.
fn kind(commands: u8) -> &'static str {
    match (commands & SET != 0, commands & !SET != 0) {
        (true, false) => "SET",
        (true, true) => "SET and/or Non-SET",
        _ => "Non-SET",
    }
}

fn text(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

/// Whether two definitions mean the same triggers, apart from the commands; pieces count between those of SET.
fn same(a: &Stored, b: &Definition, set: bool) -> bool {
    let a = &a.definition;
    let pieces = set && a.commands & SET != 0;
    a.xecute == b.xecute
        && a.subscripts == b.subscripts
        && (!pieces || (a.delimiter == b.delimiter && a.pieces == b.pieces))
}

/// What a line, with the lines of its code, changes. After an earlier failure of its file definitions are only looked at.
///
/// # Errors
/// The store's.
pub fn run(
    catalog: &mut Catalog<'_>,
    line: &[u8],
    lines: Option<&[u8]>,
    only_look: bool,
    chset: Chset,
    check: CheckCode<'_>,
) -> Result<Option<Outcome>, MError> {
    let mut out = Outcome::default();
    let parsed = match trigger::parse(line, lines, chset) {
        Ok(parsed) => parsed,
        Err(wrong) => return Ok(Some(out.fail(wrong.message(line, chset)))),
    };
    if parsed.truncated
        && let Entry::Add(d) | Entry::Delete(d) = &parsed.entry
    {
        let warning = b"Warning: global name truncated to ^";
        out.say(text(&[warning, &d.global]));
    }
    let d = match parsed.entry {
        Entry::Nothing => return Ok(None),
        Entry::DeleteAll => {
            let mut out = delete_all(catalog)?;
            out.uncounted = only_look;
            return Ok(Some(out));
        }
        Entry::DeleteName(name) if only_look => {
            let name = trigger::shown(&name, chset);
            let looked = b"No errors processing trigger delete by name: ";
            out.say(text(&[looked, &name]));
            return Ok(Some(out));
        }
        Entry::DeleteName(name) => return delete_name(catalog, &name).map(Some),
        Entry::DeleteNames(begin) => return delete_names(catalog, &begin).map(Some),
        Entry::Add(ref d) | Entry::Delete(ref d) => d,
    };
    if !check(d) {
        // A single line gets a blank before it.
        let code = match d.xecute.ends_with(b"\n") {
            true => d.xecute.clone(),
            false => text(&[b" ", &d.xecute]),
        };
        let code = trigger::shown(&code, chset);
        let failed = b"Error : Parsing XECUTE string: ";
        return Ok(Some(out.fail(text(&[failed, &code]))));
    }
    if only_look {
        let looked = b"No errors processing trigger for global ^";
        out.say(text(&[looked, &d.global]));
        return Ok(Some(out));
    }
    let out = match parsed.entry {
        Entry::Add(_) => add(catalog, d, out)?,
        _ => delete(catalog, d, out)?,
    };
    if out.is_change() && !out.failed {
        catalog.count(&d.global)?;
    }
    Ok(Some(out))
}

/// The triggers that an entry is about: that of its SET, and that of its other commands.
fn matches(
    catalog: &mut Catalog<'_>,
    d: &Definition,
) -> Result<(Option<usize>, Option<usize>), MError> {
    let list = &catalog.global(&d.global)?.list;
    let find = |set| list.iter().position(|t| same(t, d, set));
    let for_set = (d.commands & SET != 0).then(|| find(true)).flatten();
    let for_others = (d.commands & !SET != 0).then(|| find(false)).flatten();
    Ok((for_set, for_others))
}

fn stored(catalog: &mut Catalog<'_>, global: &[u8], at: usize) -> Result<Option<Stored>, MError> {
    Ok(catalog.global(global)?.list.get(at).cloned())
}

fn add(catalog: &mut Catalog<'_>, d: &Definition, out: Outcome) -> Result<Outcome, MError> {
    let (for_set, for_others) = matches(catalog, d)?;
    match (for_set, for_others) {
        (Some(a), Some(b)) if a != b => {
            if let (Some(name), Some(a), Some(b)) = (
                &d.name,
                stored(catalog, &d.global, a)?,
                stored(catalog, &d.global, b)?,
            ) {
                return Ok(out.fail(text(&[
                    b"Error : Input trigger on ^",
                    &d.global,
                    b" with trigger name ",
                    name,
                    b" cannot match two different triggers named ",
                    &b.name,
                    b" and ",
                    &a.name,
                    b" at the same time",
                ])));
            }
            let out = extend(catalog, d, d.commands & !SET, b, out)?;
            match out.failed {
                true => Ok(out),
                false => extend(catalog, d, SET, a, out),
            }
        }
        (Some(at), _) => extend(catalog, d, d.commands, at, out),
        (None, Some(at)) => {
            let out = extend(catalog, d, d.commands & !SET, at, out)?;
            match d.commands & SET == 0 || out.failed {
                true => Ok(out),
                false => insert(catalog, d, SET, out),
            }
        }
        (None, None) => insert(catalog, d, d.commands, out),
    }
}

fn is_taken(out: Outcome, d: &Definition, commands: u8, name: &[u8]) -> Outcome {
    out.fail(text(&[
        format!("Error : {} trigger on ^", kind(commands)).as_bytes(),
        &d.global,
        b" not added as another trigger named ",
        name,
        b" already exists",
    ]))
}

fn insert(
    catalog: &mut Catalog<'_>,
    d: &Definition,
    commands: u8,
    mut out: Outcome,
) -> Result<Outcome, MError> {
    if let Some(name) = &d.name
        && catalog.owner(name)?.is_some()
    {
        return Ok(is_taken(out, d, commands, name));
    }
    let name = catalog.add(d, commands)?;
    out.added += 1;
    let head = format!("Added {} trigger on ^", kind(commands));
    out.say(text(&[head.as_bytes(), &d.global, b" named ", &name]));
    Ok(out)
}

/// Adds commands to a trigger, or changes its name or options.
fn extend(
    catalog: &mut Catalog<'_>,
    d: &Definition,
    commands: u8,
    at: usize,
    mut out: Outcome,
) -> Result<Outcome, MError> {
    let Some(old) = stored(catalog, &d.global, at)? else {
        return Ok(out);
    };
    let had = old.definition.commands;
    let new_name = d.name.as_ref().filter(|n| **n != old.name);
    if let Some(name) = new_name {
        if commands & had != had {
            return Ok(out.fail(text(&[
                b"Error : Specified name ",
                name,
                b" different from that of trigger on ^",
                &d.global,
                b" named ",
                &old.name,
                b" but specified commands do not contain those in trigger",
            ])));
        }
        if catalog.owner(name)?.is_some() {
            return Ok(is_taken(out, d, commands, name));
        }
    }
    let other_options = d.options != old.definition.options;
    if other_options && commands != had {
        return Ok(out.fail(text(&[
            b"Error : Specified options and commands cannot both be different from those in trigger on ^",
            &d.global,
            b" named ",
            &old.name,
        ])));
    }
    let more = commands | had;
    if more == had && new_name.is_none() && !other_options {
        out.say(text(&[
            format!("{} trigger on ^", kind(commands)).as_bytes(),
            &d.global,
            b" already present in trigger named ",
            &old.name,
            b" - no action taken",
        ]));
        return Ok(out);
    }
    if let Some(trigger) = catalog.change(&d.global, at)? {
        trigger.definition.commands = more;
        trigger.definition.options = d.options;
        if commands & SET != 0 {
            trigger.definition.delimiter = d.delimiter.clone();
            trigger.definition.pieces = d.pieces.clone();
        }
    }
    if let Some(name) = new_name {
        catalog.rename(&d.global, at, name)?;
    }
    out.modified += 1;
    say_modified(&mut out, commands, &old);
    Ok(out)
}

fn say_modified(out: &mut Outcome, commands: u8, old: &Stored) {
    let head = format!("Modified {} trigger on ^", kind(commands));
    out.say(text(&[
        head.as_bytes(),
        &old.definition.global,
        b" named ",
        &old.name,
    ]));
}

fn delete(catalog: &mut Catalog<'_>, d: &Definition, mut out: Outcome) -> Result<Outcome, MError> {
    let (for_set, for_others) = matches(catalog, d)?;
    match (for_set, for_others) {
        (Some(a), Some(b)) if a != b => {
            let (a, b) = (
                stored(catalog, &d.global, a)?,
                stored(catalog, &d.global, b)?,
            );
            for (one, commands) in [(b, d.commands & !SET), (a, SET)] {
                // The first may have moved the second.
                let list = &catalog.global(&d.global)?.list;
                let at = one.and_then(|one| list.iter().position(|t| t.name == one.name));
                if let Some(at) = at {
                    out = reduce(catalog, d, commands, at, out)?;
                }
            }
            Ok(out)
        }
        (Some(at), _) | (None, Some(at)) => {
            let commands = match for_set {
                Some(_) => d.commands,
                None => d.commands & !SET,
            };
            reduce(catalog, d, commands, at, out)
        }
        (None, None) => {
            out.say(text(&[
                format!("{} trigger on ^", kind(d.commands)).as_bytes(),
                &d.global,
                b" does not exist - no action taken",
            ]));
            Ok(out)
        }
    }
}

/// Takes commands from a trigger, which is gone without any.
fn reduce(
    catalog: &mut Catalog<'_>,
    d: &Definition,
    commands: u8,
    at: usize,
    mut out: Outcome,
) -> Result<Outcome, MError> {
    let Some(old) = stored(catalog, &d.global, at)? else {
        return Ok(out);
    };
    let subject = text(&[
        format!("{} trigger on ^", kind(commands)).as_bytes(),
        &d.global,
    ]);
    if let Some(name) = d.name.as_ref().filter(|n| **n != old.name) {
        out.say(text(&[
            &subject,
            b" matches trigger named ",
            &old.name,
            b" but not with specified name ",
            name,
            b" - no action taken",
        ]));
        return Ok(out);
    }
    let had = old.definition.commands;
    if had & commands == 0 {
        out.say(text(&[
            &subject,
            b" not present in trigger named ",
            &old.name,
            b" - no action taken",
        ]));
        return Ok(out);
    }
    if had & !commands == 0 {
        catalog.remove(&d.global, at)?;
        out.deleted += 1;
        out.say(text(&[b"Deleted ", &subject, b" named ", &old.name]));
        return Ok(out);
    }
    if let Some(trigger) = catalog.change(&d.global, at)? {
        trigger.definition.commands = had & !commands;
        if had & !commands & SET == 0 {
            trigger.definition.delimiter = None;
            trigger.definition.pieces.clear();
        }
    }
    out.modified += 1;
    say_modified(&mut out, commands, &old);
    Ok(out)
}

fn delete_all(catalog: &mut Catalog<'_>) -> Result<Outcome, MError> {
    let mut out = Outcome::default();
    for global in catalog.all_globals()? {
        while !catalog.global(&global)?.list.is_empty() {
            catalog.remove(&global, 0)?;
            out.deleted += 1;
        }
        catalog.count(&global)?;
    }
    match out.deleted {
        0 => out.say("No matching triggers found for deletion"),
        n => out.say(format!("All existing triggers (count = {n}) deleted")),
    }
    Ok(out)
}

/// Deletes the trigger of a name, if there is one.
fn delete_one(catalog: &mut Catalog<'_>, name: &[u8], out: &mut Outcome) -> Result<bool, MError> {
    let Some(global) = catalog.owner(name)? else {
        return Ok(false);
    };
    let list = &catalog.global(&global)?.list;
    let Some(at) = list.iter().position(|t| t.name == name) else {
        return Ok(false);
    };
    catalog.remove(&global, at)?;
    catalog.count(&global)?;
    out.deleted += 1;
    out.say(text(&[
        b"Deleted trigger named '",
        name,
        b"' for global ^",
        &global,
        b" (region DEFAULT)",
    ]));
    Ok(true)
}

fn delete_name(catalog: &mut Catalog<'_>, name: &[u8]) -> Result<Outcome, MError> {
    let mut out = Outcome::default();
    // It may be given as the name of its code, which has one more `#`.
    let plain = name.strip_suffix(b"#").unwrap_or(name);
    if !delete_one(catalog, plain, &mut out)? {
        out.say(text(&[b"Trigger named ", name, b" does not exist"]));
    }
    Ok(out)
}

fn delete_names(catalog: &mut Catalog<'_>, begin: &[u8]) -> Result<Outcome, MError> {
    let mut out = Outcome::default();
    for name in catalog.names_with(begin)? {
        delete_one(catalog, &name, &mut out)?;
    }
    match out.deleted {
        0 => out.say(text(&[
            b"No matching triggers of the form ",
            begin,
            b"* found for deletion",
        ])),
        n => out.say(text(&[
            b"All existing triggers named ",
            begin,
            format!("* (count = {n}) now deleted").as_bytes(),
        ])),
    }
    Ok(out)
}
