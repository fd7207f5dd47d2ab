/* A library for M: cc -shared -fPIC -o vector.so vector.c */
#include <ctype.h>
#include "mrun.h"

/* vector.xc: sum: gtm_long_t sum(I:gtm_long_t, I:gtm_long_t, I:gtm_long_t); the arguments that are left out are 0. */
long sum(int count, long a, long b, long c) { return a + b + c; }

/* upper: void upper(I:gtm_string_t*, O:gtm_string_t*[1000]) */
void upper(int count, gtm_string_t *from, gtm_string_t *to)
{
    long length = from->length < to->length ? from->length : to->length;
    for (long i = 0; i < length; i++)
        to->address[i] = toupper((unsigned char)from->address[i]);
    to->length = length;
}
