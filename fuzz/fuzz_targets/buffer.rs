//! Feeds `mrun::fuzz::buffer`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mrun::fuzz::buffer(data));
