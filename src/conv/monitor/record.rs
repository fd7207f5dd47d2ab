//! The record of running servers: a monitor that is started in place of one that died finds them in it.

use super::Monitor;
use super::instances::{Instance, State};
use crate::conv::config::Server;
use crate::store::locks::start_of;
use std::io;
use std::path::PathBuf;

impl Monitor {
    fn record_file(&self) -> PathBuf {
        let mut path = self.setup.place.clone().into_os_string();
        path.push(".servers");
        path.into()
    }

    /// Writes the record. Without it a new monitor knows of servers only when they join again.
    pub(super) fn record(&self) {
        let mut text = String::new();
        let kept = |i: &&Instance| i.state != State::Down || i.is_due();
        for instance in self.instances.iter().filter(kept) {
            let group = &self.setup.configuration.servers[instance.entry].group;
            let leaves = u8::from(instance.state == State::Leaving);
            let offered: Vec<String> = instance
                .services()
                .map(|(service, function)| format!("{service}:{function}"))
                .collect();
            let offered = offered.join(",");
            text += &format!(
                "{group} {} {} {} {leaves} {offered}\n",
                instance.id, instance.pid, instance.start
            );
        }
        let path = self.record_file();
        let new = path.with_extension("new");
        let written = std::fs::write(&new, text).and_then(|()| std::fs::rename(&new, &path));
        if let Err(error) = written {
            self.say(&format!("{}: {error}", path.display()));
        }
    }

    /// Takes over the servers of the record: those that live go on, those that died since are started again as others are that die.
    pub(super) fn take_over(&mut self) -> io::Result<()> {
        let text = match std::fs::read_to_string(self.record_file()) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        for line in text.lines() {
            let words: Vec<&str> = line.split(' ').collect();
            let [group, id, pid, start, leaves, offered] = words[..] else {
                continue;
            };
            let numbers = (id.parse(), pid.parse(), start.parse());
            let (Ok(id), Ok(pid), Ok(start)) = numbers else {
                continue;
            };
            let servers = &self.setup.configuration.servers;
            let fits = |s: &Server| s.group == group && s.ids().contains(&id);
            let Some(entry) = servers.iter().position(fits) else {
                continue;
            };
            let offered = offered.split(',').filter_map(|s| s.split_once(':'));
            let offered = offered.map(|(s, f)| (s.to_string(), f.to_string()));
            let at = self.known(entry, id, offered.collect());
            let title = self.title(at);
            // The number may be another process's by now.
            if start_of(pid) == Some(start) && self.inherit(at, pid, leaves == "1").is_ok() {
                self.say(&format!("{title} goes on, process {pid}"));
            } else if leaves != "1" {
                self.say(&format!("{title} died, process {pid}"));
                self.start_soon(at);
            }
        }
        Ok(())
    }

    /// Removes what the application leaves in the file system.
    pub fn clean_up(&self) {
        self.forget_groups();
        for path in [self.record_file(), self.setup.place.clone()] {
            // It may never have been there.
            let _ = std::fs::remove_file(path);
        }
    }
}
