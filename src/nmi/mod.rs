//! Floor 5: the Network Management Interface of z/OS.

pub mod record;
