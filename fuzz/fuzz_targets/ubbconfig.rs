//! Feeds `mrun::fuzz::ubbconfig`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mrun::fuzz::ubbconfig(data));
