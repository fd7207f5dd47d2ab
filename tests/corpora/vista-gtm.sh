#!/bin/bash
# Compiles every VistA-M routine with GT.M and lists its diagnostics, raw and normalised.
. /tmp/g/env.sh
cd /tmp/corpora/flat
xargs -n 200 "$gtm_dist/mumps" -noobject < ../flat.names > ../vista-gtm.raw 2>&1
(cd ../vista && find . -name '*.m' | sed 's,^\./,,') > ../vista.paths
python3 - <<'P'
import re
paths={p.rsplit('/',1)[-1]:p for p in open('/tmp/corpora/vista.paths',encoding='latin-1').read().split('\n') if p}
raw=open('/tmp/corpora/vista-gtm.raw',encoding='latin-1',newline='').read().split('\n')
out=[];at=None;odd={};kinds={}
for l in raw:
    m=re.match(r'\t\tAt column (\d+), line (\d+), source module /tmp/corpora/flat/(.*)$',l)
    if m:
        if at: odd['position without message']=odd.get('position without message',0)+1
        at=(paths[m[3]],int(m[2]),int(m[1])); continue
    m=re.match(r'%GTM-[EWIF]-([A-Z0-9]+),',l)
    if m:
        if at: out.append(at+(m[1],)); kinds[m[1]]=kinds.get(m[1],0)+1
        elif m[1]=='SRCNAM': # names the routine of the message before it, which has no position
            out.append((paths[l.rsplit('/',1)[1]],0,0,pending)); kinds[pending]=kinds.get(pending,0)+1
        else:
            pending=m[1]; odd[l]=odd.get(l,0)+1
        at=None
out=sorted('%s:%d:%d %s\n'%x for x in out)
open('/tmp/corpora/vista-gtm.lst','w',encoding='latin-1').writelines(out)
txt='\n'.join(raw)
txt=re.sub(r'source module /tmp/corpora/flat/(.*)',lambda m:'source module '+paths[m[1]],txt)
open('/tmp/corpora/vista-gtm.txt','w',encoding='latin-1',newline='').write(txt)
print(len(out),'diagnostics in',len({x.split(':')[0] for x in out}),'routines'); print(kinds)
for k,v in sorted(odd.items(),key=lambda x:-x[1])[:20]: print(v,k)
P
