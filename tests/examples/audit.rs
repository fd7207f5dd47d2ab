//! `examples/audit.m`: an index and a trail that triggers keep.

use super::{Folder, Outcome, Runtime};

const SAID: &str = "\
by name:
  Brown 2
trail:
  1 1/S//Smith
  2 2/S//Jones
  3 1/S/Smith/Smith
  4 2/S/Jones/Brown
  5 1/K/Smith/
";

#[test]
fn audit() -> Outcome {
    let folder = Folder::new("audit")?;
    let output = Runtime::Mrun
        .run("audit", &[], &folder.0)
        .env("MRUN_DATABASE", folder.0.join("test.mrdb"))
        .output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("refused: ,U-no-name,\n"), "{said}");
    assert!(said.ends_with(SAID), "{said}");
    Ok(())
}
