//! Migration: groups whose servers run on their second machine. Each machine is told by itself: the one gives a group up, the other takes it.

use super::Monitor;
use super::jobs::Choice;
use crate::conv::config::Group;
use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

/// Where groups are that are not where the configuration has them first, by their names.
pub type Migrated = BTreeMap<String, String>;

impl Monitor {
    fn migration_file(&self) -> PathBuf {
        let mut path = self.setup.place.clone().into_os_string();
        path.push(".groups");
        path.into()
    }

    /// What an earlier monitor kept.
    ///
    /// # Errors
    /// Its file cannot be read.
    pub(super) fn take_over_groups(&mut self) -> io::Result<()> {
        let text = match std::fs::read_to_string(self.migration_file()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            text => text?,
        };
        let known = |(group, lmid): &(String, String)| {
            let group = self.setup.configuration.group(group);
            group.is_some_and(|group| group.machines.contains(lmid))
        };
        let words = text.lines().filter_map(|line| line.split_once(' '));
        let words = words.map(|(lmid, group)| (group.to_string(), lmid.to_string()));
        self.migrated = words.filter(known).collect();
        Ok(())
    }

    fn keep_groups(&self) {
        let lines = self.migrated.iter();
        let text: String = lines.map(|(g, lmid)| format!("{lmid} {g}\n")).collect();
        let path = self.migration_file();
        if let Err(error) = std::fs::write(&path, text) {
            self.say(&format!("{}: {error}", path.display()));
        }
    }

    pub(super) fn forget_groups(&self) {
        // It may never have been there.
        let _ = std::fs::remove_file(self.migration_file());
    }

    /// The machine on which a group is, as far as this one knows.
    pub(super) fn place_of_group<'a>(&'a self, group: &'a Group) -> &'a str {
        let first = group.machines.first().map_or("", String::as_str);
        self.migrated.get(&group.name).map_or(first, String::as_str)
    }

    /// migrategroup: gives a group up, or takes it.
    pub(super) fn migrate_group(&mut self, operator: usize, name: &str) {
        match self.setup.configuration.group(name) {
            Some(_) => self.migrate(operator, vec![name.to_string()]),
            None => self.refuse(operator, &format!("there is no group {name}")),
        }
    }

    /// migratemach: all groups of a machine that can be on another one.
    pub(super) fn migrate_machine(&mut self, operator: usize, lmid: Option<&str>) {
        let here = self.setup.lmid();
        let from = lmid.unwrap_or(here);
        let moves = |group: &&Group| {
            self.place_of_group(group) == from
                && group.machines.len() > 1
                && (from == here || group.machines.iter().any(|m| m == here))
        };
        let groups = self.setup.configuration.groups.iter().filter(moves);
        let groups: Vec<String> = groups.map(|group| group.name.clone()).collect();
        match groups.is_empty() {
            true => self.refuse(
                operator,
                &format!("no group of {from} has to do with {here} and another machine"),
            ),
            false => self.migrate(operator, groups),
        }
    }

    fn refuse(&mut self, operator: usize, text: &str) {
        self.print(Some(operator), &format!("{text}\n"), Some(false));
    }

    fn migrate(&mut self, operator: usize, names: Vec<String>) {
        let here = self.setup.lmid().to_string();
        if !self.setup.configuration.resources.migrates {
            return self.refuse(operator, "OPTIONS of *RESOURCES has no MIGRATE");
        }
        let mut moves = Vec::new();
        for name in &names {
            let Some(group) = self.setup.configuration.group(name) else {
                continue;
            };
            let from = self.place_of_group(group).to_string();
            let to = group.machines.iter().find(|m| **m != from).cloned();
            match to {
                Some(to) if from == here || to == here => moves.push((name.clone(), to)),
                Some(to) => {
                    let text = format!("group {name} goes from {from} to {to}, and this is {here}");
                    return self.refuse(operator, &text);
                }
                None => {
                    let text = format!("LMID of group {name} names no second machine");
                    return self.refuse(operator, &text);
                }
            }
        }
        let comes = moves.iter().all(|(_, to)| *to == here);
        let choice = Choice {
            among: names,
            ..Choice::default()
        };
        if !comes {
            // While the servers are still this machine's.
            self.shut_down(Some(operator), &choice, None, true);
        }
        for (group, to) in moves {
            self.say(&format!("group {group} is on {to} now"));
            let known = self.setup.configuration.group(&group);
            match known.is_some_and(|g| g.machines.first() == Some(&to)) {
                true => _ = self.migrated.remove(&group),
                false => _ = self.migrated.insert(group, to),
            }
        }
        self.keep_groups();
        if comes {
            self.boot(Some(operator), &choice, false);
        }
    }
}
