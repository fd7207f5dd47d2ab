/* Calls M in all ways of callin.ci, and says what came of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "gtmxc_types.h"

static char b[4096];

static void told(int status)
{
    printf("  -> %d", status);
    if (status) {
        gtm_zstatus(b, sizeof b);
        printf(" [%s]", b);
    }
    printf("\n");
    fflush(stdout);
}

#define Z told

int main(int argc,char**argv){
 char r[1000]="before"; gtm_string_t s; long l; unsigned long ul; int i; unsigned u; float f; double d;
 printf("init\n"); Z(gtm_init()); Z(gtm_init());
 printf("void\n"); Z(gtm_ci("v"));
 printf("cs ret\n"); Z(gtm_ci("cs",r,"x","y")); printf("%s\n",r);
 printf("gs ret\n"); s.address=r; s.length=1000; Z(gtm_ci("gs",&s,"ab")); printf("%ld %.*s\n",s.length,(int)s.length,s.address);
 printf("gs ret small\n"); memset(r,'#',20); s.address=r; s.length=2; Z(gtm_ci("gs",&s,"abcdef")); printf("%ld %.10s\n",s.length,r);
 printf("num ret\n"); Z(gtm_ci("l",&l,5L)); printf("%ld\n",l); Z(gtm_ci("ul",&ul,5UL)); printf("%lu\n",ul);
 Z(gtm_ci("i",&i,5)); printf("%d\n",i); Z(gtm_ci("u",&u,5)); printf("%u\n",u);
 Z(gtm_ci("f",&f,5.25)); printf("%g\n",f); Z(gtm_ci("d",&d,1.0/3)); printf("%.17g\n",d);
 printf("neg\n"); Z(gtm_ci("l",&l,-5L)); printf("%ld\n",l); Z(gtm_ci("ul",&ul,-5L)); printf("%lu\n",ul); Z(gtm_ci("i",&i,-5)); printf("%d\n",i); Z(gtm_ci("u",&u,-5)); printf("%u\n",u);
 Z(gtm_ci("l",&l,1234567890123456789L)); printf("%ld\n",l); Z(gtm_ci("d",&d,1e50)); printf("%g\n",d); Z(gtm_ci("d",&d,-1e-50)); printf("%g\n",d);
 printf("pointers in\n"); {int pi=-3; unsigned pu=4000000000u; long pl=-7; unsigned long pul=-1; float pf=2.5; double pd=-1e10; gtm_string_t ps={3,"a\0b"};
  Z(gtm_ci("pin",&pi,&pu,&pl,&pul,&pf,&pd,"str",&ps)); 
  printf("io\n"); strcpy(r,"text"); ps.address=malloc(100); memset(ps.address,0,100); memcpy(ps.address,"x\0y",3); ps.length=3; Z(gtm_ci("pio",&pi,&pu,&pl,&pul,&pf,&pd,r,&ps));
  printf("%d %u %ld %lu %g %g %s %ld:%.*s\n",pi,pu,pl,pul,pf,pd,r,ps.length,(int)ps.length,ps.address);
  printf("o\n"); strcpy(r,"text"); ps.length=100; Z(gtm_ci("po",&pi,&pu,&pl,&pul,&pf,&pd,r,&ps));
  printf("%d %u %ld %lu %g %g %s %ld:%.*s\n",pi,pu,pl,pul,pf,pd,r,ps.length,(int)ps.length,ps.address);
  printf("o unset\n"); strcpy(r,"text"); ps.length=100; pi=99; Z(gtm_ci("pon",&pi,&pu,&pl,&pul,&pf,&pd,r,&ps));
  printf("%d %u %ld %lu %g %g %s %ld:%.*s\n",pi,pu,pl,pul,pf,pd,r,ps.length,(int)ps.length,ps.address);
 }
 printf("errors\n"); Z(gtm_ci("nosuch")); Z(gtm_ci("norou")); Z(gtm_ci("nolab")); Z(gtm_ci("div")); Z(gtm_ci("und")); Z(gtm_ci("toomany",1L,2L,3L)); Z(gtm_ci("noret",r)); printf("%s\n",r); Z(gtm_ci("retvoid")); Z(gtm_ci("v"));
 printf("vars stay\n"); Z(gtm_ci("setx")); Z(gtm_ci("getx"));
 printf("trap\n"); Z(gtm_ci("trapped")); Z(gtm_ci("ecode")); Z(gtm_ci("getx"));
 printf("levels\n"); Z(gtm_ci("lev"));
 printf("zgoto\n"); Z(gtm_ci("zg0")); Z(gtm_ci("zg1")); Z(gtm_ci("getx"));
 printf("cip\n"); {ci_name_descriptor ci; ci.rtn_name.address="cs"; ci.rtn_name.length=2; ci.handle=0; strcpy(r,"?"); Z(gtm_cip(&ci,r,"1","2")); printf("%s\n",r); Z(gtm_cip(&ci,r,"3","4")); printf("%s\n",r);
  ci.rtn_name.address="zz"; ci.handle=0; Z(gtm_cip(&ci,r,"3","4"));}
 printf("zstatus short\n"); gtm_ci("div"); memset(b,'#',20); gtm_zstatus(b,10); printf("%.20s\n",b); 
 printf("many\n"); Z(gtm_ci("many",1L,2L,3L,4L,5L,6L,7L,8L,9L,10L,11L,12L)); Z(gtm_ci("mixed",1.5,2L,2.5,"s",3.5,4.5,5.5,6.5,7.5,8.5,9.5,10.5,3L,4L,5L,6L));
 if (strcmp(argv[1], "all")) { printf("special %s\n", argv[1]); fflush(stdout); Z(gtm_ci(argv[1])); Z(gtm_ci("v")); }
 printf("exit\n"); Z(gtm_exit()); Z(gtm_exit()); printf("init %d\n", gtm_init()); fflush(stdout); printf("ci %d\n", gtm_ci("v")); fflush(stdout);
 return 0;
}
