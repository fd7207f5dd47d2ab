//! Where requests go that are routed by their data.

use super::Atmi;
use crate::conv::failure::Failure;
use crate::conv::frame::Encoded;
use crate::runtime::HostCall;

impl Atmi {
    /// Whether requests of a service go to groups by their data: each has to ask the monitor.
    pub fn is_routed(&self, service: &str) -> bool {
        let beside = self.membership.beside();
        beside.is_some_and(|beside| beside.routes.has(service))
    }

    /// The groups that a request has to go to; none for any.
    ///
    /// # Errors
    /// TPESYSTEM: its service is routed by data, and it goes nowhere.
    pub fn route(
        &mut self,
        call: &HostCall,
        service: &str,
        buffer: Option<&Encoded>,
    ) -> Result<Vec<String>, Failure> {
        let Atmi {
            membership, tables, ..
        } = self;
        match membership.beside() {
            Some(beside) if !beside.routes.is_empty() => {
                let definitions = || tables.get(call.environment());
                beside.routes.route(service, buffer, definitions)
            }
            _ => Ok(Vec::new()),
        }
    }
}
