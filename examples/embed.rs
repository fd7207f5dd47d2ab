//! An engine with a routine from memory: calls, variables, errors.

use mrun::{Engine, RunError, Value};

const SHOP: &str = r#"
price(item) ; price of an item
    quit $get(prices(item),-1)
    ;
total(items) ; sum over items separated by commas
    new at,sum
    set sum=0
    for at=1:1:$length(items,",") set sum=sum+$$price($piece(items,",",at))
    set last=items
    quit sum
    ;
broken ;
    write nosuch
"#;

pub fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::new();
    // What the compiler reports comes back; a line with an error raises it when it is reached.
    for problem in engine.add_routine("shop", SHOP) {
        eprintln!("shop: {problem}");
    }
    let mut session = engine.session().build()?;

    // Variables of the session, which M code sees as its locals.
    session.set("prices", &["tea".into()], 2.5)?;
    session.set("prices", &["cake".into()], 3)?;

    let total = session.call("total^shop", &["tea,cake,tea".into()])?;
    assert_eq!(total, Some(Value::from(8)));
    assert_eq!(session.get("last", &[]), Some("tea,cake,tea".into()));
    assert_eq!(session.eval("$$price^shop(\"tea\")*2")?, 5);

    // An error that nothing traps says what, where, and through which levels.
    let error: RunError = session.call("broken^shop", &[]).unwrap_err();
    assert_eq!(error.mnemonic(), Some("UNDEF"));
    assert_eq!(error.place, "broken+1^shop");
    println!("{error}");
    for level in &error.stack {
        println!(
            "  {} {}: {}",
            level.entered_by,
            level.place,
            level.source.trim()
        );
    }

    // The session goes on after an error.
    session.execute("set ^visits=$increment(^visits)")?;
    assert_eq!(i64::try_from(session.eval("^visits")?)?, 1);
    Ok(())
}
