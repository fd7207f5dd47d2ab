/* A preloaded library that writes down, in one order, what processes write to the files of a database, what they have synced, and what they
   tell on standard output. Files that are made, and syncs of their folder, are entries, too. What is written to
   the journal by way of mapped memory is found by comparison, before each other entry and each sync, sector by sector; with
   RECORD_CALLS it cannot be mapped, and is written by calls. Each entry: kind, file, entries made since the call began, offset, length,
   bytes. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { FILES = 1024 };
static signed char which[FILES]; /* 1: nodes, 2: journal, 3: a folder; negative: each write is synced */
static int log_fd = -1;

/* What the processes share. */
static struct shared {
    char locked;
    uint32_t entries;
} alone, *shared = &alone;

static void hold(void) {
    while (__atomic_test_and_set(&shared->locked, __ATOMIC_ACQUIRE))
        sched_yield();
}

static void let_go(void) {
    __atomic_clear(&shared->locked, __ATOMIC_RELEASE);
}

#define REAL(name) ((__typeof__(&name))real(#name))
static void *real(const char *name) {
    return dlsym(RTLD_NEXT, name);
}

/* The records of the journal as this process has them mapped, and what is written down of them already, for all processes. */
enum { HEAD = 4096, WHOLE = HEAD + (1 << 20), SECTOR = 512 };
static char *mapped, *known;
static int mapped_fd;

static int kind_of(int fd) {
    return fd >= 0 && fd < FILES ? which[fd] : 0;
}

static void put(char kind, int file, uint32_t began, uint64_t offset, const void *bytes, uint32_t length) {
    char head[18];
    head[0] = kind;
    head[1] = (char)abs(file);
    uint32_t since = shared->entries - began;
    memcpy(head + 2, &since, 4);
    memcpy(head + 6, &offset, 8);
    memcpy(head + 14, &length, 4);
    struct iovec parts[2] = {{head, sizeof head}, {(void *)bytes, bytes ? length : 0}};
    REAL(writev)(log_fd, parts, 2);
    shared->entries++;
}

/* Writes down what has come to the mapped records; nobody else does so now. */
static void look(void) {
    struct stat found;
    if (!mapped || !known || fstat(mapped_fd, &found) != 0 || found.st_size < WHOLE)
        return;
    for (size_t at = HEAD; at < WHOLE; at += SECTOR) {
        char now[SECTOR];
        if (!memcmp(mapped + at, known + at, SECTOR))
            continue;
        memcpy(now, mapped + at, SECTOR);
        size_t from = 0, to = SECTOR;
        while (from < to && now[from] == known[at + from])
            from++;
        while (to > from && now[to - 1] == known[at + to - 1])
            to--;
        memcpy(known + at + from, now + from, to - from);
        if (to > from)
            put('w', 2, shared->entries, at + from, now + from, (uint32_t)(to - from));
    }
}

__attribute__((constructor)) static void begin(void) {
    const char *name = getenv("RECORD");
    if (name) {
        char beside[4096];
        snprintf(beside, sizeof beside, "%s.count", name);
        log_fd = REAL(open)(name, O_WRONLY | O_CREAT | O_APPEND, 0600);
        int fd = REAL(open)(beside, O_RDWR | O_CREAT, 0600);
        if (REAL(ftruncate)(fd, sizeof *shared) == 0)
            shared = REAL(mmap)(0, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        snprintf(beside, sizeof beside, "%s.known", name);
        fd = REAL(open)(beside, O_RDWR | O_CREAT, 0600);
        if (REAL(ftruncate)(fd, WHOLE) == 0)
            known = REAL(mmap)(0, WHOLE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    }
    unsetenv("LD_PRELOAD");
}

static int file_of(const char *name) {
    const char *end = strrchr(name, '.');
    return !end ? 0 : !strcmp(end, ".mrdb") ? 1 : !strcmp(end, ".mrdb-journal") ? 2 : 0;
}

static int opened(int fd, const char *name, int flags, int is_new) {
    if (fd >= 0 && fd < FILES) {
        struct stat found;
        int file = file_of(name);
        /* A file that is nameless yet is that of nodes. */
        if ((flags & O_TMPFILE) == O_TMPFILE)
            file = 1;
        else if (!strncmp(name, "/proc/self/fd/", 14))
            file = abs(kind_of(atoi(name + 14)));
        if (file && is_new)
            put('c', file, shared->entries, 0, 0, 0);
        if (!file && (flags & O_ACCMODE) == O_RDONLY && fstat(fd, &found) == 0 && S_ISDIR(found.st_mode))
            file = 3;
        which[fd] = (signed char)(flags & O_DSYNC ? -file : file);
    }
    return fd;
}

#define OPEN(function)                                                                             \
    int function(const char *name, int flags, ...) {                                               \
        va_list more;                                                                              \
        va_start(more, flags);                                                                     \
        int mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(more, int) : 0;                                        \
        va_end(more);                                                                              \
        hold();                                                                                    \
        int is_new = flags & O_CREAT && access(name, F_OK) != 0;                                   \
        int fd = opened(REAL(function)(name, flags, mode), name, flags, is_new);                   \
        let_go();                                                                                  \
        return fd;                                                                                 \
    }
OPEN(open)
OPEN(open64)

int linkat(int from, const char *name, int to, const char *given, int flags) {
    hold();
    int done = REAL(linkat)(from, name, to, given, flags), file = file_of(given);
    if (file && done == 0)
        put('c', file, shared->entries, 0, 0, 0);
    let_go();
    return done;
}

int close(int fd) {
    if (fd >= 0 && fd < FILES)
        which[fd] = 0;
    return REAL(close)(fd);
}

/* Duplicates are of the same file. */
static int same(int fd, int old) {
    if (fd >= 0 && fd < FILES && old >= 0 && old < FILES)
        which[fd] = which[old];
    return fd;
}

#define FCNTL(function)                                                                            \
    int function(int fd, int command, ...) {                                                       \
        va_list more;                                                                              \
        va_start(more, command);                                                                   \
        void *argument = va_arg(more, void *);                                                     \
        va_end(more);                                                                              \
        int done = REAL(function)(fd, command, argument);                                          \
        return command == F_DUPFD_CLOEXEC || command == F_DUPFD ? same(done, fd) : done;           \
    }
FCNTL(fcntl)
FCNTL(fcntl64)

static void wrote(int file, const void *bytes, ssize_t done, off_t at) {
    if (done > 0 && abs(file) == 2 && known && at + done <= WHOLE)
        memcpy(known + at, bytes, (size_t)done);
    if (done > 0)
        put(file < 0 ? 'W' : 'w', file, shared->entries, (uint64_t)at, bytes, (uint32_t)done);
}

static void wrote_parts(int file, const struct iovec *parts, int count, ssize_t left, off_t at) {
    for (int i = 0; i < count && left > 0; i++) {
        ssize_t part = left < (ssize_t)parts[i].iov_len ? left : (ssize_t)parts[i].iov_len;
        wrote(file, parts[i].iov_base, part, at);
        at += part, left -= part;
    }
}

#define MMAP(function)                                                                             \
    void *function(void *at, size_t length, int access, int flags, int fd, off_t offset) {         \
        int whole = abs(kind_of(fd)) == 2 && length == WHOLE;                                      \
        if (whole && getenv("RECORD_CALLS")) {                                                     \
            errno = ENODEV;                                                                        \
            return MAP_FAILED;                                                                     \
        }                                                                                          \
        void *got = REAL(function)(at, length, access, flags, fd, offset);                         \
        if (whole && got != MAP_FAILED)                                                            \
            mapped = got, mapped_fd = fd;                                                          \
        return got;                                                                                \
    }
MMAP(mmap)
MMAP(mmap64)

int munmap(void *at, size_t length) {
    if (at && at == mapped) {
        hold();
        look();
        mapped = 0;
        let_go();
    }
    return REAL(munmap)(at, length);
}

#define PWRITE(function)                                                                           \
    ssize_t function(int fd, const void *bytes, size_t length, off_t at) {                         \
        int file = kind_of(fd);                                                                    \
        if (!file)                                                                                 \
            return REAL(function)(fd, bytes, length, at);                                          \
        hold();                                                                                    \
        look();                                                                                    \
        ssize_t done = REAL(function)(fd, bytes, length, at);                                      \
        wrote(file, bytes, done, at);                                                          \
        let_go();                                                                                  \
        return done;                                                                               \
    }
PWRITE(pwrite)
PWRITE(pwrite64)

#define PWRITEV(function)                                                                          \
    ssize_t function(int fd, const struct iovec *parts, int count, off_t at) {                     \
        int file = kind_of(fd);                                                                    \
        if (!file)                                                                                 \
            return REAL(function)(fd, parts, count, at);                                           \
        hold();                                                                                    \
        look();                                                                                    \
        ssize_t done = REAL(function)(fd, parts, count, at);                                       \
        wrote_parts(file, parts, count, done, at);                                                 \
        let_go();                                                                                  \
        return done;                                                                               \
    }
PWRITEV(pwritev)
PWRITEV(pwritev64)

ssize_t writev(int fd, const struct iovec *parts, int count) {
    int file = kind_of(fd);
    if (!file)
        return REAL(writev)(fd, parts, count);
    hold();
    look();
    off_t at = lseek(fd, 0, SEEK_CUR);
    ssize_t done = REAL(writev)(fd, parts, count);
    wrote_parts(file, parts, count, done, at);
    let_go();
    return done;
}

ssize_t write(int fd, const void *bytes, size_t length) {
    int file = kind_of(fd);
    if (!file && fd != 1)
        return REAL(write)(fd, bytes, length);
    hold();
    look();
    off_t at = file ? lseek(fd, 0, SEEK_CUR) : 0;
    ssize_t done = REAL(write)(fd, bytes, length);
    if (file)
        wrote(file, bytes, done, at);
    else if (done > 0 && log_fd >= 0)
        put('a', 0, shared->entries, 0, bytes, (uint32_t)done);
    let_go();
    return done;
}

#define TRUNCATE(function)                                                                         \
    int function(int fd, off_t length) {                                                           \
        int file = kind_of(fd), done = REAL(function)(fd, length);                                 \
        if (file && done == 0) {                                                                   \
            hold();                                                                                \
            put('t', file, shared->entries, (uint64_t)length, 0, 0);                                       \
            let_go();                                                                              \
        }                                                                                          \
        return done;                                                                               \
    }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

/* What was written before a sync began is on disk when it has ended. */
#define SYNC(function)                                                                             \
    int function(int fd) {                                                                         \
        int file = kind_of(fd);                                                                    \
        hold();                                                                                    \
        look();                                                                                    \
        uint32_t began = shared->entries;                                                                  \
        let_go();                                                                                  \
        int done = REAL(function)(fd);                                                             \
        if (file && done == 0) {                                                                   \
            hold();                                                                                \
            put('s', file, began, 0, 0, 0);                                                        \
            let_go();                                                                              \
        }                                                                                          \
        return done;                                                                               \
    }
SYNC(fsync)
SYNC(fdatasync)
