//! The symbols that C programs link with: GT.M's names, and YottaDB's where the shapes agree. `mrun dist` writes their header.
//!
//! `gtm_ci` and `gtm_cip` are variadic, and Rust cannot define such functions. Here a few instructions save the argument registers and
//! pass on where they are, and where the arguments on the stack begin; what is read of them is what the call-in table names.

use super::callin::{self, Arguments};
use super::types::Text;
use crate::vm::border::caught;
use std::ffi::{c_char, c_int, c_long};

/// `ci_name_descriptor`.
#[repr(C)]
pub struct Descriptor {
    name: Text,
    handle: *mut std::ffi::c_void,
}

/// A panic ends at the border to C, with a status that is no success. The session ends with it.
fn guarded(call: impl FnOnce() -> c_int) -> c_int {
    caught(call).unwrap_or_else(callin::panicked)
}

#[unsafe(no_mangle)]
pub extern "C" fn gtm_init() -> c_int {
    guarded(callin::init)
}

#[unsafe(no_mangle)]
pub extern "C" fn gtm_exit() -> c_int {
    guarded(callin::exit)
}

/// # Safety
/// `length` bytes may be written to `buffer`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gtm_zstatus(buffer: *mut c_char, length: c_int) {
    guarded(|| {
        // SAFETY: as said above.
        unsafe { callin::status(buffer, usize::try_from(length).unwrap_or(0)) };
        0
    });
}

#[unsafe(no_mangle)]
pub extern "C" fn ydb_init() -> c_int {
    gtm_init()
}

#[unsafe(no_mangle)]
pub extern "C" fn ydb_exit() -> c_int {
    gtm_exit()
}

/// # Safety
/// `length` bytes may be written to `buffer`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ydb_zstatus(buffer: *mut c_char, length: c_long) -> c_int {
    guarded(|| {
        // SAFETY: as said above.
        unsafe { callin::status(buffer, usize::try_from(length).unwrap_or(0)) };
        0
    })
}

/// `gtm_ci` with its arguments saved.
#[cfg(target_arch = "x86_64")]
unsafe extern "C" fn by_name(registers: *const u64, stack: *const u64) -> c_int {
    // SAFETY: the entry below saved the registers; the first is the name.
    guarded(|| unsafe {
        callin::call(
            *registers as *const c_char,
            Arguments::new(registers, stack, 1),
        )
    })
}

/// `gtm_cip` with its arguments saved.
#[cfg(target_arch = "x86_64")]
unsafe extern "C" fn by_descriptor(registers: *const u64, stack: *const u64) -> c_int {
    // SAFETY: as above; the first is the descriptor, whose name has the length that it says.
    guarded(|| unsafe {
        let Some(descriptor) = (*registers as *mut Descriptor).as_mut() else {
            return callin::call(std::ptr::null(), Arguments::new(registers, stack, 1));
        };
        let name = &descriptor.name;
        let length = usize::try_from(name.length).unwrap_or(0);
        if name.address.is_null() {
            return callin::call(std::ptr::null(), Arguments::new(registers, stack, 1));
        }
        let name = std::slice::from_raw_parts(name.address.cast::<u8>(), length);
        callin::call_named(name, Arguments::new(registers, stack, 1))
    })
}

/// An entry that saves the argument registers of the System V calling convention (six for integers, eight for doubles) below the return
/// address, and calls `$inner` with their address and that of the arguments on the stack. The frame is a multiple of 16 bytes less
/// the return address, so that the stack is aligned for the call.
#[cfg(target_arch = "x86_64")]
macro_rules! variadic {
    ($($name:ident => $inner:ident,)*) => {
        $(
            #[unsafe(no_mangle)]
            #[unsafe(naked)]
            pub extern "C" fn $name() -> c_int {
                std::arch::naked_asm!(
                    "sub rsp, 120",
                    "mov [rsp], rdi",
                    "mov [rsp + 8], rsi",
                    "mov [rsp + 16], rdx",
                    "mov [rsp + 24], rcx",
                    "mov [rsp + 32], r8",
                    "mov [rsp + 40], r9",
                    "movsd [rsp + 48], xmm0",
                    "movsd [rsp + 56], xmm1",
                    "movsd [rsp + 64], xmm2",
                    "movsd [rsp + 72], xmm3",
                    "movsd [rsp + 80], xmm4",
                    "movsd [rsp + 88], xmm5",
                    "movsd [rsp + 96], xmm6",
                    "movsd [rsp + 104], xmm7",
                    "mov rdi, rsp",
                    "lea rsi, [rsp + 128]",
                    "call {inner}",
                    "add rsp, 120",
                    "ret",
                    inner = sym $inner,
                )
            }
        )*
    };
}

#[cfg(target_arch = "x86_64")]
variadic! {
    gtm_ci => by_name,
    ydb_ci => by_name,
    gtm_cip => by_descriptor,
    ydb_cip => by_descriptor,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Engine;
    use crate::value::Value;
    use crate::value::errors::GTMASSERT;
    use crate::vm::Returned;

    #[test]
    fn a_panic_stays_in_the_session_that_called_c() {
        let mut session = Engine::new().session().build().unwrap();
        let machine = &mut session.machine;
        callin::while_in_c(machine, || {
            assert_eq!(
                guarded(|| panic!("on purpose")),
                GTMASSERT.number() as c_int
            );
            // SAFETY: the name is a C string, and nothing is read of the arguments of a name that is refused.
            let again = unsafe {
                let none = [0; 14];
                let args = Arguments::new(none.as_ptr(), none.as_ptr(), 1);
                callin::call(c"x".as_ptr(), args)
            };
            assert_eq!(again, crate::value::errors::FORCEDHALT.number() as c_int);
            Returned {
                outputs: Vec::new(),
                value: Ok(Value::EMPTY),
            }
        });
        assert!(machine.is_ending());
    }

    #[test]
    fn a_panic_ends_the_session_of_a_c_program() {
        assert_eq!(gtm_init(), 0);
        assert_eq!(
            guarded(|| panic!("on purpose")),
            GTMASSERT.number() as c_int
        );
        let mut text = [0; 80];
        // SAFETY: the buffer has that length.
        unsafe { gtm_zstatus(text.as_mut_ptr(), text.len() as c_int) };
        // SAFETY: it ends with a zero.
        let text = unsafe { std::ffi::CStr::from_ptr(text.as_ptr()) };
        assert!(text.to_bytes().ends_with(b"panic: on purpose"), "{text:?}");
        assert_ne!(gtm_init(), 0);
    }
}
