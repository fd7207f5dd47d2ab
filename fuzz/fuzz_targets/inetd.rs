//! Feeds `mrun::fuzz::inetd`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mrun::fuzz::inetd(data));
