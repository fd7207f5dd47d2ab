//! Feeds `mrun::fuzz::nmi_calls`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mrun::fuzz::nmi_calls(data));
