//! Byte strings of keys and values in overlays: short ones have no memory of their own, as most keys and values are short.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::ops::Deref;

const SHORT: usize = 22;

#[derive(Clone)]
enum Form {
    Short(u8, [u8; SHORT]),
    Long(Box<[u8]>),
}

#[derive(Clone)]
pub struct Text(Form);

const _: () = assert!(size_of::<Option<Text>>() == 24);

impl From<&[u8]> for Text {
    #[inline]
    fn from(bytes: &[u8]) -> Text {
        if bytes.len() > SHORT {
            return Text(Form::Long(bytes.into()));
        }
        let mut short = [0; SHORT];
        short[..bytes.len()].copy_from_slice(bytes);
        Text(Form::Short(bytes.len() as u8, short))
    }
}

impl Deref for Text {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        match &self.0 {
            Form::Short(length, bytes) => &bytes[..usize::from(*length).min(SHORT)],
            Form::Long(bytes) => bytes,
        }
    }
}

impl Borrow<[u8]> for Text {
    #[inline]
    fn borrow(&self) -> &[u8] {
        self
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        **self == **other
    }
}

impl Eq for Text {}

impl PartialOrd for Text {
    #[inline]
    fn partial_cmp(&self, other: &Text) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text {
    #[inline]
    fn cmp(&self, other: &Text) -> Ordering {
        (**self).cmp(other)
    }
}
