//! Feeds `mrun::fuzz::fragments`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mrun::fuzz::fragments(data));
