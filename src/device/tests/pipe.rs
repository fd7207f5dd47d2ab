//! Pipes and FIFOs.

use super::*;

#[test]
fn a_pipe_talks_with_its_process() {
    let mut b = bench("pipe");
    let got = b.run(&[
        "pipe p command=cat",
        "u p",
        "w hello",
        "!",
        "xy",
        "r",
        "w part",
        "r:0.2",
        "w ial",
        "!",
        "r:2",
    ]);
    assert_eq!(got, "0,1 [hello|] [part]t0 [ial|]t1");
    assert_eq!(b.run(&["/ EOF", "r:2", "c p"]), "[|eof]t1");
    assert_eq!(b.devices.zclose(), 0);
    b.run(&[
        "pipe p shell=/bin/sh;command=echo out && echo err >&2;readonly;stderr=ee",
        "u p",
    ]);
    assert_eq!(
        b.run(&["r", "r", "u ee", "r", "r"]),
        "[out|] [|eof] [err|] [|eof]"
    );
    assert!(
        b.show()
            .contains("SHELL=\"/bin/sh\" COMMAND=\"echo out && echo err >&2\" STDERR=\"ee\" READ ")
    );
    assert_eq!(
        b.run(&["c p", "u ee"]),
        "%GTM-E-IONOTOPEN, Attempt to USE an I/O device which has not been opened"
    );
}

#[test]
fn pipes_tell_how_their_process_ended() {
    let mut b = bench("zclose");
    for (command, status) in [("exit 3", 3), ("kill -9 $$", -9)] {
        b.run(&[format!("pipe p command={command}").as_str(), "c p"]);
        assert_eq!(b.devices.zclose(), status, "{command}");
    }
    b.run(&["pipe p command=sleep 3", "c p timeout=0"]);
    assert_eq!(b.devices.zclose(), -99);
    let missing = "%GTM-E-DEVOPENFAIL, Error opening p,%GTM-I-TEXT, ";
    assert_eq!(
        b.run(&["pipe p readonly"]),
        format!("{missing}Missing command string")
    );
    assert_eq!(
        b.run(&["pipe p command=echo a|nosuch2;parse"]),
        format!("{missing}Invalid command string: nosuch2")
    );
    b.run(&["pipe p command=cat;readonly", "u p"]);
    assert_eq!(
        b.run(&["w x"]),
        "%GTM-E-DEVICEREADONLY, Cannot write to read-only device"
    );
}

#[test]
fn pipes_cut_lines_at_the_record_size() {
    let mut b = bench("piperec");
    let got = b.run(&[
        "pipe p command=cat;recordsize=5",
        "u p",
        "w abcdefgh",
        "!",
        "r",
        "r",
        "xy",
    ]);
    assert_eq!(got, "[abcde] [|] 0,4");
    b.run(&["c p"]);
    let got = b.run(&[
        "pipe p command=cat;fixed;recordsize=5",
        "u p",
        "w ab",
        "!",
        "w cdefghi",
        "!",
        "/ EOF",
        "r",
        "r",
        "r:1",
        "r:1",
    ]);
    assert_eq!(got, "[ab   ] [cdefg] [hi   ]t1 [|eof]t1");
}

#[test]
fn big_output_does_not_block_a_pipe() {
    let mut b = bench("bigpipe");
    b.run(&["pipe p command=cat", "u p"]);
    let text = format!("w {}", "x".repeat(30_000));
    let Bench { devices, .. } = &mut b;
    let mut waited = false;
    for _ in 0..40 {
        // The process answers into a pipe that nobody reads: sooner or later a write has to wait.
        match devices.write(Item::Text(text.as_bytes())).unwrap() {
            Step::Done(()) => {}
            Step::Wait(wait) => {
                waited = true;
                assert!(wait.fds[0].write);
                break;
            }
        }
    }
    assert!(waited);
    let read = b.run(&["r# 100000"]);
    assert_eq!(read.len(), "[|]".len() + 32_767);
}

#[test]
fn fifos_are_made_and_removed() {
    let mut b = bench("fifo");
    let got = b.run(&[
        "o q fifo", "u q", "w hello", "!", "r:1", "w par", "r:0.2", "xy",
    ]);
    assert_eq!(got, "[hello|]t1 [par|]t1 0,4");
    assert_eq!(b.show(), "q OPEN FIFO ");
    b.run(&["c q"]);
    assert!(b.directory.join("q").exists());
    assert_eq!(b.run(&["o:0.1 q readonly", "o:0.1 q writeonly"]), "t0 t0");
    b.run(&["o q", "c q delete"]);
    assert!(!b.directory.join("q").exists());
    assert_eq!(
        b.run(&["o nodir/q fifo"]),
        "%SYSTEM-E-ENO2, No such file or directory"
    );
}

#[test]
fn pipes_refuse_what_gtm_refuses() {
    let mut b = bench("piperr");
    let missing = "%GTM-E-DEVOPENFAIL, Error opening p,%GTM-I-TEXT, ";
    let got = b.run(&["pipe p command=cat;shell=/nosuch/shell"]);
    assert_eq!(got, format!("{missing}Invalid shell: /nosuch/shell"));
    let got = b.run(&["pipe p command="]);
    assert_eq!(got, format!("{missing}Command string has no value"));
    b.run(&[
        "pipe p command=cd / ; ls 2>&1;parse"
            .replace(" ; ", " && ")
            .as_str(),
        "c p",
    ]);
    let got = b.run(&["pipe p command=cat", "u p", "w a", "!", "/ EOF", "r", "w b"]);
    assert_eq!(got, "[a|] %SYSTEM-E-ENO9, Bad file descriptor");
    b.run(&["c p", "pipe p command=exit 0", "u p"]);
    std::thread::sleep(std::time::Duration::from_millis(200));
    b.run(&["w x"]);
    let error = b.devices.flush(Flush::Command).unwrap_err().error;
    assert_eq!(error.message(b","), b"%SYSTEM-E-ENO32, Broken pipe");
    b.run(&["c p"]);
    b.run(&["pipe p shell=/bin/sh;command=cat;independent;parse;fixed;recordsize=50"]);
    let wanted = "p OPEN PIPE SHELL=\"/bin/sh\" COMMAND=\"cat\" INDEPENDENT PARSE FIXED REC=50 ";
    assert_eq!(b.show(), wanted);
}

#[test]
fn single_characters_of_a_pipe_move_the_position() {
    let mut b = bench("pipestar");
    let got = b.run(&[
        "pipe p command=printf 'abc\\ndefg\\n'",
        "u p",
        "r*",
        "r*",
        "r*",
        "r*",
        "r*",
        "r# 2",
        "xy",
        "r",
        "xy",
        "r*",
    ]);
    assert_eq!(got, "[97] [98] [99] [10] [100] [ef] 3,1 [g|] 0,2 [-1|eof]");
}
