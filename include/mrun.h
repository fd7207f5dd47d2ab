/* C interface of mrun: call-ins, and types of call tables. It serves programs written for GT.M's gtmxc_types.h, whose names it has, and
   YottaDB's names where the shapes agree. See docs/c.md. */
#ifndef MRUN_H
#define MRUN_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef int gtm_status_t;
typedef int gtm_int_t;
typedef unsigned int gtm_uint_t;
typedef long gtm_long_t;
typedef unsigned long gtm_ulong_t;
typedef float gtm_float_t;
typedef double gtm_double_t;
typedef char gtm_char_t;
typedef int (*gtm_pointertofunc_t)();
typedef intptr_t gtm_tid_t;

/* Bytes with their number; they may contain NUL. */
typedef struct {
    gtm_long_t length;
    gtm_char_t *address;
} gtm_string_t;

/* A name of the call-in table; handle begins as NULL and belongs to the runtime. */
typedef struct {
    gtm_string_t rtn_name;
    void *handle;
} ci_name_descriptor;

typedef gtm_status_t xc_status_t;
typedef gtm_int_t xc_int_t;
typedef gtm_uint_t xc_uint_t;
typedef gtm_long_t xc_long_t;
typedef gtm_ulong_t xc_ulong_t;
typedef gtm_float_t xc_float_t;
typedef gtm_double_t xc_double_t;
typedef gtm_char_t xc_char_t;
typedef gtm_string_t xc_string_t;
typedef gtm_pointertofunc_t xc_pointertofunc_t;

typedef gtm_status_t ydb_status_t;
typedef gtm_int_t ydb_int_t;
typedef gtm_uint_t ydb_uint_t;
typedef gtm_long_t ydb_long_t;
typedef gtm_ulong_t ydb_ulong_t;
typedef gtm_float_t ydb_float_t;
typedef gtm_double_t ydb_double_t;
typedef gtm_char_t ydb_char_t;
typedef gtm_string_t ydb_string_t;
typedef gtm_pointertofunc_t ydb_pointertofunc_t;
typedef gtm_tid_t ydb_tid_t;

/* Call-ins: 0 is success; after anything else gtm_zstatus has the text. */
gtm_status_t gtm_init(void);
gtm_status_t gtm_exit(void);
gtm_status_t gtm_ci(const gtm_char_t *name, ...);
gtm_status_t gtm_cip(ci_name_descriptor *name, ...);
void gtm_zstatus(gtm_char_t *buffer, int length);

ydb_status_t ydb_init(void);
ydb_status_t ydb_exit(void);
ydb_status_t ydb_ci(const ydb_char_t *name, ...);
ydb_status_t ydb_cip(ci_name_descriptor *name, ...);
int ydb_zstatus(ydb_char_t *buffer, ydb_long_t length);

/* For C functions that M calls. Handlers of timers are called as handler(id, length, data), and may do what signal handlers may. */
void *gtm_malloc(size_t size);
void gtm_free(void *address);
void gtm_hiber_start(gtm_uint_t milliseconds);
void gtm_hiber_start_wait_any(gtm_uint_t milliseconds);
void gtm_start_timer(gtm_tid_t id, gtm_int_t milliseconds, void (*handler)(), gtm_int_t length, void *data);
void gtm_cancel_timer(gtm_tid_t id);
int gtm_is_main_thread(void);

#ifdef __cplusplus
}
#endif
#endif
