//! The record of running servers: a monitor that is started in place of one that died finds them in it.

use super::Monitor;
use super::instances::State;
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
        for instance in self.instances.iter().filter(|i| i.state != State::Down) {
            let group = &self.setup.configuration.servers[instance.entry].group;
            let start = start_of(instance.pid).unwrap_or(0);
            let offered: Vec<String> = instance
                .services()
                .map(|(service, function)| format!("{service}:{function}"))
                .collect();
            let offered = offered.join(",");
            text += &format!(
                "{group} {} {} {start} {offered}\n",
                instance.id, instance.pid
            );
        }
        let path = self.record_file();
        let new = path.with_extension("new");
        let written = std::fs::write(&new, text).and_then(|()| std::fs::rename(&new, &path));
        if let Err(error) = written {
            self.say(&format!("{}: {error}", path.display()));
        }
    }

    /// Takes over the servers of the record that live.
    pub(super) fn take_over(&mut self) -> io::Result<()> {
        let text = match std::fs::read_to_string(self.record_file()) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        let mut dead = Vec::new();
        for line in text.lines() {
            let words: Vec<&str> = line.split(' ').collect();
            let [group, id, pid, start, offered] = words[..] else {
                continue;
            };
            let numbers = (id.parse(), pid.parse(), start.parse());
            let (Ok(id), Ok(pid), Ok(start)) = numbers else {
                continue;
            };
            let servers = &self.setup.configuration.servers;
            let fits = |s: &super::super::config::Server| s.group == group && s.ids().contains(&id);
            let Some(entry) = servers.iter().position(fits) else {
                continue;
            };
            let offered = offered.split(',').filter_map(|s| s.split_once(':'));
            let offered = offered.map(|(s, f)| (s.to_string(), f.to_string()));
            // The number may be another process's by now.
            if start_of(pid) != Some(start) {
                let at = self.place_of(entry, id);
                self.instances[at].offered = offered.collect();
                dead.push((at, format!("{group}/{id}")));
                continue;
            }
            match self.inherit(entry, id, pid, offered.collect()) {
                Ok(()) => self.say(&format!("{group}/{id} goes on, process {pid}")),
                Err(error) => self.say(&format!("{group}/{id}, process {pid}: {error}")),
            }
        }
        // They died when nobody looked.
        for (at, title) in dead {
            self.restart(at, &title);
        }
        Ok(())
    }

    /// Removes what the application leaves in the file system.
    pub fn clean_up(&self) {
        for path in [self.record_file(), self.setup.place.clone()] {
            // It may never have been there.
            let _ = std::fs::remove_file(path);
        }
    }
}
