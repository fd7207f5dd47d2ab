/* The functions that the call tables of callout.txt name. What a function returns by address comes from malloc, as GT.M wants it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "gtmxc_types.h"

#define SAY(...) (printf(__VA_ARGS__), fflush(stdout))

static char *copy(const char *s) { return strcpy(malloc(strlen(s) + 1), s); }

int st0(int n) { return 0; }
int st5(int n) { return 5; }
int stm(int n) { return -7; }
int st5o(int n, char *a) { strcpy(a, "new"); return 5; }
long lng(int n) { return 1234567890123456789L; }
int i32(int n) { return -42; }
unsigned u32(int n) { return 4000000000u; }
unsigned long u64(int n) { return 18446744073709551615UL; }
void v0(int n) {}

char *cs(int n) { return copy("hello"); }
char *cse(int n) { return copy(""); }
void *null(int n) { return 0; }
char **cpp(int n) { char **p = malloc(sizeof *p); *p = copy("pointed"); return p; }
char **rppn(int n) { return calloc(1, sizeof(char *)); }
char *rdup(int n, char *s) { return copy(s); }
char *rbig(int n, int size) { char *p = malloc(size + 1); memset(p, 'r', size); p[size] = 0; return p; }
static gtm_string_t *string(long length, char *address)
{
    gtm_string_t *s = malloc(sizeof *s);
    s->length = length;
    s->address = address;
    return s;
}
gtm_string_t *gs(int n) { return string(3, memcpy(malloc(3), "a\0b", 3)); }
gtm_string_t *rsn(int n) { return string(5, 0); }
gtm_string_t *rsbig(int n) { return string(1048577, calloc(1, 1048577)); }
float *fp(int n) { float *p = malloc(sizeof *p); *p = 3.25f; return p; }
double *dp(int n) { double *p = malloc(sizeof *p); *p = 1.0 / 3; return p; }
long *lp(int n) { long *p = malloc(sizeof *p); *p = -99; return p; }
unsigned long *ulp(int n) { unsigned long *p = malloc(sizeof *p); *p = -1; return p; }
int *ip(int n) { int *p = malloc(sizeof *p); *p = 77; return p; }
unsigned *up(int n) { unsigned *p = malloc(sizeof *p); *p = 4000000000u; return p; }

void cnt(int n, long a, long b, long c) { SAY("n=%d\n", n); }
void ints(int n, int a, unsigned b, long c, unsigned long d) { SAY("n=%d %d %u %ld %lu\n", n, a, b, c, d); }
void ptrs(int n, int *a, unsigned *b, long *c, unsigned long *d, float *e, double *f)
{
    SAY("n=%d %d %u %ld %lu %.9g %.17g\n", n, *a, *b, *c, *d, *e, *f);
    *a += 1, *b += 1, *c += 1, *d += 1, *e *= 2, *f *= 2;
}
void strs(int n, char *a, char **b, gtm_string_t *c)
{
    printf("n=%d [%s] [%s] %ld:", n, a, *b, c->length);
    fwrite(c->address, 1, c->length, stdout);
    SAY("\n");
}
void many(int n, long a1, long a2, long a3, long a4, long a5, long a6, long a7, long a8, long a9, long a10, long a11,
    long a12, long a13, long a14, long a15, long a16, long a17, long a18, long a19, long a20, long a21, long a22, long a23,
    long a24, long a25, long a26, long a27, long a28, long a29, long a30, long a31, long a32)
{
    SAY("%d: %ld %ld %ld %ld %ld %ld %ld %ld %ld\n", n, a1, a5, a6, a7, a8, a9, a30, a31, a32);
}
void l1(int n, long a) { SAY("n=%d a=%ld\n", n, a); }
void nop(int n, void *a) {}
void bval(int n, float a, double b) { SAY("%g %g\n", a, b); }

void ostr(int n, char *a) { SAY("n=%d [%s]\n", n, a); strcpy(a, "out"); }
void ostr2(int n, char **a) { SAY("n=%d [%s]\n", n, *a); *a = "C's own"; }
void ostr3(int n, gtm_string_t *a)
{
    SAY("n=%d length=%ld first=%d\n", n, a->length, a->address[0]);
    memcpy(a->address, "x\0yz", 4);
    a->length = 4;
}
void ostr4(int n, gtm_string_t *a) { a->address = "C's own"; a->length = 7; }
void o1(int n, char *a) { strcpy(a, "A"); SAY("n=%d\n", n); }
void wide(int n, char *a) { memset(a, 'z', 200); a[200] = 0; }
void w11(int n, char *a) { memcpy(a, "abcdefghijk", 12); }
void s20(int n, gtm_string_t *s) { s->length = 20; }
void full(int n, gtm_string_t *s) { memset(s->address, 'q', s->length); }
void far(int n, gtm_string_t *s) { s->address = memset(malloc(400), 'z', 400); s->length = 400; }
void negs(int n, gtm_string_t *s) { s->length = -1; }
void nulls(int n, gtm_string_t *s) { s->address = 0; s->length = 5; }
void nullp(int n, char **s) { *s = 0; }
void sarg(int n, gtm_string_t *s) { SAY("n=%d %ld %d\n", n, s->length, s->address != 0); }
void cc(int n, char **a, char **b) { SAY("%d %d %d\n", n, *a != 0, *b != 0); }

void seti(int n, int *p) { *p = -2147483647 - 1; }
void setl(int n, long *p) { *p = -9223372036854775807L - 1; }
void setl2(int n, long *p) { *p = 1234567890123456789L; }
void setul(int n, unsigned long *p) { *p = -1; }
void setd(int n, double *p, int i)
{
    double v[] = {0, -0.0, 1e-50, 1e50, 1.0 / 0, 0.0 / 0, 123456789.123456789, 1e15, 1e16, 1e17, 123456789012345678.0, 0.1, -2.5,
        1e-43, 9.9999999999999999e46, 1e47, 0.30000000000000004, 100, 1e20};
    *p = v[i];
}
void setf(int n, float *p, int i)
{
    float v[] = {0, -0.0, 1e-44, 3.4e38, 1.0 / 0, 0.0 / 0, 1234567.89, 1e15, 16777217, 0.1, -2.5, 0.333333333, 100, 1e20, 999999.5};
    *p = v[i];
}

void p1(int n, void *a) { SAY("n=%d p=%d\n", n, a != 0); }
void pf(int n, void *(*allocate)(size_t), void (*release)(void *)) { void *p = allocate(100); SAY("%d\n", p != 0); release(p); }
void start(int n) { char *s = getenv("GTM_CALLIN_START"); SAY("%d\n", s && atol(s) != 0); }
void leave(void) { SAY("left\n"); }

static void fired() { SAY("timer\n"); }
static void data(long id, int length, char *text) { SAY("timer %ld %.*s\n", id, length, text); }
void tm(int n) { gtm_start_timer(5, 20, fired, 0, 0); gtm_hiber_start(200); SAY("slept\n"); }
void tmd(int n) { gtm_start_timer(5, 20, data, 3, "abc"); gtm_hiber_start_wait_any(20000); SAY("slept\n"); }
void tmc(int n) { gtm_start_timer(5, 20, fired, 0, 0); gtm_cancel_timer(5); gtm_hiber_start(100); SAY("slept\n"); }
void thread(int n) { SAY("%d\n", gtm_is_main_thread()); }

/* Calls into M. */
static char text[2048];
static void told(int status)
{
    printf("  -> %d", status);
    if (status) {
        gtm_zstatus(text, sizeof text);
        printf(" [%s]", text);
    }
    SAY("\n");
}
void back(int n, char *name) { SAY("in C for %s\n", name); told(gtm_ci(name)); }
void backv(int n, char *name, long a) { long r = 0; SAY("in C for %s(%ld)\n", name, a); told(gtm_ci(name, &r, a)); SAY("r=%ld\n", r); }
int backs(int n, char *name) { return gtm_ci(name); }
void init(int n) { told(gtm_init()); }
