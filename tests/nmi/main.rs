//! Servers and clients of the Network Management Interface, with ends in Python that know nothing of the codec, and from M.

mod m;

use std::process::Command;

/// Runs a script with all of its tests.
fn script(name: &str) {
    let path = format!("{}/tests/nmi/{name}.py", env!("CARGO_MANIFEST_DIR"));
    let done = Command::new("python3")
        .arg(path)
        .env("MRUN", env!("CARGO_BIN_EXE_mrun"))
        .output()
        .expect("python3 is needed");
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{said}");
    // What was left out is seen.
    println!("{said}");
}

#[test]
fn the_servers_keep_to_their_state_table() {
    script("server");
}

#[test]
fn the_client_keeps_to_its_state_table() {
    script("client");
}

#[test]
fn the_sna_interface_keeps_to_its_tables() {
    script("sna");
}

#[test]
fn packets_and_recorded_records_come_back() {
    script("packets");
}

#[test]
fn a_machine_is_told_of_as_its_own_programs_tell() {
    script("machine");
}

#[test]
fn hostile_clients_and_kills_leave_the_server_sound() {
    script("hostile");
}

#[test]
fn the_table_shows_connections_until_a_signal() {
    script("table");
}
