//! `ZSHOW "D"` of SOCKET devices and of the pool (socket.md, section 7).

use super::SocketDevice;
use super::pool::{Collection, POOL_NAME, Pool};
use super::socket::{Endpoint, Socket, State};

impl SocketDevice {
    pub(super) fn show(&self, name: &[u8], out: &mut Vec<Vec<u8>>) {
        if self.closed {
            out.push([name, b" CLOSED "].concat());
            return;
        }
        let wrap = if self.common.format.wrap {
            ""
        } else {
            "NOWRAP "
        };
        show_collection(name, wrap, &self.sockets, out);
        if let Some(code) = &self.common.exception {
            out.push([b"EXCE=", quoted(code).as_slice()].concat());
        }
    }
}

impl Pool {
    /// Lines of `ZSHOW "D"`; none before the pool is first used.
    pub fn describe(&self, out: &mut Vec<Vec<u8>>) {
        if self.used {
            show_collection(POOL_NAME, "", &self.sockets, out);
        }
    }
}

fn show_collection(name: &[u8], wrap: &str, sockets: &Collection, out: &mut Vec<Vec<u8>>) {
    let current = sockets.index().map_or(-1, |i| i as i64);
    let rest = format!(
        " OPEN SOCKET {wrap}TOTAL={} CURRENT={current} ",
        sockets.len()
    );
    out.push([name, rest.as_bytes()].concat());
    for (index, (handle, socket)) in sockets.iter().enumerate() {
        show_socket(index, handle, socket, out);
    }
}

fn show_socket(index: usize, handle: &[u8], socket: &Socket, out: &mut Vec<Vec<u8>>) {
    let settings = &socket.settings;
    let mut line = format!("        SOCKET[{index}]=").into_bytes();
    line.extend_from_slice(handle);
    let state = match socket.state {
        State::Listening => "LISTENING PASSIVE",
        State::Bound => "BOUND PASSIVE",
        State::Connected => "CONNECTED ACTIVE",
    };
    let trap = if settings.trap { "TRAP" } else { "NOTRAP" };
    line.extend_from_slice(format!(" DESC={} {state}  {trap}  ", socket.fd()).as_bytes());
    let end = |end: &Option<Endpoint>| end.clone().unwrap_or_default();
    let (local, remote) = (end(&socket.local), end(&socket.remote));
    if socket.is_local() {
        line.extend_from_slice(&[b"REMOTE= LOCAL=", local.text.as_slice(), b" "].concat());
    } else if socket.state != State::Connected {
        line.extend_from_slice(format!("PORT={} ", local.port).as_bytes());
    } else {
        for (word, end) in [("REMOTE", remote), ("LOCAL", local)] {
            line.extend_from_slice(&[word.as_bytes(), b"=", &end.text].concat());
            line.extend_from_slice(format!("@{} ", end.port).as_bytes());
        }
    }
    out.push(line);
    let delay = if settings.delay { "ZDELAY" } else { "ZNODELAY" };
    let sizes = (settings.buffer_size, settings.shown_receive_size);
    let mut line = format!(
        "                {delay}  ZBFSIZE={} ZIBFSIZE={} ",
        sizes.0, sizes.1
    )
    .into_bytes();
    if socket.tls.as_ref().is_some_and(|t| t.is_established()) {
        line.extend_from_slice(b"TLS ");
    }
    if settings.delimiters.is_empty() {
        line.extend_from_slice(b"NODELIMITER ");
    } else {
        out.push(line);
        line = b"                DELIMITER ".to_vec();
        for delimiter in settings.delimiters.list() {
            line.extend_from_slice(&quoted(delimiter));
            line.push(b' ');
        }
    }
    if let Some(ms) = settings.more_read_time {
        line.extend_from_slice(format!("MOREREADTIME={ms}").as_bytes());
    }
    out.push(line);
}

/// A string as ZWRITE shows it: `$C(13,10)`, `"x"`, `$C(0)_"y"`.
fn quoted(text: &[u8]) -> Vec<u8> {
    if text.is_empty() {
        return b"\"\"".to_vec();
    }
    let graphic = |b: &u8| (32..127).contains(b);
    let parts: Vec<Vec<u8>> = text
        .chunk_by(|a, b| graphic(a) == graphic(b))
        .map(|run| {
            if graphic(&run[0]) {
                let inner: Vec<u8> = run
                    .iter()
                    .flat_map(|b| std::iter::repeat_n(*b, 1 + usize::from(*b == b'"')))
                    .collect();
                return [b"\"", inner.as_slice(), b"\""].concat();
            }
            let codes: Vec<String> = run.iter().map(u8::to_string).collect();
            format!("$C({})", codes.join(",")).into_bytes()
        })
        .collect();
    parts.join(&b'_')
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn delimiters_are_shown_as_zwrite_shows_strings() {
        assert_eq!(quoted(b"\r\n"), b"$C(13,10)");
        assert_eq!(quoted(b"\0y"), b"$C(0)_\"y\"");
        assert_eq!(quoted(b"a\"b"), b"\"a\"\"b\"");
    }
}
