//! What the monitor gives a member beside its welcome, in files: the table of transactions, and criteria of routing.

use crate::conv::failure::Failure;
use crate::conv::gtt::Table;
use crate::conv::line;
use crate::conv::routing::Routes;
use std::os::fd::OwnedFd;
use std::sync::Arc;

#[derive(Default)]
pub struct Beside {
    pub transactions: Option<Arc<Table>>,
    pub routes: Routes,
}

impl Beside {
    /// What is in the files that came along.
    ///
    /// # Errors
    /// They are not what they should be.
    pub fn read(transactions: Option<OwnedFd>, routes: Option<OwnedFd>) -> Result<Beside, Failure> {
        Ok(Beside {
            transactions: transactions.map(Table::open).transpose()?,
            routes: match routes {
                Some(file) => Routes::decode(&line::read_kept(file)?)?,
                None => Routes::default(),
            },
        })
    }
}
