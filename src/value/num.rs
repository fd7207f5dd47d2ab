//! M numbers: exact decimals of at most 18 significant digits, with GT.M's arithmetic.
//!
//! Every operation truncates, as GT.M does: operands of `+` and `-` lose the digits below the 18th place of the
//! larger one before they are added, products and quotients keep their first 18 digits. All of it was settled by
//! differential tests against GT.M V7.0-005.

mod power;
mod text;

pub(super) use text::PAIRS;

use std::cmp::Ordering;

/// Significant digits a number holds.
const DIGITS: i32 = 18;
/// One more than the largest coefficient.
const LIMIT: i64 = 1_000_000_000_000_000_000;
/// Magnitudes are at least `10^(MIN_TOP - 1)`; smaller results become zero.
const MIN_TOP: i32 = -42;
/// Magnitudes are below `10^MAX_TOP`; larger results are `NUMOFLOW`.
const MAX_TOP: i32 = 47;

/// Powers of ten that fit `u64`.
const POW10: [u64; 20] = {
    let mut table = [1; 20];
    let mut i = 1;
    while i < 20 {
        table[i] = table[i - 1] * 10;
        i += 1;
    }
    table
};

/// All powers of ten that fit `u128`.
const WIDE10: [u128; 39] = {
    let mut table = [1; 39];
    let mut i = 1;
    while i < 39 {
        table[i] = table[i - 1] * 10;
        i += 1;
    }
    table
};

/// What arithmetic can raise. [`NumError::mnemonic`] gives GT.M's name for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum NumError {
    /// The magnitude reaches 1E47.
    Overflow,
    /// Division, integer division or modulo by zero, or zero to a negative power.
    DivideByZero,
    /// A negative number to a power that is not an integer.
    NegativeFractionalPower,
}

impl NumError {
    /// GT.M's mnemonic, without facility and severity.
    pub const fn mnemonic(self) -> &'static str {
        match self {
            Self::Overflow => "NUMOFLOW",
            Self::DivideByZero => "DIVZERO",
            Self::NegativeFractionalPower => "NEGFRACPWR",
        }
    }
}

impl std::fmt::Display for NumError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Overflow => "Numeric overflow",
            Self::DivideByZero => "Attempt to divide by zero",
            Self::NegativeFractionalPower => {
                "Invalid operation: fractional power of negative number"
            }
        })
    }
}

impl std::error::Error for NumError {}

/// A number `m * 10^e` with `|m| < 10^18`.
///
/// The representation is unique, so equality and hashing are those of the fields: an integer below 10^18 in
/// magnitude has `e == 0`; any other number has no trailing zero in `m`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Num {
    m: i64,
    e: i8,
}

/// A number as values keep it: packed, so that with a tag beside it it takes 16 bytes. Arithmetic is done with [`Num`], which
/// travels in registers.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(C, packed)]
pub struct Dec {
    m: i64,
    e: i8,
}

impl Dec {
    #[inline(always)]
    pub const fn num(self) -> Num {
        Num {
            m: self.m,
            e: self.e,
        }
    }
}

impl From<Num> for Dec {
    #[inline(always)]
    fn from(n: Num) -> Dec {
        Dec { m: n.m, e: n.e }
    }
}

impl Num {
    /// The number of a coefficient and exponent that are canonical, which the caller knows them to be.
    #[inline(always)]
    pub(crate) const fn raw(m: i64, e: i8) -> Num {
        Num { m, e }
    }

    /// An integer of at most 18 digits, which the caller knows it to be.
    #[inline(always)]
    pub(crate) const fn small(n: i64) -> Num {
        Num { m: n, e: 0 }
    }

    /// Zero, also the numeric value of the empty string.
    pub const ZERO: Num = Num { m: 0, e: 0 };
    /// One, also M's true.
    pub const ONE: Num = Num { m: 1, e: 0 };

    /// The number `value`; from 10^18 on the digits behind the 18th are dropped.
    #[inline]
    pub const fn int(value: i64) -> Num {
        if fits(value) {
            Num { m: value, e: 0 }
        } else {
            normal(value / 10, 1)
        }
    }

    /// The number `m * 10^e`, truncated to 18 digits; below 1E-43 in magnitude it is zero.
    ///
    /// # Errors
    /// [`NumError::Overflow`] from 1E47 on.
    pub fn from_parts(m: i128, e: i32) -> Result<Num, NumError> {
        from_magnitude(m < 0, m.unsigned_abs(), e)
    }

    /// The coefficient: the number is `mantissa * 10^exponent`.
    #[inline]
    pub const fn mantissa(self) -> i64 {
        self.m
    }

    /// The power of ten of the coefficient; 0 for every integer below 10^18 in magnitude.
    #[inline]
    pub const fn exponent(self) -> i32 {
        self.e as i32
    }

    /// Whether the number is zero, M's false.
    #[inline]
    pub const fn is_zero(self) -> bool {
        self.m == 0
    }

    /// -1, 0 or 1.
    #[inline]
    pub const fn sign(self) -> i32 {
        self.m.signum() as i32
    }

    /// `self + other`.
    ///
    /// # Errors
    /// [`NumError::Overflow`].
    #[inline]
    #[allow(clippy::should_implement_trait, reason = "std's operators cannot fail")]
    pub fn add(self, other: Num) -> Result<Num, NumError> {
        if (self.e | other.e) == 0 {
            // Two coefficients cannot overflow i64.
            let sum = self.m + other.m;
            if fits(sum) {
                return Ok(Num { m: sum, e: 0 });
            }
        }
        if let Some(sum) = add_near(self, other) {
            return Ok(sum);
        }
        add_aligned(self, other)
    }

    /// As [`Num::add`], with the common case in line.
    #[cfg(feature = "jit")]
    #[inline(always)]
    pub(crate) fn add_inline(self, other: Num) -> Result<Num, NumError> {
        match add_near(self, other) {
            Some(sum) => Ok(sum),
            None => add_aligned(self, other),
        }
    }

    /// As [`Num::mul`], with the common case in line.
    #[cfg(feature = "jit")]
    #[inline(always)]
    pub(crate) fn mul_inline(self, other: Num) -> Result<Num, NumError> {
        if let Some(product) = self.m.checked_mul(other.m)
            && fits(product)
            && product != 0
        {
            let e = self.exponent() + other.exponent();
            // Far from both ends of the range no digit can be lost.
            if (-20..=0).contains(&e) {
                return Ok(trimmed(product, e));
            }
        }
        self.mul(other)
    }

    /// As [`Num::div`], with the common case in line.
    #[cfg(feature = "jit")]
    #[inline(always)]
    pub(crate) fn div_inline(self, other: Num) -> Result<Num, NumError> {
        if other.m != 0
            && let Some(quotient) = short_quotient(self, other)
        {
            return Ok(quotient);
        }
        self.div(other)
    }

    /// `self - other`.
    ///
    /// # Errors
    /// [`NumError::Overflow`].
    #[inline]
    #[allow(clippy::should_implement_trait, reason = "std's operators cannot fail")]
    pub fn sub(self, other: Num) -> Result<Num, NumError> {
        self.add(other.neg())
    }

    /// `-self`.
    #[inline]
    #[allow(
        clippy::should_implement_trait,
        reason = "one name style with the other operations"
    )]
    pub const fn neg(self) -> Num {
        Num {
            m: -self.m,
            e: self.e,
        }
    }

    /// `self * other`.
    ///
    /// # Errors
    /// [`NumError::Overflow`].
    #[inline]
    #[allow(clippy::should_implement_trait, reason = "std's operators cannot fail")]
    pub fn mul(self, other: Num) -> Result<Num, NumError> {
        if (self.e | other.e) == 0
            && let Some(product) = self.m.checked_mul(other.m)
            && fits(product)
        {
            return Ok(Num { m: product, e: 0 });
        }
        if let Some(product) = self.m.checked_mul(other.m)
            && fits(product)
            && product != 0
        {
            let e = self.exponent() + other.exponent();
            // Far from both ends of the range no digit can be lost.
            if (-20..=0).contains(&e) {
                return Ok(trimmed(product, e));
            }
        }
        let product = u128::from(self.m.unsigned_abs()) * u128::from(other.m.unsigned_abs());
        from_magnitude(
            (self.m ^ other.m) < 0,
            product,
            self.exponent() + other.exponent(),
        )
    }

    /// `self / other`.
    ///
    /// # Errors
    /// [`NumError::DivideByZero`], [`NumError::Overflow`].
    #[inline]
    #[allow(clippy::should_implement_trait, reason = "std's operators cannot fail")]
    pub fn div(self, other: Num) -> Result<Num, NumError> {
        if other.m == 0 {
            return Err(NumError::DivideByZero);
        }
        if (self.e | other.e) == 0 && self.m % other.m == 0 {
            return Ok(Num {
                m: self.m / other.m,
                e: 0,
            });
        }
        quotient(self, other)
    }

    /// `self \ other`, the quotient without its fraction.
    ///
    /// # Errors
    /// [`NumError::DivideByZero`], [`NumError::Overflow`].
    #[inline]
    pub fn int_div(self, other: Num) -> Result<Num, NumError> {
        if other.m == 0 {
            return Err(NumError::DivideByZero);
        }
        if (self.e | other.e) == 0 {
            return Ok(Num {
                m: self.m / other.m,
                e: 0,
            });
        }
        Ok(quotient(self, other)?.trunc())
    }

    /// `self # other`: `self - other * floor(self / other)`, with the sign of `other`.
    ///
    /// The quotient has 18 digits, so that the result for operands of many digits is GT.M's and not the exact one.
    ///
    /// # Errors
    /// [`NumError::DivideByZero`], [`NumError::Overflow`].
    #[inline]
    pub fn modulo(self, other: Num) -> Result<Num, NumError> {
        // Up to nine digits the fraction of the quotient is always visible in its 18 digits.
        const EXACT: u64 = 1_000_000_000;
        if other.m == 0 {
            return Err(NumError::DivideByZero);
        }
        if (self.e | other.e) == 0
            && self.m.unsigned_abs() < EXACT
            && other.m.unsigned_abs() < EXACT
        {
            let rest = self.m % other.m;
            let wrong_sign = rest != 0 && (rest ^ other.m) < 0;
            return Ok(Num {
                m: if wrong_sign { rest + other.m } else { rest },
                e: 0,
            });
        }
        let floor = quotient(self, other)?.floor()?;
        self.sub(other.mul(floor)?)
    }

    /// The number without its fraction.
    #[inline]
    pub fn trunc(self) -> Num {
        if self.e >= 0 {
            return self;
        }
        let places = -self.exponent();
        Num {
            m: if places > DIGITS {
                0
            } else {
                self.m / POW10[places as usize] as i64
            },
            e: 0,
        }
    }

    fn floor(self) -> Result<Num, NumError> {
        let whole = self.trunc();
        if self.m < 0 && whole != self {
            whole.sub(Num::ONE)
        } else {
            Ok(whole)
        }
    }

    /// The number rounded at the `decimals`th place behind the point, a half away from zero.
    pub(crate) fn round(self, decimals: usize) -> Num {
        // Without a fraction, or with a shorter one, there is nothing to round.
        let places = usize::try_from(-self.exponent()).unwrap_or(0);
        let excess = places.saturating_sub(decimals);
        if excess == 0 {
            return self;
        }
        if excess > DIGITS as usize {
            return Num::ZERO;
        }
        let unit = POW10[excess] as i64;
        let half = unit / 2;
        // Neither coefficient nor half a unit exceeds 10^18.
        let units = (self.m + if self.m < 0 { -half } else { half }) / unit;
        // decimals < -e <= 60, and rounding adds at most one digit in front.
        normal(units, -(decimals as i32))
    }

    /// The integer part, held at the bounds of `i64`.
    #[inline]
    pub fn to_i64_trunc(self) -> i64 {
        if self.e <= 0 {
            return self.trunc().m;
        }
        let bound = if self.m < 0 { i64::MIN } else { i64::MAX };
        10_i64
            .checked_pow(self.e.unsigned_abs().into())
            .and_then(|power| self.m.checked_mul(power))
            .unwrap_or(bound)
    }

    /// Digits of the coefficient.
    #[inline]
    fn len(self) -> i32 {
        digits(u128::from(self.m.unsigned_abs()))
    }

    /// The number is below `10^top`, and at least a tenth of that.
    #[inline]
    fn top(self) -> i32 {
        self.len() + self.exponent()
    }
}

impl Ord for Num {
    #[inline]
    fn cmp(&self, other: &Num) -> Ordering {
        if self.e == other.e {
            return self.m.cmp(&other.m);
        }
        cmp_scaled(*self, *other)
    }
}

impl PartialOrd for Num {
    #[inline]
    fn partial_cmp(&self, other: &Num) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[inline(never)]
fn cmp_scaled(a: Num, b: Num) -> Ordering {
    if a.m.signum() != b.m.signum() {
        return a.m.signum().cmp(&b.m.signum());
    }
    let (apart, x, y) = (
        a.exponent() - b.exponent(),
        i128::from(a.m),
        i128::from(b.m),
    );
    if let Some(power) = POW10.get(apart.unsigned_abs() as usize) {
        // At most 18 and 20 digits.
        let power = i128::from(*power);
        return if apart > 0 {
            (x * power).cmp(&y)
        } else {
            x.cmp(&(y * power))
        };
    }
    let magnitudes = a
        .top()
        .cmp(&b.top())
        .then_with(|| widen(a).0.cmp(&widen(b).0));
    if a.m < 0 {
        magnitudes.reverse()
    } else {
        magnitudes
    }
}

/// Whether `m` has at most 18 digits.
#[inline]
const fn fits(m: i64) -> bool {
    (m.wrapping_add(LIMIT - 1) as u64) < 2 * LIMIT as u64 - 1
}

/// Decimal digits of `v`; 0 for 0.
#[inline]
fn digits(v: u128) -> i32 {
    if v == 0 {
        return 0;
    }
    // 1233/4096 is the logarithm of 2, near enough for 128 bits: the digits, or one less.
    let guess = ((128 - v.leading_zeros()) * 1233) >> 12;
    guess as i32 + i32::from(v >= WIDE10[guess as usize])
}

/// The magnitude as a coefficient of exactly 18 digits and its exponent; for numbers other than zero.
#[inline]
fn widen(n: Num) -> (u64, i32) {
    let shift = DIGITS - n.len();
    (
        n.m.unsigned_abs() * POW10[shift as usize],
        n.exponent() - shift,
    )
}

/// The unique form of `m * 10^e` for `|m| < 10^18` and a result in range.
const fn normal(mut m: i64, mut e: i32) -> Num {
    if m == 0 {
        return Num::ZERO;
    }
    if e > 0 {
        // An integer below 10^18 keeps its zeros.
        if e < DIGITS && m.unsigned_abs() < POW10[(DIGITS - e) as usize] {
            return Num {
                m: m * POW10[e as usize] as i64,
                e: 0,
            };
        }
        while m % 10 == 0 {
            m /= 10;
            e += 1;
        }
        return Num { m, e: e as i8 };
    }
    // Mostly there is nothing to take off.
    if m & 1 == 0 {
        while e <= -8 && m % 100_000_000 == 0 {
            m /= 100_000_000;
            e += 8;
        }
        if e <= -4 && m % 10_000 == 0 {
            m /= 10_000;
            e += 4;
        }
        while e < 0 && m % 10 == 0 {
            m /= 10;
            e += 1;
        }
    }
    Num { m, e: e as i8 }
}

/// Truncates to 18 digits and checks the range.
fn from_magnitude(negative: bool, m: u128, e: i32) -> Result<Num, NumError> {
    let len = digits(m);
    let excess = (len - DIGITS).max(0);
    let top = len.saturating_add(e);
    if len == 0 || top < MIN_TOP {
        return Ok(Num::ZERO);
    }
    if top > MAX_TOP {
        return Err(NumError::Overflow);
    }
    // At most 39 - 18 digits go.
    let kept = if excess == 0 {
        m
    } else if excess < 20 {
        m / u128::from(POW10[excess as usize])
    } else {
        m / WIDE10[excess as usize]
    } as i64;
    Ok(normal(if negative { -kept } else { kept }, e + excess))
}

/// A coefficient that is not zero and an exponent that is not positive, without the zeros that belong into the exponent.
#[inline(always)]
fn trimmed(mut m: i64, mut e: i32) -> Num {
    while e < 0 && m & 1 == 0 && m % 10 == 0 {
        m /= 10;
        e += 1;
    }
    Num { m, e: e as i8 }
}

/// The sum of two fractions or integers whose coefficients, brought to the smaller exponent, stay within 18 digits.
#[inline(always)]
fn add_near(a: Num, b: Num) -> Option<Num> {
    let (x, y) = (a.exponent(), b.exponent());
    if x > 0 || y > 0 || x < -17 || y < -17 {
        return None;
    }
    let scale = |m: i64, by: i32| {
        m.checked_mul(POW10[by as usize] as i64)
            .filter(|m| fits(*m))
    };
    let (sum, e) = match x - y {
        0 => (a.m + b.m, x),
        d @ 1.. => (scale(a.m, d)? + b.m, y),
        d => (a.m + scale(b.m, -d)?, x),
    };
    if !fits(sum) {
        return None;
    }
    Some(if sum == 0 { Num::ZERO } else { trimmed(sum, e) })
}

#[inline(never)]
fn add_aligned(a: Num, b: Num) -> Result<Num, NumError> {
    if a.m == 0 {
        return Ok(b);
    }
    if b.m == 0 {
        return Ok(a);
    }
    // The exponent of the 18th digit of the larger operand; what lies below it is lost before the sum.
    let unit = a.top().max(b.top()) - DIGITS;
    let align = |n: Num| {
        let shift = n.exponent() - unit;
        match POW10.get(shift.unsigned_abs() as usize) {
            Some(&power) if shift >= 0 => n.m * power as i64,
            Some(&power) if shift > -DIGITS => n.m / power as i64,
            _ => 0,
        }
    };
    Num::from_parts(i128::from(align(a) + align(b)), unit)
}

/// The quotient of small coefficients, when it comes out even within nine more digits.
#[inline(always)]
fn short_quotient(a: Num, b: Num) -> Option<Num> {
    const MORE: i32 = 9;
    let e = a.exponent() - b.exponent() - MORE;
    if a.m.unsigned_abs() >= POW10[MORE as usize] || !(-20..=0).contains(&e) {
        return None;
    }
    let m = a.m * POW10[MORE as usize] as i64;
    let q = m / b.m;
    (q * b.m == m).then(|| normal(q, e))
}

#[inline(never)]
fn quotient(a: Num, b: Num) -> Result<Num, NumError> {
    if a.m == 0 {
        return Ok(Num::ZERO);
    }
    if let Some(short) = short_quotient(a, b) {
        return Ok(short);
    }
    let ((m, e), (divisor, divisor_e)) = (widen(a), widen(b));
    // 18 digits in the quotient, whichever coefficient is the larger.
    let shift = if m < divisor { DIGITS } else { DIGITS - 1 };
    let q = u128::from(m) * u128::from(POW10[shift as usize]) / u128::from(divisor);
    from_magnitude((a.m ^ b.m) < 0, q, e - divisor_e - shift)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Num {
        Num::parse_prefix(text.as_bytes()).expect(text)
    }

    /// The text of a result, or GT.M's mnemonic.
    fn show(result: Result<Num, NumError>) -> String {
        match result {
            Ok(number) => String::from_utf8_lossy(number.text(&mut [0; 64])).into_owned(),
            Err(error) => error.mnemonic().to_owned(),
        }
    }

    /// All expected results are GT.M's.
    #[test]
    fn operations() {
        type Operation = fn(Num, Num) -> Result<Num, NumError>;
        let cases: [(Operation, &str, &str, &str); 44] = [
            (Num::add, "999999999999999999", "1", "1000000000000000000"),
            (Num::add, "999999999999999999", ".5", "999999999999999999"),
            (
                Num::add,
                "123456789012345678",
                "1234567890123456780",
                "1358024679135802450",
            ),
            (Num::add, "9.99999999999999999E46", "1E46", "NUMOFLOW"),
            (Num::sub, "1000000000000000000", "1", "1000000000000000000"),
            (Num::sub, "1", ".000000000000000001", "1"),
            (Num::sub, "1E20", "1000", "99999999999999999000"),
            (Num::sub, ".3", ".1", ".2"),
            (
                Num::mul,
                "999999999999999999",
                "999999999999999999",
                "999999999999999998000000000000000000",
            ),
            (Num::mul, "1E-22", "1E-22", "0"),
            (
                Num::mul,
                "1E-21",
                "1E-22",
                ".0000000000000000000000000000000000000000001",
            ),
            (Num::mul, "1E46", "10", "NUMOFLOW"),
            (Num::div, "1", "3", ".333333333333333333"),
            (Num::div, "-2", "3", "-.666666666666666666"),
            (Num::div, "22", "7", "3.14285714285714285"),
            (Num::div, "1000000", "999999", "1.000001000001"),
            (
                Num::div,
                "123456789012345678",
                "123456789012345679",
                ".999999999999999991",
            ),
            (Num::div, "1.23456E-43", "10", "0"),
            (Num::div, "1", "0", "DIVZERO"),
            (Num::int_div, "-7", "2", "-3"),
            (Num::int_div, "1E20", "7", "14285714285714285700"),
            (
                Num::int_div,
                "1",
                "1E-30",
                "1000000000000000000000000000000",
            ),
            (Num::int_div, "1E46", ".1", "NUMOFLOW"),
            (Num::modulo, "-7", "3", "2"),
            (Num::modulo, "7", "-3", "-2"),
            (Num::modulo, "-7.5", "2", ".5"),
            (Num::modulo, "1E20", "7", "1000"),
            (Num::modulo, "-1E-20", "7", "7"),
            (
                Num::modulo,
                "999999999999999998",
                "-999999999999999997",
                "1",
            ),
            (
                Num::modulo,
                "1",
                ".0000000000000000007",
                ".00000000000000001",
            ),
            (Num::modulo, "1", "0", "DIVZERO"),
            (Num::pow, "0", "0", "1"),
            (Num::pow, "0", "-1", "DIVZERO"),
            (
                Num::pow,
                "2",
                "156",
                "91343852333181431900000000000000000000000000000",
            ),
            (Num::pow, "3", "-2", ".11111111111111111"),
            (Num::pow, "2", ".5", "1.41421356237309515"),
            (Num::pow, "1000000", ".3333333333333333", "100"),
            (
                Num::pow,
                "1E30",
                "1.5",
                "1000000000000000590000000000000000000000000000",
            ),
            (Num::pow, "9", "-.5", ".333333333333333253"),
            (Num::pow, "-2", ".5", "NEGFRACPWR"),
            (Num::pow, "-2", "3.0000000001", "-8.00000000055451869"),
            (Num::pow, "-1", "10000000000001.001", "NEGFRACPWR"),
            (Num::pow, "1.000000001", "1000001", "1.00100050125003159"),
            (Num::pow, "10", "47", "NUMOFLOW"),
        ];
        for (operation, a, b, expected) in cases {
            assert_eq!(show(operation(n(a), n(b))), expected, "{a} and {b}");
        }
    }

    #[test]
    fn one_form_for_each_number() {
        assert_eq!((n("100").mantissa(), n("100").exponent()), (100, 0));
        assert_eq!((n("1E18").mantissa(), n("1E18").exponent()), (1, 18));
        assert_eq!((n("1.50").mantissa(), n("1.50").exponent()), (15, -1));
        assert_eq!(n("150E-1"), n("15"));
        assert_eq!(Num::int(i64::MIN), n("-9223372036854775808"));
        assert_eq!(
            show(Num::from_parts(i128::MIN, 0)),
            "-170141183460469231000000000000000000000"
        );
        assert_eq!(show(Num::from_parts(1, i32::MAX)), "NUMOFLOW");
        assert_eq!(show(Num::from_parts(1, i32::MIN)), "0");
    }

    #[test]
    fn order() {
        let sorted = [
            "-1E46",
            "-1000000000000000001",
            "-2",
            "-1.5",
            "-1E-43",
            "0",
            "1E-43",
            ".5",
            "1",
            "1.5",
            "1E18",
        ];
        for pair in sorted.windows(2) {
            assert!(n(pair[0]) < n(pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn conversions_are_bounded() {
        assert_eq!(n("1E18").to_i64_trunc(), 1_000_000_000_000_000_000);
        assert_eq!(n("1E46").to_i64_trunc(), i64::MAX);
        assert_eq!(
            n("-9.223372036854775E18").to_i64_trunc(),
            -9_223_372_036_854_775_000
        );
        assert_eq!(n("-1E19").to_i64_trunc(), i64::MIN);
        assert_eq!(n("-1.9").to_i64_trunc(), -1);
        assert_eq!(show(Num::from_f64(-1.5e-7)), "-.00000015");
        assert_eq!(show(Num::from_f64(f64::NAN)), "0");
        assert_eq!(show(Num::from_f64(f64::INFINITY)), "NUMOFLOW");
        assert_eq!(n(".1").to_f64().to_bits(), 0.1_f64.to_bits());
    }
}
