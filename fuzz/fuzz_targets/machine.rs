//! Feeds `mrun::fuzz::machine`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mrun::fuzz::machine(data));
