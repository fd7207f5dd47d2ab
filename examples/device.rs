//! The principal device in memory: the program supplies what READ gets and takes what WRITE puts out.

use mrun::Engine;
use mrun::device::memory::MemoryDevice;

const DIALOG: &str = r#"
ask ;
    write "Name? " read name
    write !,"Hello, ",name,"!",!
    quit
"#;

pub fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::new();
    engine.add_routine("dialog", DIALOG);
    let (device, output) = MemoryDevice::with_input(b"Ada\n");
    let mut session = engine.session().principal(Box::new(device)).build()?;
    session.call("ask^dialog", &[])?;
    assert_eq!(output.take(), b"Name? \nHello, Ada!\n");
    Ok(())
}
