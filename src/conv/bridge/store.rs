//! Where machines find each other: each says under a lease what it offers, and reads what the others say.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

/// Services, and whether they are conversational.
pub type Services = Vec<(String, bool)>;

/// Why a store does not do what it should.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct StoreError(pub String);

/// A store that several machines share.
pub trait Store: Send {
    /// Keeps what this machine says for the time of the lease, which begins anew.
    ///
    /// # Errors
    /// The store does not answer.
    fn publish(&mut self, machine: &str, text: &str) -> Result<(), StoreError>;

    /// What all machines say whose lease is not over.
    ///
    /// # Errors
    /// The store does not answer.
    fn read(&mut self) -> Result<BTreeMap<String, String>, StoreError>;

    /// Takes back what this machine says.
    fn withdraw(&mut self);
}

/// What the thread of a store tells.
pub enum News {
    /// What the other machines offer; one that is not here is gone.
    Machines(BTreeMap<String, Services>),
    /// A line for the log.
    Trouble(String),
}

/// A line for each service, `C` for conversations and `R` for requests.
pub fn write(services: &Services) -> String {
    let kind = |conversational: &bool| if *conversational { 'C' } else { 'R' };
    let lines = services
        .iter()
        .map(|(name, c)| format!("{} {name}\n", kind(c)));
    lines.collect()
}

/// What [`write`] wrote. Lines of other kinds are of later versions, and passed over.
pub fn read(text: &str) -> Services {
    let line = |line: &str| {
        let (kind, name) = line.split_once(' ')?;
        match kind {
            "C" => Some((name.to_string(), true)),
            "R" => Some((name.to_string(), false)),
            _ => None,
        }
    };
    text.lines().filter_map(line).collect()
}

/// Keeps the lease of `machine`, and tells what changes, until `offers` ends. `lease`: how long the others believe in a machine that is silent.
pub fn keep(
    mut store: Box<dyn Store>,
    machine: &str,
    lease: Duration,
    offers: &Receiver<Services>,
    tell: &Sender<News>,
    wake: impl Fn(),
) {
    let period = (lease / 8).clamp(Duration::from_millis(200), Duration::from_secs(1));
    let renewal = lease / 3;
    let mut own: Option<Services> = None;
    let mut published: Option<Instant> = None;
    let mut known: Option<BTreeMap<String, Services>> = None;
    let mut heard = Instant::now();
    let mut trouble = false;
    loop {
        match offers.recv_timeout(period) {
            Ok(mut services) => {
                while let Ok(newer) = offers.try_recv() {
                    services = newer;
                }
                if own.as_ref() != Some(&services) {
                    published = None;
                }
                own = Some(services);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return store.withdraw(),
        }
        let outcome = (|| {
            let due = published.is_none_or(|at| at.elapsed() >= renewal);
            if let Some(own) = own.as_ref().filter(|_| due) {
                store.publish(machine, &write(own))?;
                published = Some(Instant::now());
            }
            store.read()
        })();
        let mut now = match outcome {
            Ok(all) => {
                heard = Instant::now();
                trouble = false;
                Some(
                    all.iter()
                        .map(|(m, text)| (m.clone(), read(text)))
                        .collect(),
                )
            }
            Err(error) => {
                published = None;
                if !std::mem::replace(&mut trouble, true) {
                    let _ = tell.send(News::Trouble(format!("the store: {error}")));
                    wake();
                }
                // What the others said holds for a lease, as it would if they were silent.
                (heard.elapsed() > lease).then(BTreeMap::new)
            }
        };
        if let Some(now) = &mut now {
            now.remove(machine);
        }
        if now.is_some() && now != known {
            known.clone_from(&now);
            if tell.send(News::Machines(now.unwrap_or_default())).is_err() {
                return store.withdraw();
            }
            wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_are_read_as_they_were_written() {
        let services = vec![("A".to_string(), true), ("B C".to_string(), false)];
        assert_eq!(read(&write(&services)), services);
        assert_eq!(read("X later\nC A\nnothing"), [("A".to_string(), true)]);
    }
}
