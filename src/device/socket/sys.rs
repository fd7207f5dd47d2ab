//! System calls on sockets in the form the device needs: never blocking, whatever mode the descriptor is in.
//!
//! A descriptor may share its open file description with other processes (inherited, passed). Therefore calls ask
//! for non-blocking behaviour one by one instead of switching the description's mode.

use libc::{c_int, c_void};
use socket2::SockAddr;
use std::io;
use std::mem::{MaybeUninit, size_of};
use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd, RawFd};

/// A descriptor that is ours to close, or one that the process was started with.
#[derive(Debug)]
pub enum Descriptor {
    Own(OwnedFd),
    Inherited(RawFd),
}

impl AsRawFd for Descriptor {
    fn as_raw_fd(&self) -> RawFd {
        match self {
            Descriptor::Own(fd) => fd.as_raw_fd(),
            Descriptor::Inherited(fd) => *fd,
        }
    }
}

/// Lends a raw descriptor to an interface that wants a borrowed one.
pub fn borrowed(fd: &Descriptor) -> BorrowedFd<'_> {
    // SAFETY: the borrow lives no longer than the descriptor's owner; inherited descriptors stay open for the
    // life of the process.
    unsafe { BorrowedFd::borrow_raw(fd.as_raw_fd()) }
}

/// The system's text for an error, as `Broken pipe`.
pub fn error_text(error: &io::Error) -> Vec<u8> {
    let text = error.to_string();
    let end = text.rfind(" (os error ").unwrap_or(text.len());
    text.as_bytes()[..end].to_vec()
}

fn again<T: PartialOrd + Default>(mut call: impl FnMut() -> T) -> io::Result<T> {
    loop {
        let result = call();
        if result >= T::default() {
            return Ok(result);
        }
        let error = io::Error::last_os_error();
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
}

/// Appends at most `room` received bytes to `into`; 0 is end of file, `WouldBlock` that nothing is there.
pub fn recv(fd: RawFd, into: &mut Vec<u8>, room: usize) -> io::Result<usize> {
    into.reserve(room);
    let spare = into.spare_capacity_mut();
    let room = room.min(spare.len());
    // SAFETY: the pointer and length describe spare capacity of `into`.
    let got =
        again(|| unsafe { libc::recv(fd, spare.as_mut_ptr().cast(), room, libc::MSG_DONTWAIT) })?;
    let got = got as usize;
    // SAFETY: the call above initialised `got` bytes after the old length.
    unsafe { into.set_len(into.len() + got) };
    Ok(got)
}

/// More than a datagram can have.
pub const DATAGRAM_MAX: usize = 65536;

/// Receives a datagram behind the bytes of `into`, which has room for `DATAGRAM_MAX` more; gives its sender.
pub fn recv_from(socket: &socket2::Socket, into: &mut Vec<u8>) -> io::Result<SockAddr> {
    loop {
        let spare = into.spare_capacity_mut();
        match socket.recv_from_with_flags(spare, libc::MSG_DONTWAIT) {
            Ok((got, from)) => {
                // SAFETY: the call initialised `got` bytes behind the old length.
                unsafe { into.set_len(into.len() + got) };
                return Ok(from);
            }
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
}

/// Keeps a descriptor from children; one that is not open is no matter.
pub fn close_on_exec(fd: RawFd) {
    // SAFETY: plain integers.
    unsafe { libc::fcntl(fd, libc::F_SETFD, libc::FD_CLOEXEC) };
}

/// The socket sends datagrams.
pub fn is_datagram(fd: RawFd) -> io::Result<bool> {
    get_option(fd, libc::SOL_SOCKET, libc::SO_TYPE).map(|kind| kind == libc::SOCK_DGRAM)
}

/// Sends what the kernel takes at once; no SIGPIPE.
pub fn send(fd: RawFd, bytes: &[u8]) -> io::Result<usize> {
    let flags = libc::MSG_DONTWAIT | libc::MSG_NOSIGNAL;
    // SAFETY: pointer and length come from a slice.
    let sent = again(|| unsafe { libc::send(fd, bytes.as_ptr().cast(), bytes.len(), flags) })?;
    Ok(sent as usize)
}

/// Sends what the kernel takes at once of several parts; no SIGPIPE.
pub fn send_parts(fd: RawFd, parts: &[io::IoSlice<'_>]) -> io::Result<usize> {
    // SAFETY: an all-zero header is valid; an IoSlice has the layout of an iovec, and the kernel only reads through it.
    let sent = unsafe {
        let mut header: libc::msghdr = std::mem::zeroed();
        header.msg_iov = parts.as_ptr().cast_mut().cast();
        header.msg_iovlen = parts.len() as _;
        again(|| libc::sendmsg(fd, &header, libc::MSG_DONTWAIT | libc::MSG_NOSIGNAL))?
    };
    Ok(sent as usize)
}

/// Accepts a pending connection; the listening socket must be in non-blocking mode.
pub fn accept(fd: RawFd) -> io::Result<OwnedFd> {
    // SAFETY: no address is asked for; the result is a new descriptor that nobody else owns.
    let new = again(|| unsafe {
        libc::accept4(
            fd,
            std::ptr::null_mut(),
            std::ptr::null_mut(),
            libc::SOCK_CLOEXEC,
        )
    })?;
    // SAFETY: see above.
    Ok(unsafe { OwnedFd::from_raw_fd(new) })
}

/// Sets the length of a listening socket's queue.
pub fn listen(fd: RawFd, queue: c_int) -> io::Result<()> {
    // SAFETY: plain integers.
    again(|| unsafe { libc::listen(fd, queue) }).map(|_| ())
}

/// Looks which descriptors are ready now.
pub fn poll_now(fds: &mut [libc::pollfd]) -> io::Result<()> {
    // SAFETY: pointer and length come from a slice.
    again(|| unsafe { libc::poll(fds.as_mut_ptr(), fds.len() as libc::nfds_t, 0) }).map(|_| ())
}

/// Whether there is something to receive, or to accept.
pub fn readable(fd: RawFd) -> io::Result<bool> {
    let mut one = [libc::pollfd {
        fd,
        events: libc::POLLIN,
        revents: 0,
    }];
    poll_now(&mut one)?;
    Ok(one[0].revents & libc::POLLIN != 0)
}

/// Sets an integer socket option.
pub fn set_option(fd: RawFd, level: c_int, name: c_int, value: c_int) -> io::Result<()> {
    set_numbers(fd, level, name, &[value as u32])
}

/// Sets a socket option that is several numbers of 32 bits.
pub fn set_numbers(fd: RawFd, level: c_int, name: c_int, value: &[u32]) -> io::Result<()> {
    let size = size_of_val(value) as libc::socklen_t;
    let value = value.as_ptr().cast::<c_void>();
    // SAFETY: pointer and size come from a slice, which the kernel only reads.
    again(|| unsafe { libc::setsockopt(fd, level, name, value, size) }).map(|_| ())
}

/// Gets an integer socket option.
pub fn get_option(fd: RawFd, level: c_int, name: c_int) -> io::Result<c_int> {
    option(fd, level, name)
}

/// Gets a socket option that is several numbers of 32 bits.
pub fn get_numbers<const N: usize>(fd: RawFd, level: c_int, name: c_int) -> io::Result<[u32; N]> {
    option(fd, level, name)
}

/// Process at the other end of a LOCAL connection, as of the moment it was made.
pub fn peer_pid(fd: RawFd) -> io::Result<libc::pid_t> {
    option::<libc::ucred>(fd, libc::SOL_SOCKET, libc::SO_PEERCRED).map(|c| c.pid)
}

fn option<T: Copy>(fd: RawFd, level: c_int, name: c_int) -> io::Result<T> {
    let mut value = MaybeUninit::<T>::zeroed();
    let mut size = size_of::<T>() as libc::socklen_t;
    // SAFETY: `value` has room for `size` bytes.
    again(|| unsafe { libc::getsockopt(fd, level, name, value.as_mut_ptr().cast(), &mut size) })?;
    // SAFETY: zeroed integers are valid, and the call only wrote over them.
    Ok(unsafe { value.assume_init() })
}

/// `true` when both descriptors are the same socket (or file).
pub fn same_file(a: RawFd, b: RawFd) -> bool {
    match (status(a), status(b)) {
        (Ok(a), Ok(b)) => a.st_dev == b.st_dev && a.st_ino == b.st_ino,
        _ => false,
    }
}

/// `true` when the descriptor is open and a socket.
pub fn is_socket(fd: RawFd) -> bool {
    status(fd).is_ok_and(|s| s.st_mode & libc::S_IFMT == libc::S_IFSOCK)
}

fn status(fd: RawFd) -> io::Result<libc::stat> {
    let mut stat = MaybeUninit::<libc::stat>::zeroed();
    // SAFETY: `stat` has room for the result; all-zero bytes are a valid value of it.
    again(|| unsafe { libc::fstat(fd, stat.as_mut_ptr()) })?;
    // SAFETY: initialised above.
    Ok(unsafe { stat.assume_init() })
}

/// Most descriptors one message can carry.
pub const MAX_RIGHTS: usize = 253;

/// Control-message space for `MAX_RIGHTS` descriptors, aligned as the kernel's header wants it.
#[repr(align(16))]
struct Control([u8; 1088]);

/// Sends `bytes` together with descriptors (SCM_RIGHTS); says how many bytes left. `flags` says whether it may block.
pub fn send_rights(
    socket: RawFd,
    bytes: &[u8],
    rights: &[RawFd],
    flags: libc::c_int,
) -> io::Result<usize> {
    if rights.len() > MAX_RIGHTS {
        return Err(io::Error::from_raw_os_error(libc::ETOOMANYREFS));
    }
    let mut control = Control([0; 1088]);
    let mut part = libc::iovec {
        iov_base: bytes.as_ptr().cast_mut().cast(),
        iov_len: bytes.len(),
    };
    let length = std::mem::size_of_val(rights) as u32;
    // SAFETY: an all-zero header is valid; every pointer set below outlives the call; `Control` has room for
    // CMSG_SPACE of MAX_RIGHTS descriptors (1032 bytes and its header).
    let sent = unsafe {
        let mut header: libc::msghdr = std::mem::zeroed();
        header.msg_iov = &mut part;
        header.msg_iovlen = 1;
        header.msg_control = control.0.as_mut_ptr().cast();
        header.msg_controllen = libc::CMSG_SPACE(length) as _;
        let first = libc::CMSG_FIRSTHDR(&header);
        (*first).cmsg_level = libc::SOL_SOCKET;
        (*first).cmsg_type = libc::SCM_RIGHTS;
        (*first).cmsg_len = libc::CMSG_LEN(length) as _;
        std::ptr::copy_nonoverlapping(
            rights.as_ptr().cast::<u8>(),
            libc::CMSG_DATA(first),
            length as usize,
        );
        again(|| libc::sendmsg(socket, &header, flags | libc::MSG_NOSIGNAL))?
    };
    Ok(sent as usize)
}

/// Receives into `into` at most `room` bytes, and the descriptors that came with them. `flags` says whether it may block.
pub fn recv_rights(
    socket: RawFd,
    into: &mut Vec<u8>,
    room: usize,
    rights: &mut Vec<OwnedFd>,
    flags: libc::c_int,
) -> io::Result<usize> {
    let mut control = Control([0; 1088]);
    into.reserve(room);
    let spare = into.spare_capacity_mut();
    let mut part = libc::iovec {
        iov_base: spare.as_mut_ptr().cast(),
        iov_len: room.min(spare.len()),
    };
    // SAFETY: as in `send_rights`; the kernel fills `control` with whole headers, walked by the CMSG functions;
    // each descriptor in SCM_RIGHTS is new and ours.
    unsafe {
        let mut header: libc::msghdr = std::mem::zeroed();
        header.msg_iov = &mut part;
        header.msg_iovlen = 1;
        header.msg_control = control.0.as_mut_ptr().cast();
        header.msg_controllen = control.0.len() as _;
        let flags = flags | libc::MSG_CMSG_CLOEXEC;
        let got = again(|| libc::recvmsg(socket, &mut header, flags))? as usize;
        into.set_len(into.len() + got);
        let mut next = libc::CMSG_FIRSTHDR(&header);
        while !next.is_null() {
            if (*next).cmsg_level == libc::SOL_SOCKET && (*next).cmsg_type == libc::SCM_RIGHTS {
                let bytes = (*next).cmsg_len as usize - libc::CMSG_LEN(0) as usize;
                for at in 0..bytes / size_of::<RawFd>() {
                    let fd = libc::CMSG_DATA(next)
                        .cast::<RawFd>()
                        .add(at)
                        .read_unaligned();
                    rights.push(OwnedFd::from_raw_fd(fd));
                }
            }
            next = libc::CMSG_NXTHDR(&header, next);
        }
        Ok(got)
    }
}
