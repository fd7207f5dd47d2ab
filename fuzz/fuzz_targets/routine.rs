//! Feeds `mrun::fuzz::routine`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mrun::fuzz::routine(data));
