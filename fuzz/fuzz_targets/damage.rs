//! Feeds `mrun::fuzz::damage`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mrun::fuzz::damage(data));
