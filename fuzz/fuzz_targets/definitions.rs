//! Feeds `mrun::fuzz::definitions`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mrun::fuzz::definitions(data));
