//! Malformed and hostile input: whatever it is, the answer is a value or an M error, in time, and never a panic.

use mrun::device::memory::MemoryDevice;
use mrun::{Capability, Cause, Engine, Limits, RunError, Session, Value};
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

/// What one input may take. Loops end by their steps, waits by the deadline; this is for what neither ends.
const PATIENCE: Duration = Duration::from_secs(60);
const DEADLINE: Duration = Duration::from_millis(300);

/// xorshift: the same inputs in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

/// A session that reaches nothing outside and is bounded.
fn session(engine: &Engine) -> Session {
    let mut limits = Limits::default();
    limits.steps = Some(50_000);
    limits.depth = 2000;
    let (device, _) = MemoryDevice::with_input(b"one\ntwo\n");
    let all = [
        Capability::Files,
        Capability::Network,
        Capability::Processes,
        Capability::Shell,
    ];
    let builder = engine
        .session()
        .principal(Box::new(device))
        .limits(limits)
        .messages(|_| {});
    all.into_iter()
        .fold(builder, |b, what| b.deny(what))
        .build()
        .expect("a session without descriptors")
}

fn run(source: &[u8]) -> Result<Option<Value>, RunError> {
    let engine = Engine::builder().routines("").build();
    engine.add_routine("hostile", source);
    session(&engine).call_within("^hostile", &[], DEADLINE)
}

/// Runs the inputs and compares the answers with those recorded in `tests/hostile/NAME.txt`, one a line: the mnemonic of the
/// error, `-` for none, `limit` for what is ended by its steps or the deadline. `MRUN_RECORD=1` records them again.
fn all_answer_as_recorded(name: &str, inputs: Vec<Vec<u8>>) {
    let answers = all_answer(inputs);
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/hostile")
        .join(format!("{name}.txt"));
    if std::env::var_os("MRUN_RECORD").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        fs::write(&path, answers.join("\n") + "\n").expect("the answers can be written");
        return;
    }
    let recorded = fs::read_to_string(&path).expect("recorded answers");
    let recorded: Vec<&str> = recorded.lines().collect();
    assert_eq!(answers.len(), recorded.len(), "inputs of {name}");
    for (n, (answer, expected)) in answers.iter().zip(recorded).enumerate() {
        // A slow machine reaches the deadline first.
        assert!(
            answer == expected || answer == "limit",
            "input {n} of {name}: {answer} instead of {expected}"
        );
    }
}

/// Runs the inputs one after the other on a thread of the usual stack, and says which one hangs or panics.
fn all_answer(inputs: Vec<Vec<u8>>) -> Vec<String> {
    let mut answers = Vec::with_capacity(inputs.len());
    let at = Arc::new(AtomicUsize::new(0));
    let (done, results) = mpsc::channel();
    let inputs = Arc::new(inputs);
    let worker = {
        let (at, inputs) = (at.clone(), inputs.clone());
        std::thread::spawn(move || {
            for (n, input) in inputs.iter().enumerate() {
                at.store(n, Ordering::Release);
                let result = run(input);
                if done.send(result.map(drop)).is_err() {
                    return;
                }
            }
        })
    };
    let show = |n: usize| {
        let input = &inputs[n];
        format!(
            "input {n} of {} bytes: {}",
            input.len(),
            input[..input.len().min(400)].escape_ascii()
        )
    };
    for n in 0..inputs.len() {
        match results.recv_timeout(PATIENCE) {
            Ok(Ok(())) => answers.push("-".to_string()),
            Ok(Err(error)) => {
                let known = error.mnemonic().is_some()
                    || matches!(
                        error.cause,
                        Cause::Halted(_) | Cause::Steps | Cause::Deadline
                    );
                assert!(known, "{error:?} from {}", show(n));
                answers.push(match (error.mnemonic(), &error.cause) {
                    (_, Cause::Steps | Cause::Deadline) => "limit".to_string(),
                    (Some(mnemonic), _) => mnemonic.to_string(),
                    (None, _) => "-".to_string(),
                });
            }
            Err(mpsc::RecvTimeoutError::Timeout) => {
                panic!("no answer to {}", show(at.load(Ordering::Acquire)))
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                panic!("panic at {}", show(at.load(Ordering::Acquire)))
            }
        }
    }
    worker.join().expect("all inputs were answered");
    answers
}

#[test]
fn deep_nesting() {
    // (before, opening, middle, closing)
    let shapes = [
        (" write ", "(", "1", ")"),
        (" write ", "-", "1", ""),
        (" write ", "'", "1", ""),
        (" write ", "@", "x", ""),
        (" write ", "$length(", "1", ")"),
        (" write ", "$select(1:", "1", ")"),
        (" write ", "$$f(", "1", ")"),
        (" set ", "x(", "1", ")=1"),
        (" set ", "^x(", "1", ")=1"),
        (" set @", "@", "x", "=1"),
        (" ", "if ", "1", ""),
        (" ", "for ", "quit", ""),
        (" ", "for i=1 ", "quit", ""),
        (" ", ". ", "set x=1", ""),
        (" xecute ", "\"", "w 1", "\""),
        (" write ", "1_", "1", ""),
        (" write ", "1+", "1", ""),
        (" write 1?", "1(", "1N", ")"),
        (" write 1?", "1.2(1N,", "1N", ")"),
        (" kill ", "(", "x", ")"),
        (" do ", "@", "x", ""),
        (" write ", "$get(@", "x", ")"),
        (" new ", "x,", "x", ""),
        (" set ", "(a,", "b", ")=1"),
        (" use ", "$p:(", "x=1", ")"),
        (" lock ", "(", "x", ")"),
    ];
    let mut inputs = Vec::new();
    for (before, open, middle, close) in shapes {
        for depth in [3, 31, 32, 33, 256, 5000, 60_000] {
            inputs.push(
                format!(
                    "{before}{}{middle}{}\n",
                    open.repeat(depth),
                    close.repeat(depth)
                )
                .into_bytes(),
            );
        }
        // The same, never closed.
        inputs.push(format!("{before}{}", open.repeat(20_000)).into_bytes());
    }
    for depth in [1, 40, 300, 3000] {
        let lines: String = (1..=depth)
            .map(|d| format!(" {}do\n", ". ".repeat(d - 1)))
            .collect();
        inputs.push(lines.into_bytes());
        // An expression that is built at run time.
        inputs.push(format!(" set $piece(x,\"(\",{depth})=1 write @x\n").into_bytes());
        inputs.push(format!(" set $piece(x,\"-\",{depth})=1 write @x\n").into_bytes());
        inputs.push(format!(" set $piece(x,\"@\",{depth})=\"x\" write @x\n").into_bytes());
    }
    all_answer_as_recorded("nesting", inputs);
}

#[test]
fn extreme_arguments() {
    let numbers = [
        "0",
        "-1",
        "1",
        "1048576",
        "1048577",
        "2147483647",
        "2147483648",
        "-2147483649",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775809",
        "999999999999999999",
        "1E46",
        "1E47",
        "1E9999999999999",
        "-1E46",
        "1E-43",
        "1E-44",
        "\"1E99\"",
        ".000000000000000000000000001",
        "\"\"",
        "\"x\"",
        "nosuch",
    ];
    let calls = [
        "$char(N)",
        "$zchar(N,N)",
        "$extract(\"abc\",N)",
        "$extract(\"abc\",N,N)",
        "$find(\"abc\",\"b\",N)",
        "$fnumber(N,\"P,\",2)",
        "$fnumber(1,\"\",N)",
        "$justify(1,N)",
        "$justify(1,2,N)",
        "$justify(\"x\",N,N)",
        "$piece(\"a,b\",\",\",N)",
        "$piece(\"a,b\",\",\",N,N)",
        "$random(N)",
        "$stack(N)",
        "$stack(N,\"PLACE\")",
        "$text(+N)",
        "$text(+N^hostile)",
        "$zdate(N)",
        "$zdate(N,\"YYYY-MM-DD 24:60:SS\")",
        "$zbitstr(N)",
        "$zbitstr(N,N)",
        "$zbitget($zbitstr(8),N)",
        "$zbitset($zbitstr(8),N,1)",
        "$zbitfind($zbitstr(8),1,N)",
        "$zconvert(N,\"DEC\",\"HEX\")",
        "$increment(x,N)",
        "$name(x(N,N),N)",
        "$query(@$name(x(N)),N)",
        "$qsubscript(\"x(1)\",N)",
        "$order(x(N),N)",
        "$translate(N,N,N)",
        "N+N",
        "N-N",
        "N*N",
        "N/N",
        "N\\N",
        "N#N",
        "N**N",
        "N_N",
        "N]]N",
        "N?.E",
        "'N",
        "-N",
        "$zsubstr(\"abc\",N,N)",
        "$zwidth(N)",
        "$zmessage(N)",
        "$zhash(N)",
        "$zpeek(N,N)",
        "$view(N)",
        "$zsearch(N,N)",
        "$ztrnlnm(N)",
        "$zsigproc(N,N)",
        "$ascii(\"abc\",N)",
        "$length(N,N)",
        "$reverse(N)",
        "$data(x(N))",
        "$get(^x(N),N)",
        "$zprevious(x(N))",
    ];
    let commands = [
        "hang N",
        "set $piece(x,\",\",N)=1",
        "set $extract(x,N)=1",
        "set $extract(x,N,N)=1",
        "set $x=N,$y=N",
        "write ?N",
        "write *N",
        "read x#N",
        "read x:0",
        "zgoto N",
        "zgoto N:label",
        "zmessage N",
        "set $zbit=N",
        "set x(N)=N",
        "set ^x(N)=N",
        "set $ztimeout=N",
        "goto +N",
        "do +N^hostile",
        "lock x(N):0",
        "view N",
        "set $ecode=N",
        "set $etrap=N",
        "zshow N",
        "zprint +N",
        "trollback N",
        "for i=N:N:N quit:$increment(n)>5",
        "quit N",
        "break",
        "zhalt N",
        "use $principal:width=N",
        "use $principal:length=N",
        "set $zstatus=N",
        "merge x(N)=y",
        "kill x(N)",
        "open N:N:N:N",
        "close N",
        "job N",
        "xecute N",
        "new N",
        "set $zinterrupt=N",
        "tstart N",
        "tcommit",
        "ztrigger ^x(N)",
        "zwrite N",
        "zkill x(N)",
        "set $zroutines=N",
    ];
    let mut random = Random(0x1234_5678);
    let mut fill = |shape: &str| {
        let mut line = String::new();
        for (at, part) in shape.split('N').enumerate() {
            if at > 0 {
                line += random.pick(&numbers);
            }
            line += part;
        }
        line
    };
    let mut inputs = Vec::new();
    for _ in 0..4 {
        for call in calls {
            inputs.push(format!(" write {}\n", fill(call)).into_bytes());
        }
        for command in commands {
            inputs.push(format!(" {}\n", fill(command)).into_bytes());
        }
    }
    for digits in [17, 18, 19, 40, 400, 60_000] {
        let many = "9".repeat(digits);
        for text in [
            many.clone(),
            format!(".{many}"),
            format!("1E{many}"),
            format!("1E-{many}"),
            format!("{many}.{many}E{many}"),
        ] {
            inputs.push(
                format!(" write {text},+\"{text}\",x({text}),\"{text}\"*\"{text}\"\n").into_bytes(),
            );
        }
    }
    all_answer_as_recorded("arguments", inputs);
}

#[test]
fn runaway_programs() {
    let sources = [
        " do ^hostile\n",
        " write $$f\nf() quit $$f\n",
        " set x=\"xecute x\" xecute x\n",
        " set x=\"@x\" write @x\n",
        " set x=\"@x\" set @x=1\n",
        " set x=\"@y\",y=\"@x\" do @x\n",
        " set x=\"set y=\"\"@x\"\" write @y\" xecute x\n",
        " set $etrap=\"write nosuch\" write nosuch\n",
        " set $etrap=\"do ^hostile\" write nosuch\n",
        " set $etrap=\"goto ^hostile\" write nosuch\n",
        " set $ztrap=\"write nosuch\" write nosuch\n",
        " set $ztrap=\"goto ^hostile\" write nosuch\n",
        " set $ztrap=\"quit\" write nosuch\n",
        " set $zinterrupt=\"write nosuch\" if $zsigproc($job,10)\n",
        " for  \n",
        "a goto a\n",
        " for  set x=$get(x)_\"some text that grows and grows\"\n",
        " for  set x($increment(n))=n\n",
        " for  new x\n",
        " for  do\n . quit\n",
        " for  set ^x($increment(n))=n\n",
        " tstart  for  set ^x($increment(n))=n trestart\n",
        " tstart ():serial  trestart\n",
        " set x=1 for  set x=x*x+7\n",
        " for i=1:1 xecute \"set x\"_i_\"=1\"\n",
        " for i=1:1 set @(\"x\"_i)=1\n",
        " read x,y,z,u,v\n",
        " hang 1000000000\n",
        " lock x zsystem \"sleep 100\"\n",
        " zbreak ^hostile zcontinue\n",
        " do f(1,2,3,4,5,6,7,8,9)\n",
        "f(a,a) quit\n",
        "f(a,b,c) do f(.c,.a,.b) quit\n",
        " set *x=y,*y(1)=x zwrite\n",
        " set *x(1)=x kill *x zwrite\n",
        " new $estack,$etrap,x set $etrap=\"set $ecode=\"\"\"\" do ^hostile\" write 1/0\n",
    ];
    let inputs = sources.iter().map(|s| s.as_bytes().to_vec()).collect();
    all_answer_as_recorded("runaway", inputs);
}

#[test]
fn patterns_that_explode() {
    let patterns = [
        ".(.A,.AN).1P",
        ".(1.3A,2.5A).1P",
        "1.(1.(1.(1.A)))1P",
        ".E1\"a\".E1\"a\".E1\"a\".E1\"a\".E1P",
        ".(.(.(.\"a\")))1\"b\"",
        ".999999999999999999A",
        "99999999999999A",
        "1.0A",
        ".(1A,1\"a\",1E,1L,1AN).(1A,1\"a\")1P",
        "2000(1A)",
        "1.2000(1.2000(1A))1P",
        ".E.E.E.E.E.E.E.E.E.E.E.E1P",
        ".(.E,.A,.L)1P",
        "1(1(1(1(1(1(1(1A",
        "",
        ".",
        "1",
        "1\"",
        ".(",
        ".(,)",
        ".()1A",
    ];
    let mut inputs = Vec::new();
    for pattern in patterns {
        for length in [1, 30, 3000] {
            let text = "a".repeat(length);
            inputs.push(format!(" write \"{text}\"?{pattern}\n").into_bytes());
            inputs.push(
                format!(
                    " set p=\"{}\" write \"{text}\"?@p\n",
                    pattern.replace('"', "\"\"")
                )
                .into_bytes(),
            );
        }
    }
    all_answer_as_recorded("patterns", inputs);
}

#[test]
fn random_bytes() {
    let mut random = Random(42);
    let mut inputs = vec![
        vec![],
        vec![0],
        vec![b'\n'; 100_000],
        vec![b' '; 100_000],
        vec![0xff; 10_000],
        vec![b'"'; 10_001],
    ];
    for n in 0..120 {
        let mut bytes: Vec<u8> = (0..random.below(2000))
            .map(|_| random.next() as u8)
            .collect();
        if n % 2 == 0 {
            // Mostly text, so that the parser gets further.
            bytes
                .iter_mut()
                .for_each(|b| *b = b" \t\n\"().,:+-*/@$^%azAZ019=?;#![]'&<>_\\|"[*b as usize % 38]);
        }
        inputs.push(bytes);
    }
    inputs.push(
        ["x".repeat(100_000), " set x=1\n".into()]
            .concat()
            .into_bytes(),
    );
    inputs.push(format!(" set x=\"{}\"\n", "y".repeat(2_000_000)).into_bytes());
    inputs.push(
        (0..20_000)
            .map(|n| format!("l{n} set x{n}=1\n"))
            .collect::<String>()
            .into_bytes(),
    );
    all_answer_as_recorded("bytes", inputs);
}

#[test]
fn mutated_programs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/m");
    let mut sources = Vec::new();
    for folder in fs::read_dir(root)
        .expect("the programs are there")
        .flatten()
    {
        for file in fs::read_dir(folder.path())
            .into_iter()
            .flatten()
            .flatten()
            .map(|e| e.path())
        {
            if file.extension().is_some_and(|e| e == "m") {
                sources.push(fs::read(&file).expect("a program can be read"));
            }
        }
    }
    sources.sort();
    let words: &[&str] = &[
        "(",
        ")",
        "\"",
        " ",
        "  ",
        "\n",
        "\t",
        ".",
        ",",
        ":",
        "@",
        "^",
        "$",
        "$$",
        "*",
        "**",
        "?",
        "-",
        "'",
        "1E47",
        "99999999999",
        "_",
        "$p",
        "$get(",
        "quit ",
        "do ",
        "for ",
        "if ",
        "xecute ",
        "new ",
        "set ",
        "kill ",
        "zwrite ",
        "goto ",
        "merge ",
        ".x",
        "$ecode",
        "\0",
        "\u{e9}",
    ];
    let mut random = Random(7);
    let mut inputs = Vec::new();
    for _ in 0..500 {
        let mut text = sources[random.below(sources.len())].clone();
        for _ in 0..=random.below(6) {
            let (at, to) = (random.below(text.len()), random.below(text.len()));
            match random.below(5) {
                0 if !text.is_empty() => text[at] = random.next() as u8,
                1 if !text.is_empty() => {
                    drop(text.drain(at.min(to)..at.max(to).min(at.min(to) + 12)))
                }
                2 => {
                    let part = text[at.min(to)..at.max(to)].to_vec();
                    text.splice(at..at, part);
                }
                _ => drop(text.splice(at..at, random.pick(words).bytes())),
            }
        }
        inputs.push(text);
    }
    all_answer(inputs);
}

#[test]
fn too_many_levels_are_an_error_that_m_code_can_trap() {
    let engine = Engine::new();
    engine.add_routine(
        "levels",
        "down(n) quit $$down(n+1)\ntrapped() new $etrap set $etrap=\"set $ecode=\"\"\"\" quit $piece($zstatus,\"\"-\"\",3)\" quit $$down(1)\n",
    );
    let mut session = session(&engine);
    let error = session
        .call("down^levels", &[1.into()])
        .expect_err("the levels are bounded");
    assert_eq!(error.mnemonic(), Some("STACKCRIT"));
    let text = session
        .call("trapped^levels", &[])
        .expect("the trap quits")
        .unwrap_or_default()
        .to_string();
    assert!(text.starts_with("STACKCRIT,"), "{text}");
}
