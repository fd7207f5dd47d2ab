//! Feeds `mrun::fuzz::zwrite`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mrun::fuzz::zwrite(data));
