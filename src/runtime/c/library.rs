//! Shared libraries: loading, looking up, calling.

use std::ffi::{CStr, CString, c_int, c_void};

/// Most words that are passed beside the count: an M call has at most 32 arguments.
pub const WORDS: usize = 32;

/// A loaded library. It stays loaded: C code may have left addresses of itself anywhere.
#[derive(Debug, Clone, Copy)]
pub struct Library(*mut c_void);

/// A function of a library.
#[derive(Debug, Clone, Copy)]
pub struct Function(*mut c_void);

impl Library {
    /// Loads a library.
    ///
    /// # Errors
    /// The loader's text.
    pub fn open(path: &[u8]) -> Result<Library, Vec<u8>> {
        let path = CString::new(path).map_err(|_| b"a NUL in the path".to_vec())?;
        // SAFETY: the path is a C string. Constructors of the library run; they are as trusted as the library's functions.
        let handle = unsafe { libc::dlopen(path.as_ptr(), libc::RTLD_LAZY) };
        if handle.is_null() {
            Err(loader_error())
        } else {
            Ok(Library(handle))
        }
    }

    /// Looks up a function.
    ///
    /// # Errors
    /// The loader's text.
    pub fn find(self, name: &str) -> Result<Function, Vec<u8>> {
        let name = CString::new(name).map_err(|_| b"a NUL in the name".to_vec())?;
        // SAFETY: the handle is that of a library that stays loaded.
        let at = unsafe { libc::dlsym(self.0, name.as_ptr()) };
        if at.is_null() {
            Err(loader_error())
        } else {
            Ok(Function(at))
        }
    }
}

fn loader_error() -> Vec<u8> {
    // SAFETY: dlerror gives a C string that holds until the next call of the loader on this thread, or null.
    unsafe {
        let text = libc::dlerror();
        if text.is_null() {
            Vec::new()
        } else {
            CStr::from_ptr(text).to_bytes().to_vec()
        }
    }
}

impl Function {
    /// Calls the function with a count and as many words as it may look at. The result is in the low bits for small types.
    ///
    /// All types of call tables are integers or addresses, each a word in the C calling conventions of 64-bit Unix, where the caller
    /// removes what the callee does not look at. So one signature serves all functions; it is variadic because the function may be.
    ///
    /// # Safety
    /// The table describes the function truly, and the words are what it describes.
    pub unsafe fn call(self, count: usize, w: &[u64; WORDS]) -> u64 {
        type Any = unsafe extern "C" fn(c_int, ...) -> u64;
        // SAFETY: a data pointer from dlsym is a function's address on Unix; the caller vouches for the rest.
        unsafe {
            let f = std::mem::transmute::<*mut c_void, Any>(self.0);
            f(
                count as c_int,
                w[0],
                w[1],
                w[2],
                w[3],
                w[4],
                w[5],
                w[6],
                w[7],
                w[8],
                w[9],
                w[10],
                w[11],
                w[12],
                w[13],
                w[14],
                w[15],
                w[16],
                w[17],
                w[18],
                w[19],
                w[20],
                w[21],
                w[22],
                w[23],
                w[24],
                w[25],
                w[26],
                w[27],
                w[28],
                w[29],
                w[30],
                w[31],
            )
        }
    }

    /// Calls a function without parameters and value.
    ///
    /// # Safety
    /// The function is such a one.
    pub unsafe fn call_plain(self) {
        // SAFETY: as above.
        unsafe { std::mem::transmute::<*mut c_void, unsafe extern "C" fn()>(self.0)() }
    }
}
