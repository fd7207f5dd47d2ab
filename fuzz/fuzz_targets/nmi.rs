//! Feeds `mrun::fuzz::nmi`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mrun::fuzz::nmi(data));
