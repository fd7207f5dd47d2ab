//! A part of an XML document by its path, `root/child/@attribute`: as much of XML as routing by data needs.
//!
//! The first element of a path counts. Text with references or CDATA is not found, as Tuxedo has it.

/// The text of an element, or the value of its attribute.
pub fn find<'a>(document: &'a [u8], path: &str) -> Option<&'a [u8]> {
    let (names, attribute) = match path.rsplit_once("/@") {
        Some((names, attribute)) => (names, Some(attribute.as_bytes())),
        None => (path, None),
    };
    let names: Vec<&[u8]> = names.split('/').map(str::as_bytes).collect();
    // Elements that are open, and how many of them from the first on are those of the path.
    let (mut open, mut matched) = (0usize, 0usize);
    let mut rest = document;
    loop {
        let (_, tag) = split(rest, b"<")?;
        if let Some((skipped, end)) = passed_over(tag) {
            rest = split(skipped, end)?.1;
            continue;
        }
        let end = end_of_tag(tag)?;
        let (inside, behind) = (&tag[..end], &tag[end + 1..]);
        rest = behind;
        if inside.starts_with(b"/") {
            open = open.checked_sub(1)?;
            matched = matched.min(open);
            continue;
        }
        let is_empty = inside.ends_with(b"/");
        let inside = inside.strip_suffix(b"/").unwrap_or(inside);
        let name_end = inside.iter().position(u8::is_ascii_whitespace);
        let (name, attributes) = inside.split_at(name_end.unwrap_or(inside.len()));
        if matched == open && names.get(open) == Some(&name) {
            if open + 1 == names.len() {
                return match attribute {
                    Some(wanted) => value_of(attributes, wanted),
                    None if is_empty => Some(b""),
                    None => text(behind),
                };
            }
            matched += usize::from(!is_empty);
        }
        open += usize::from(!is_empty);
    }
}

/// What is before and behind a mark.
fn split<'a>(text: &'a [u8], mark: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = memchr::memmem::find(text, mark)?;
    Some((&text[..at], &text[at + mark.len()..]))
}

/// What is behind the `<` of something that is no element, and the mark of its end.
fn passed_over(tag: &[u8]) -> Option<(&[u8], &'static [u8])> {
    const KINDS: [(&[u8], &[u8]); 4] = [
        (b"?", b"?>"),
        (b"!--", b"-->"),
        (b"![CDATA[", b"]]>"),
        (b"!", b">"),
    ];
    let kind = KINDS.iter().find(|(begin, _)| tag.starts_with(begin))?;
    let inside = &tag[kind.0.len()..];
    // A document type may have a part in brackets.
    let bracket = match kind.0 {
        b"!" => inside.iter().position(|b| matches!(b, b'[' | b'>')),
        _ => None,
    };
    match bracket {
        Some(at) if inside[at] == b'[' => {
            let (_, behind) = split(inside, b"]")?;
            Some((behind, kind.1))
        }
        _ => Some((inside, kind.1)),
    }
}

/// Where a tag ends: a `>` that is in no quotes.
fn end_of_tag(tag: &[u8]) -> Option<usize> {
    let mut quote = None;
    tag.iter().position(|byte| {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            _ => {}
        }
        quote.is_none() && *byte == b'>'
    })
}

/// The value of an attribute.
fn value_of<'a>(attributes: &'a [u8], wanted: &[u8]) -> Option<&'a [u8]> {
    let mut rest = attributes;
    loop {
        let (name, behind) = split(rest, b"=")?;
        let behind = behind.trim_ascii_start();
        let (quote, behind) = behind.split_first()?;
        let (value, next) = split(behind, std::slice::from_ref(quote))?;
        if name.trim_ascii() == wanted {
            return plain(value);
        }
        rest = next;
    }
}

/// The text at the begin of an element.
fn text(inside: &[u8]) -> Option<&[u8]> {
    let (text, behind) = split(inside, b"<")?;
    match behind.starts_with(b"![CDATA[") {
        true => None,
        false => plain(text),
    }
}

fn plain(text: &[u8]) -> Option<&[u8]> {
    (!text.contains(&b'&')).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::find;

    const DOCUMENT: &str = "<?xml version=\"1.0\"?><!DOCTYPE order [<!ELEMENT x (#PCDATA)>]>\n<!-- <order>no</order> -->\
        <order kind = \"a>b\" n='7'><skip><id>no</id></skip><empty/><buyer><id>12</id><id>13</id></buyer>\
        <odd>a &amp; b</odd><raw><![CDATA[x]]></raw></order>";

    #[track_caller]
    fn is(path: &str, value: Option<&str>) {
        assert_eq!(find(DOCUMENT.as_bytes(), path), value.map(str::as_bytes));
    }

    #[test]
    fn parts_are_found_by_their_paths() {
        is("order/buyer/id", Some("12"));
        is("order/@kind", Some("a>b"));
        is("order/@n", Some("7"));
        is("order/empty", Some(""));
        is("order/skip/id", Some("no"));
        is("order/id", None);
        is("order/@none", None);
        is("buyer/id", None);
        is("order/odd", None);
        is("order/raw", None);
        is("", None);
    }

    #[test]
    fn what_is_no_document_has_no_parts() {
        for end in 0..DOCUMENT.len() {
            let cut = &DOCUMENT.as_bytes()[..end];
            let _ = find(cut, "order/raw/x");
            let _ = find(cut, "order/@n");
        }
        assert_eq!(find(b"</a></b><c>1</c>", "c"), None);
        assert_eq!(find(b"no tags", "c"), None);
    }
}
