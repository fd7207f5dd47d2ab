//! Feeds `mrun::fuzz::number`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mrun::fuzz::number(data));
