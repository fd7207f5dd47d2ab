//! What ZSHOW "G" and "T" tell of a session's work on globals, in GT.M's form: counters that mean nothing here are 0.

#[derive(Clone, Copy)]
pub enum Count {
    Set,
    Kill,
    Get,
    Data,
    Order,
    Zprevious,
    Query,
    Committed,
    RolledBack,
}

/// One of each [`Count`].
#[derive(Default)]
pub struct Counts([u64; 9]);

/// GT.M's counters before and behind those of locks, and which of ours they are.
const BEFORE: &[(&str, Option<Count>)] = &[
    ("SET", Some(Count::Set)),
    ("KIL", Some(Count::Kill)),
    ("GET", Some(Count::Get)),
    ("DTA", Some(Count::Data)),
    ("ORD", Some(Count::Order)),
    ("ZPR", Some(Count::Zprevious)),
    ("QRY", Some(Count::Query)),
];
const BEHIND: &[(&str, Option<Count>)] = &[
    ("CTN", None),
    ("DRD", None),
    ("DWT", None),
    ("NTW", None),
    ("NTR", None),
    ("NBW", None),
    ("NBR", None),
    ("NR0", None),
    ("NR1", None),
    ("NR2", None),
    ("NR3", None),
    ("TTW", Some(Count::Committed)),
    ("TTR", None),
    ("TRB", Some(Count::RolledBack)),
];
/// These are always 0.
const NOTHING: &str = "TBW TBR TR0 TR1 TR2 TR3 TR4 TC0 TC1 TC2 TC3 TC4 ZTR DFL DFS JFL JFS JBB JFB JFW JRL JRP JRE JRI JRO JEX DEX \
                       CAT CFE CFS CFT CQS CQT CYS CYT BTD WFR BUS BTS STG KTG ZTG DEXA GLB JNL MLK PRC TRX ZAD JOPA AFRA BREA MLBA \
                       TRGA WRL PRG WFL WHE";

impl Counts {
    #[inline]
    pub fn add(&mut self, count: Count) {
        self.0[count as usize] += 1;
    }

    /// Nothing was done.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|n| *n == 0)
    }

    /// A line of ZSHOW "G"; of locks, how many were granted and refused.
    pub fn line(&self, directory: &[u8], region: &str, locks: (u64, u64)) -> Vec<u8> {
        let mut line = [b"GLD:", directory, b",REG:", region.as_bytes()].concat();
        let mut put =
            |name: &str, n: u64| line.extend_from_slice(format!(",{name}:{n}").as_bytes());
        let own = |count: &Option<Count>| count.map_or(0, |c| self.0[c as usize]);
        BEFORE
            .iter()
            .for_each(|(name, count)| put(name, own(count)));
        put("LKS", locks.0);
        put("LKF", locks.1);
        BEHIND
            .iter()
            .for_each(|(name, count)| put(name, own(count)));
        NOTHING.split(' ').for_each(|name| put(name, 0));
        line
    }
}
