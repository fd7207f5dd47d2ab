//! `examples/chat.m`: what one says the others hear, and no client stops them.

use super::{Folder, Outcome, Server, python, runtimes};

#[test]
fn chat() -> Outcome {
    let folder = Folder::new("chat")?;
    for runtime in runtimes() {
        eprintln!("{runtime:?}");
        let server = Server::start(runtime.run("chat", &["0"], &folder.0), "listening on port ")?;
        python(&["tests/examples/chat_clients.py", &server.port])?;
        assert_eq!(server.end()?, "");
    }
    Ok(())
}
