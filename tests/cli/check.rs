//! `mrun check`.

use crate::{Folder, outcome};

#[test]
fn check_shows_place_message_and_line() {
    let f = Folder::new();
    f.write("good.m", "good\tq\n");
    f.write("sub/bad.m", "bad\tq\n\ts x=1 s y=*\n");
    f.write("sub/.hidden/no.m", "\tfoo\n");
    f.write("sub/notes.txt", "\tfoo\n");
    let (out, error, status) = outcome(&mut f.mrun(&["check", "."]));
    assert_eq!((error.as_str(), status), ("", Some(1)));
    assert_eq!(
        out,
        "./sub/bad.m:2:12: EXPR, Expression expected but not found\n     s x=1 s y=*\n               ^\n"
    );
    assert_eq!(
        outcome(&mut f.mrun(&["check", "good.m"])),
        (String::new(), String::new(), Some(0))
    );
    assert_eq!(outcome(&mut f.mrun(&["check", "nofile.m"])).2, Some(1));
}
