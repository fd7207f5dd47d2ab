//! `examples/sockexamplemulti3.m`: the same output as under GT.M, but for the numbers in the handles.

use super::{Folder, Outcome, runtimes};

const ACCEPTED: &str = "  connection #
    $KEY=CONNECT|h#|::ffff:127.0.0.1
    $ZKEY=
";

/// What the server says about the answers: the last number of a handle is the connection's.
const ANSWERS: &str = "  connection 1 says Ok
    $KEY=READ|h1|::ffff:127.0.0.1
    $ZKEY=READ|h1|::ffff:127.0.0.1
  connection 2 says nothing
    $KEY=
    $ZKEY=READ|h1|::ffff:127.0.0.1
  connection 3 says Ok
    $KEY=READ|h3|::ffff:127.0.0.1
    $ZKEY=READ|h1|::ffff:127.0.0.1;READ|h3|::ffff:127.0.0.1
  connection 4 says nothing
    $KEY=
    $ZKEY=READ|h1|::ffff:127.0.0.1;READ|h3|::ffff:127.0.0.1
  connection 5 says Ok
    $KEY=READ|h5|::ffff:127.0.0.1
    $ZKEY=READ|h1|::ffff:127.0.0.1;READ|h3|::ffff:127.0.0.1;READ|h5|::ffff:127.0.0.1
client:
  client1 reads Message for connection 1, and answers
  client2 reads Message for 
  client3 reads Message for connection 3, and answers
  client4 reads Message for 
  client5 reads Message for connection 5, and answers
  the end: 
";

/// Handles in the order in which they appear become h1, h2 and so on.
fn numbered(text: &str) -> String {
    let mut handles: Vec<&str> = Vec::new();
    let mut parts = text.split("|h");
    let mut result = String::from(parts.next().unwrap_or_default());
    for part in parts {
        let (handle, rest) = part.split_once('|').unwrap_or((part, ""));
        let at = handles
            .iter()
            .position(|h| *h == handle)
            .unwrap_or_else(|| {
                handles.push(handle);
                handles.len() - 1
            });
        result.push_str(&format!("|h{}|{rest}", at + 1));
    }
    result
}

#[test]
fn multi() -> Outcome {
    let accepted: String = (1..=5)
        .map(|n| ACCEPTED.replace('#', &n.to_string()))
        .collect();
    let expected = format!("server:\n{accepted}{ANSWERS}");
    for runtime in runtimes() {
        let folder = Folder::new("multi")?;
        // Twice: the second run begins its files anew.
        for _ in 0..2 {
            let output = runtime.run("sockexamplemulti3", &[], &folder.0).output()?;
            let text = String::from_utf8(output.stdout)?;
            assert_eq!(numbered(&text), expected, "{runtime:?}");
        }
        for errors in ["multi3-server.err", "multi3-client.err"] {
            assert_eq!(std::fs::read_to_string(folder.0.join(errors))?, "");
        }
    }
    Ok(())
}
