//! Transactions of this machine: their number, and what operators see of them.

use super::Monitor;
use crate::conv::config::Machine;
use crate::conv::gtt::{Seen, Table};
use crate::conv::line::{self, Role, Welcome};
use std::io;
use std::os::fd::OwnedFd;
use std::sync::Arc;

/// The table, and the memory it is in, which members get.
pub struct Transactions {
    pub table: Arc<Table>,
    file: OwnedFd,
}

impl Transactions {
    /// # Errors
    /// It is no table.
    pub fn open(file: OwnedFd, machine: Option<&Machine>) -> io::Result<Transactions> {
        let table = Table::open(file.try_clone()?)?;
        if let Some(machine) = machine {
            table.limit(machine.max_transactions, machine.max_transaction_time);
        }
        table.sweep(is_gone);
        Ok(Transactions { table, file })
    }
}

fn is_gone(pid: u32) -> bool {
    let pid = nix::unistd::Pid::from_raw(pid.cast_signed());
    nix::sys::signal::kill(pid, None) == Err(nix::Error::ESRCH)
}

impl Monitor {
    /// The files that a client or a server gets beside its welcome. One that the system has no descriptor for is left out.
    pub(super) fn files_for(&self, token: usize) -> Vec<(u8, OwnedFd)> {
        let own = nix::unistd::Uid::effective().as_raw();
        let member = self.members.get(&token);
        let mut files = Vec::new();
        // Those of other users could spoil what all have in their memory.
        if member.is_some_and(|member| member.uid == own || member.uid == 0) {
            files.push((Welcome::SLOTS, self.common.file().try_clone()));
            files.push((Welcome::TRANSACTIONS, self.transactions.file.try_clone()));
        }
        if !self.routes.is_empty() {
            files.push((Welcome::ROUTES, line::kept_bytes(&self.routes)));
        }
        let there = files.into_iter();
        there
            .filter_map(|(bit, file)| Some((bit, file.ok()?)))
            .collect()
    }

    /// A member of a process has left. The last one leaves no transaction.
    pub(super) fn transactions_left(&mut self, pid: u32) {
        if self.members.values().all(|member| member.pid != pid) {
            self.transactions.table.sweep(|of| of == pid);
        }
    }

    /// The transactions that died with processes which the monitor did not know.
    pub(super) fn sweep_transactions(&self) {
        self.transactions.table.sweep(is_gone);
    }

    /// A process for people: its server, or its client.
    pub(super) fn who(&self, pid: u32, number: Option<u32>) -> String {
        let of_process = |m: &&super::Member| m.pid == pid;
        let mut all = self.members.values().filter(of_process);
        let member = match number {
            Some(number) => all.clone().find(|m| m.number == number).or(all.next()),
            None => all.find(|m| m.seat.is_some()),
        };
        match member.map(|m| (m.seat, &m.role)) {
            Some((Some((at, _)), _)) => {
                format!("{}/{}", self.server(at).group, self.instances[at].id)
            }
            Some((None, Some(Role::Client { user, client }))) if client.is_empty() => user.clone(),
            Some((None, Some(Role::Client { user, client }))) => format!("{user}/{client}"),
            _ => pid.to_string(),
        }
    }

    /// Who takes part in a transaction beside the one that began it.
    pub(super) fn participants(&self, seen: &Seen) -> String {
        let mut names: Vec<String> = seen.named.iter().map(|pid| self.who(*pid, None)).collect();
        names.sort();
        names.dedup();
        if seen.parts as usize > seen.named.len() {
            names.push("...".into());
        }
        names.join(",")
    }
}
