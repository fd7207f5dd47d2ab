//! Feeds `mrun::fuzz::object`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mrun::fuzz::object(data));
