//! ZWRITE: variables by name, pattern, subscript ranges, in the format that is also a SET argument.

use super::machine::{Cold, Flow, Machine};
use super::refs::{Base, GlobalName, Reference, push_subscripts};
use crate::device::Item;
use crate::store::{GlobalKey, Related};
use crate::syntax::words::{SVNS, Svn};
use crate::value::array::{Link, Node};
use crate::value::errors::{self, MError};
use crate::value::pattern::Pattern;
use crate::value::{NUM_BUF, Value};
use std::collections::HashMap;
use std::rc::Rc;

/// What a subscript position of a ZWRITE item admits.
enum Test {
    Exactly(Value),
    Any,
    /// `*`: this and every deeper level.
    Rest,
    Matches(Pattern),
    Range(Option<Value>, Option<Value>),
}

impl Test {
    fn admits(&self, key: &Value, utf8: bool) -> Result<bool, MError> {
        Ok(match self {
            Test::Exactly(v) => v.collate(key).is_eq(),
            Test::Any | Test::Rest => true,
            Test::Matches(p) => p
                .matches(key.bytes(&mut NUM_BUF.clone()), utf8)
                .map_err(super::fragments::pattern_error)?,
            // The empty string comes before all others.
            Test::Range(from, _) if key.is_empty() => from.is_none(),
            Test::Range(from, to) => {
                from.as_ref().is_none_or(|f| f.collate(key).is_le())
                    && to.as_ref().is_none_or(|t| t.collate(key).is_ge())
            }
        })
    }
}

/// Which nodes of a variable are written.
struct Filter {
    /// `None`: the whole variable.
    tests: Option<Vec<Test>>,
}

impl Filter {
    /// Whether a node with these subscripts is written.
    fn admits(&self, subs: &[Value], utf8: bool) -> Result<bool, MError> {
        let Some(tests) = &self.tests else {
            return Ok(true);
        };
        let open = matches!(tests.last(), Some(Test::Rest));
        let most = tests.len() - usize::from(open);
        // The last positions that admit everything may be missing, but the first.
        let any = |t: &&Test| matches!(t, Test::Any);
        let optional = tests[..most].iter().rev().take_while(any).count();
        let least = (most - optional).max(usize::from(most > 0));
        if subs.len() < least || !open && subs.len() > most {
            return Ok(false);
        }
        for (test, sub) in tests.iter().zip(subs) {
            if !test.admits(sub, utf8)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Where the lines go: the current device, or nodes of a variable (ZSHOW into a variable).
pub(super) enum Sink {
    Device,
    Lines(Vec<Vec<u8>>),
}

impl Machine {
    /// `Cmd::Zwrite`: the item's description and its values in temporaries from `at`.
    pub(super) fn zwrite(&mut self, what: &[u8], at: usize) -> Cold {
        let mut sink = Sink::Device;
        self.zwrite_item(what, at, &mut sink)?;
        Ok(Flow::Next)
    }

    fn zwrite_item(&mut self, what: &[u8], at: usize, sink: &mut Sink) -> Result<(), MError> {
        if what == b"l*" {
            return self.zwrite_locals(None, false, sink);
        }
        let (kind, rest) = what
            .split_first()
            .ok_or_else(|| MError::new(errors::VAREXPECTED))?;
        let mut next = at;
        let mut take = |this: &Machine| {
            let v = this.temps.get(next).cloned().unwrap_or_default();
            next += 1;
            v
        };
        if *kind == b's' {
            let number: u8 = std::str::from_utf8(rest)
                .ok()
                .and_then(|s| s.parse().ok())
                .unwrap_or(0);
            return self.zwrite_svn(number, sink);
        }
        let environment = match kind {
            b'e' => take(self).to_vec(),
            _ => Vec::new(),
        };
        let environment = self.special.environment(&environment).to_vec();
        let name = match kind {
            b'n' => Value::EMPTY,
            _ => take(self),
        };
        let mut tests = None;
        if let Some(subs) = rest.strip_prefix(b"(") {
            let mut list = Vec::new();
            for code in subs {
                list.push(match code {
                    b'e' => Test::Exactly(take(self).to_key()),
                    b'*' => Test::Rest,
                    b'p' => Test::Matches(
                        Pattern::compile(&take(self).to_vec())
                            .map_err(super::fragments::pattern_error)?,
                    ),
                    b'r' => {
                        // The empty string bounds nothing.
                        let key = |v: Value| (v.is_defined() && !v.is_empty()).then(|| v.to_key());
                        let from = key(take(self));
                        let to = key(take(self));
                        Test::Range(from, to)
                    }
                    _ => Test::Any,
                });
            }
            tests = Some(list);
        }
        let exact = tests
            .as_ref()
            .is_none_or(|t| t.iter().all(|t| matches!(t, Test::Exactly(_))));
        let filter = Filter { tests };
        match kind {
            b'l' => {
                let text = name.to_vec();
                let id = self.host.number(&text);
                let mut aliases = self.aliases();
                let shown = self.zwrite_local(id, &text, &filter, &mut aliases, sink)?;
                self.end_aliases(&aliases, sink)?;
                let there = self.symbols.node(id).is_some_and(|n| n.is_defined());
                if !shown && (exact || !there) && self.special.undef {
                    let mut subs = exact_subs(&filter);
                    let missing = (0..subs.len()).find(|n| {
                        let node = super::refs::find(&self.symbols, id, &subs[..*n]);
                        super::refs::data_of(node) == 0
                    });
                    subs.truncate(missing.unwrap_or(subs.len()));
                    return Err(self.missing(errors::UNDEF, Base::Local(id), subs));
                }
                Ok(())
            }
            b'L' => {
                let pattern =
                    Pattern::compile(&name.to_vec()).map_err(super::fragments::pattern_error)?;
                self.zwrite_locals(Some((&pattern, &filter)), false, sink)
            }
            b'g' | b'e' => {
                let text = name.to_vec();
                let global = GlobalName {
                    environment: environment.into(),
                    name: text.into(),
                };
                self.zwrite_nodes(global.into(), &filter, exact, sink)
            }
            b'G' => {
                let pattern =
                    Pattern::compile(&name.to_vec()).map_err(super::fragments::pattern_error)?;
                let utf8 = self.special.utf8;
                for name in self.store.names(&environment)? {
                    if pattern
                        .matches(&name, utf8)
                        .map_err(super::fragments::pattern_error)?
                    {
                        self.zwrite_global(&environment, &name, &filter, sink)?;
                    }
                }
                Ok(())
            }
            b'n' => {
                let (base, above) = self.naked()?;
                let Base::Global(global) = base.clone() else {
                    return Err(MError::new(errors::GVNAKED));
                };
                if self.special.reference.subs.is_empty() {
                    return Err(MError::new(errors::GVNAKED));
                }
                let mut tests: Vec<Test> = above.iter().cloned().map(Test::Exactly).collect();
                tests.extend(filter.tests.into_iter().flatten());
                let filter = Filter { tests: Some(tests) };
                self.zwrite_nodes(global, &filter, exact, sink)
            }
            _ => Err(MError::new(errors::VAREXPECTED)),
        }
    }

    /// Nodes of a global; one that was named has to be there.
    fn zwrite_nodes(
        &mut self,
        global: Rc<GlobalName>,
        filter: &Filter,
        exact: bool,
        sink: &mut Sink,
    ) -> Result<(), MError> {
        let shown = self.zwrite_global(&global.environment, &global.name, filter, sink)?;
        if shown || !self.special.undef {
            return Ok(());
        }
        // The error tells the first level that is missing; there is none where nothing is below the level before it.
        let mut subs = exact_subs(filter);
        let mut above = 0;
        for n in 0..=subs.len() {
            let key = GlobalKey {
                environment: &global.environment,
                name: &global.name,
                subs: &subs[..n],
            };
            match self.store.data(&key)? {
                0 if above == 1 => return Ok(()),
                data if data > 0 && !exact => return Ok(()),
                0 => {
                    subs.truncate(n);
                    break;
                }
                data => above = data,
            }
        }
        Err(self.missing(errors::GVUNDEF, Base::Global(global), subs))
    }

    fn missing(&self, code: errors::Code, base: Base, subs: Vec<Value>) -> MError {
        let missing = Reference {
            base,
            subs,
            ..Reference::default()
        };
        let text = match missing.base {
            Base::Global(_) => self.told(&missing),
            _ => self.reference_text(&missing, true),
        };
        MError::arg(code, text)
    }

    /// All locals in the order of their names, or those that match.
    pub(super) fn zwrite_locals_to(&mut self, sink: &mut Sink) -> Result<(), MError> {
        self.zwrite_locals(None, true, sink)
    }

    fn zwrite_locals(
        &mut self,
        only: Option<(&Pattern, &Filter)>,
        arrays: bool,
        sink: &mut Sink,
    ) -> Result<(), MError> {
        let mut names: Vec<(Box<[u8]>, u32)> = self
            .symbols
            .present()
            .into_iter()
            .map(|id| (self.host.name(id), id))
            .collect();
        names.sort();
        names.dedup();
        let all = Filter { tests: None };
        let mut seen = Aliases {
            arrays,
            ..self.aliases()
        };
        let utf8 = self.special.utf8;
        for (name, id) in names {
            match only {
                Some((pattern, filter)) => {
                    if pattern
                        .matches(&name, utf8)
                        .map_err(super::fragments::pattern_error)?
                    {
                        self.zwrite_local(id, &name, filter, &mut seen, sink)?;
                    }
                }
                None => {
                    self.zwrite_local(id, &name, &all, &mut seen, sink)?;
                }
            }
        }
        self.end_aliases(&seen, sink)
    }

    /// The names of containers, before any of them is written.
    fn aliases(&self) -> Aliases {
        let mut names = HashMap::new();
        for id in self.symbols.linked() {
            let Some(address) = self.symbols.container(id) else {
                continue;
            };
            let name = self.host.name(id);
            let known: &mut Box<[u8]> = names
                .entry(address as usize)
                .or_insert_with(|| name.clone());
            if name < *known {
                *known = name;
            }
        }
        Aliases {
            names,
            ..Aliases::default()
        }
    }

    /// Ends what was written with names of its own for containers that have none.
    fn end_aliases(&mut self, aliases: &Aliases, sink: &mut Sink) -> Result<(), MError> {
        if aliases.nameless.is_empty() {
            Ok(())
        } else {
            self.sink_lines(vec![NAMELESS.to_vec()], sink)
        }
    }

    /// One local.
    fn zwrite_local(
        &mut self,
        id: u32,
        name: &[u8],
        filter: &Filter,
        aliases: &mut Aliases,
        sink: &mut Sink,
    ) -> Result<bool, MError> {
        let mut walk = Walk {
            filter,
            utf8: self.special.utf8,
            chset: self.chset(false),
            aliases,
            out: Vec::new(),
        };
        let mut mark: &[u8] = b"";
        let node = self.symbols.node(id);
        if self.symbols.sharers(id) > 1
            && let Some(address) = self.symbols.container(id)
        {
            if let Some(first) = walk.aliases.seen.get(&(address as usize)) {
                let line = [b"*", name, b"=", &first[..]].concat();
                self.sink_lines(vec![line], sink)?;
                return Ok(true);
            }
            // ZWRITE takes no note of an array whose top has no value, ZSHOW does.
            if walk.aliases.arrays || node.is_none_or(|n| n.value.is_defined() || n.kids.is_none())
            {
                walk.aliases.seen.insert(address as usize, name.to_vec());
            }
            mark = b" ;*";
        } else if self.is_saved(id) {
            mark = b" ;*";
        }
        if let Some(node) = node {
            walk.node(node, name, mark, &mut Vec::new())?;
        }
        let lines = walk.out;
        let shown = !lines.is_empty();
        self.sink_lines(lines, sink)?;
        Ok(shown)
    }

    fn zwrite_global(
        &mut self,
        environment: &[u8],
        name: &[u8],
        filter: &Filter,
        sink: &mut Sink,
    ) -> Result<bool, MError> {
        let utf8 = self.special.utf8;
        let chset = self.chset(false);
        let mut prefix = vec![b'^'];
        if *environment != *self.special.environment(b"") {
            prefix.extend_from_slice(b"|\"");
            prefix.extend_from_slice(environment);
            prefix.extend_from_slice(b"\"|");
        }
        prefix.extend_from_slice(name);
        // Leading exact subscripts bound the walk.
        let fixed: Vec<Value> = filter
            .tests
            .iter()
            .flatten()
            .map_while(|t| match t {
                Test::Exactly(v) => Some(v.clone()),
                _ => None,
            })
            .collect();
        let mut shown = false;
        let mut subs = fixed.clone();
        let mut value = self.store.get(&GlobalKey {
            environment,
            name,
            subs: &subs,
        })?;
        loop {
            if let Some(value) = value
                && filter.admits(&subs, utf8)?
            {
                let mut line = prefix.clone();
                push_subscripts(&mut line, &subs, Some(chset));
                line.push(b'=');
                line.extend_from_slice(&crate::value::zwr::zwrite(
                    value.bytes(&mut crate::value::NUM_BUF.clone()),
                    chset,
                ));
                self.sink_lines(vec![line], sink)?;
                shown = true;
            }
            let Some(next) = self.store.query(
                &GlobalKey {
                    environment,
                    name,
                    subs: &subs,
                },
                Related::Next,
            )?
            else {
                break;
            };
            if next.len() < fixed.len() || next.iter().zip(&fixed).any(|(a, b)| !a.same_text(b)) {
                break;
            }
            value = self.store.get(&GlobalKey {
                environment,
                name,
                subs: &next,
            })?;
            subs = next;
        }
        Ok(shown)
    }

    pub(super) fn zwrite_svn(&mut self, number: u8, sink: &mut Sink) -> Result<(), MError> {
        let Some(word) = SVNS.get(number as usize) else {
            return Ok(());
        };
        let value = match self.svn(word.id) {
            Ok(v) => v,
            Err(_) => return Ok(()),
        };
        let mut line = b"$".to_vec();
        line.extend_from_slice(word.name.as_bytes());
        line.push(b'=');
        let text = value.to_vec();
        if value.is_number() && word.id != Svn::Zversion {
            line.extend_from_slice(&text);
        } else {
            line.extend_from_slice(&crate::value::zwr::zwrite(&text, self.chset(false)));
        }
        self.sink_lines(vec![line], sink)
    }

    pub(super) fn sink_lines(
        &mut self,
        lines: Vec<Vec<u8>>,
        sink: &mut Sink,
    ) -> Result<(), MError> {
        match sink {
            Sink::Lines(out) => out.extend(lines),
            Sink::Device => {
                for line in lines {
                    for item in [Item::Text(&line), Item::Newline] {
                        if let Err(e) = self.devices.write(item) {
                            return Err(self.io_error(e));
                        }
                    }
                }
            }
        }
        Ok(())
    }
}

fn exact_subs(filter: &Filter) -> Vec<Value> {
    filter
        .tests
        .iter()
        .flatten()
        .filter_map(|t| match t {
            Test::Exactly(v) => Some(v.clone()),
            _ => None,
        })
        .collect()
}

/// First and last line around names of containers that no variable has.
const NAMELESS: &[u8] = b"$ZWRTAC=\"\"";

/// Containers while variables are written.
#[derive(Default)]
struct Aliases {
    /// The first name of each container that has one.
    names: HashMap<usize, Box<[u8]>>,
    /// Containers already written, and the names they were written by.
    seen: HashMap<usize, Vec<u8>>,
    /// Numbers of `$ZWRTACn` for those without a name.
    nameless: HashMap<usize, usize>,
    /// Arrays without a value at their top are noted too.
    arrays: bool,
}

/// The lines of one variable.
struct Walk<'a> {
    filter: &'a Filter,
    utf8: bool,
    chset: crate::value::chars::Chset,
    aliases: &'a mut Aliases,
    out: Vec<Vec<u8>>,
}

impl Walk<'_> {
    fn node(
        &mut self,
        node: &Node,
        name: &[u8],
        mark: &[u8],
        path: &mut Vec<Value>,
    ) -> Result<(), MError> {
        if node.value.is_defined() && self.filter.admits(path, self.utf8)? {
            let mut line = name.to_vec();
            push_subscripts(&mut line, path, Some(self.chset));
            match node.link() {
                Some(link) => self.container(&line, link)?,
                None => {
                    line.push(b'=');
                    let mut buf = NUM_BUF;
                    line.extend_from_slice(&crate::value::zwr::zwrite(
                        node.value.bytes(&mut buf),
                        self.chset,
                    ));
                    line.extend_from_slice(mark);
                    self.out.push(line);
                }
            }
        }
        if let Some(kids) = node.kids.as_deref() {
            for (key, kid) in kids.iter() {
                path.push(key);
                self.node(kid, name, b"", path)?;
                path.pop();
            }
        }
        Ok(())
    }

    /// A node that holds a container; one without a name is written here.
    fn container(&mut self, place: &[u8], link: &Link) -> Result<(), MError> {
        let address = link.0.get() as usize;
        let mut line = [b"*", place, b"="].concat();
        if let Some(name) = self.aliases.names.get(&address) {
            line.extend_from_slice(name);
            self.out.push(line);
            return Ok(());
        }
        let next = self.aliases.nameless.len() + 1;
        if next == 1 {
            self.out.push(NAMELESS.to_vec());
        }
        let number = *self.aliases.nameless.entry(address).or_insert(next);
        let name = format!("$ZWRTAC{number}").into_bytes();
        line.extend_from_slice(&name);
        self.out.push(line);
        if number == next {
            let all = Filter { tests: None };
            let mut inner = Walk {
                filter: &all,
                utf8: self.utf8,
                chset: self.chset,
                aliases: self.aliases,
                out: Vec::new(),
            };
            // SAFETY: the symbol table is borrowed while its variables are written, so that no container changes.
            let node = unsafe { &*link.0.get() };
            inner.node(node, &name, b" ;*", &mut Vec::new())?;
            let lines = inner.out;
            self.out.extend(lines);
        }
        Ok(())
    }
}
