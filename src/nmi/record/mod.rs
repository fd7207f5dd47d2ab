//! Records of the interface: layouts as tables of fields, and what is made of them. Reading checks every offset, length and count against what holds it.

pub mod algorithms;
pub mod cte;
pub mod ebcdic;
pub mod fields;
pub mod json;
pub mod nwm;
pub mod packet;
pub mod pcap;
pub mod sections;
pub mod smf;
pub mod smf_record;
pub mod smf_stack;
pub mod sna;
pub mod time;
pub mod tmi;
pub mod toml;
pub mod tree;

/// Examples of the reference, which the tests of the records share.
#[cfg(test)]
pub(in crate::nmi) mod examples {
    /// A buffer with one record of subtype 1.
    pub const BUFFER: &str = "
        00C60010 00000001 DD6B3F12 34567000 00B40000 5E770036 EE800124 123FE2E8
        E2F1E3C3 D7400001 00020000 0000002C 00400001 0000006C 00480001 E2E8E2F1
        40404040 D7D3C5E7 F1404040 E3C3D7C9 D7404040 C3E240E5 F2D9F340 E3C3D740
        40404040 E3C3D7C9 D7404040 E3C3D7C9 D7404040 4040002A 08000000 C6E3D7C4
        F1404040 00001234 00000000 007F62C0 00000000 00000000 0000FFFF C000020A
        00000000 00000000 0000FFFF C0000201 9C400015 0036EA98 0124123F DD6B3F12
        34567000 00C60000";

    /// The bytes of hexadecimal digits with blanks between.
    pub fn bytes(text: &str) -> Vec<u8> {
        let digits: String = text.split_whitespace().collect();
        let mut out = vec![0; digits.len() / 2];
        super::fields::unhex(&digits, &mut out).unwrap();
        out
    }
}
