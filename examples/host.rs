//! Host functions: Rust that M code calls as `$&package.name(arguments)`.

use mrun::errors::{self, MError};
use mrun::{Answer, Engine, Wait};
use std::time::{Duration, Instant};

const REPORT: &str = r#"
count() new n set n=$&text.words("one two  three",.longest) quit n_" "_longest
slow() quit $&time.after(0.05)
mapped() quit $&list.map("double^report","1,2,3")
double(x) quit x*2
failed() new $etrap set $etrap="set $ecode="""" quit $zstatus" quit $&text.words()
"#;

pub fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::new();
    engine.add_routine("report", REPORT);

    // A value comes back, and an argument by reference changes. An error is raised in the M code.
    engine.register("text.words", |call| {
        if call.is_empty() {
            return Err(MError::new(errors::ZCUSRRTN).text("what text?"));
        }
        let text = call.arg(0).to_string();
        let longest = text
            .split_whitespace()
            .max_by_key(|w| w.len())
            .unwrap_or_default();
        call.set_arg(1, longest);
        Ok(Answer::from(text.split_whitespace().count() as i64))
    });

    // A function does not block: it says what it waits for and is called again.
    engine.register("time.after", |call| {
        let seconds = call.arg(0).to_f64()?;
        let until =
            *call.state(|| Instant::now() + Duration::from_secs_f64(seconds.clamp(0.0, 60.0)));
        if Instant::now() < until {
            return Ok(Answer::Wait(Wait::default().or_at(Some(until))));
        }
        Ok(Answer::from("woken"))
    });

    // A function that needs M code asks for it, and is called again with the value.
    engine.register("list.map", |call| {
        let items: Vec<String> = call
            .arg(1)
            .to_string()
            .split(',')
            .map(str::to_string)
            .collect();
        let entry = call.arg(0).to_string();
        let value = call.returned();
        let done = call.state(Vec::<String>::new);
        done.extend(value.map(|v| v.to_string()));
        match items.get(done.len()) {
            Some(item) => Ok(Answer::Call {
                entry,
                args: vec![item.into()],
            }),
            None => Ok(Answer::from(done.join(","))),
        }
    });

    let mut session = engine.session().build()?;
    assert_eq!(session.eval("$$count^report()")?, "3 three");
    assert_eq!(session.eval("$$slow^report()")?, "woken");
    assert_eq!(session.eval("$$mapped^report()")?, "2,4,6");
    assert!(session.eval("$$failed^report()")?.to_string().ends_with(
        "%GTM-E-ZCUSRRTN, External call: Run-time error in user routine,%GTM-I-TEXT, what text?"
    ));
    Ok(())
}
