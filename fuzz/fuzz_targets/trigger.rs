//! Feeds `mrun::fuzz::trigger`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mrun::fuzz::trigger(data));
