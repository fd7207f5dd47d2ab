//! Feeds `mrun::fuzz::tls_records`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mrun::fuzz::tls_records(data));
