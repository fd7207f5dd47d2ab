/* A program that calls M: cc -o greet greet.c -IDIST -LDIST -lmrun -Wl,-rpath,DIST, where DIST is the folder of `mrun dist`. */
#include <stdio.h>
#include "mrun.h"

int main(void)
{
    char text[1000], message[2048];
    int status = gtm_ci("greet", text, "C");
    if (status) {
        gtm_zstatus(message, sizeof message);
        fprintf(stderr, "%s\n", message);
    } else
        puts(text);
    gtm_exit();
    return status != 0;
}
