//! `WRITE /WAITANY(timeout,what,device,...)`: an event on a socket of the current device or of others. Not GT.M's. And what sockets
//! have, for functions of packages that wait for more than sockets.

use super::{Devices, IoResult, Step};
use crate::device::socket::{SocketDevice, wait_deadline};
use crate::device::{ControlDone, ControlOp, Timeout, Wait};
use crate::value::errors::{IONOTOPEN, MError, ZSOCKETNOTSOCK};

/// The arguments before the devices: timeout and events, as those of /WAIT.
const OWN: usize = 2;

impl Devices {
    /// Asks the current device, then the others in their order. $KEY of the current device has the name of the device with
    /// the event as its fourth piece; there the socket is current, and $KEY says the same.
    pub(super) fn wait_any(&mut self, at: usize, op: &mut ControlOp) -> IoResult<ControlDone> {
        let timeout = wait_deadline(op);
        let mut asked = vec![(at, self.name_of(at))];
        for name in op.args.iter().skip(OWN).flatten() {
            let place = self
                .find(name)
                .ok_or_else(|| MError::arg(IONOTOPEN, name))?;
            if !asked.iter().any(|(other, _)| *other == place) {
                asked.push((place, name.clone()));
            }
        }
        let done = |test| ControlDone {
            test: timeout.is_given().then_some(test),
            outputs: Vec::new(),
        };
        let mut wait = Wait::default();
        for (place, name) in asked {
            let (device, shared) = self.slot(place);
            match device.as_any().downcast_mut::<SocketDevice>() {
                None => return Err(MError::new(ZSOCKETNOTSOCK).into()),
                // A device without sockets would answer at once.
                Some(socket) if socket.has_no_sockets() => continue,
                Some(_) => {}
            }
            let what = op.args.get(1).cloned().flatten();
            let mut one = ControlOp::new(b"WAIT".to_vec(), vec![Some(b"0".to_vec()), what]);
            one.timeout = Some(Timeout::None);
            match device.control(&mut one, shared)? {
                Step::Wait(more) => {
                    wait.fds.extend(more.fds);
                    wait = wait.or_at(more.until);
                }
                Step::Done(_) => {
                    let key = [&device.status().key, &b"|"[..], &name].concat();
                    self.slot(at).0.status_mut().key = key;
                    return Ok(Step::Done(done(true)));
                }
            }
        }
        if timeout.expired() {
            self.slot(at).0.status_mut().key.clear();
            return Ok(Step::Done(done(false)));
        }
        Ok(Step::Wait(wait.or_at(timeout.moment())))
    }

    /// What sockets of a device have, or one of them: see [`SocketDevice::pending`].
    ///
    /// # Errors
    /// IONOTOPEN, ZSOCKETNOTSOCK, SOCKNOTFND, and the system's.
    pub fn pending(
        &mut self,
        name: &[u8],
        only: Option<&[u8]>,
    ) -> IoResult<Vec<(Vec<u8>, &'static str)>> {
        let at = self
            .find(name)
            .ok_or_else(|| MError::arg(IONOTOPEN, name))?;
        let device = match at {
            super::PRINCIPAL => self.principal_socket(),
            at => self.slot(at).0.as_any().downcast_mut(),
        };
        let device: &mut SocketDevice = device.ok_or_else(|| MError::new(ZSOCKETNOTSOCK))?;
        device.pending(only)
    }

    fn name_of(&self, at: usize) -> Vec<u8> {
        let slot = self.slots.get(at).and_then(Option::as_ref);
        slot.map_or(Vec::new(), |s| s.name.clone())
    }
}
