#!/usr/bin/env python3
"""Records of connections a second that M code takes by %NMI, of its user time and of all its time: benches/nmi.py [MRUN] [RECORDS]"""
import os, sys

MRUN = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else 'target/release/mrun')
RECORDS = int(sys.argv[2]) if len(sys.argv) > 2 else 200_000
os.environ['MRUN'] = MRUN
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '../tests/nmi'))
from raw import *

# The record of the reference's example.
ENTRY = EXAMPLE_BUFFER[:-2]
CLIENT = '''t ; counts records
 n c,i,r,sum s c("only")=$p($zcmdline," ",3) i '$$OPEN^%NMI(.c,"SYSTCPSM",$p($zcmdline," ")) w c("error"),! q
 w "ready",! s sum=0
 f i=1:1:$p($zcmdline," ",2) q:'$$NEXT^%NMI(.c,.r)  s sum=sum+$g(r("connection","RPort"))
 w $s(sum=($p($zcmdline," ",2)*40000):"all",1:"lost: "_sum_c("error")),!
'''


def main():
    server = Serving(['SYSTCPSM'], '--quiet', '0.05', '--buffers', str(RECORDS // 300 + 10))
    work = tempfile.mkdtemp()
    try:
        measure(server, work)
    finally:
        server.end()
        shutil.rmtree(work)


def measure(server, work):
    with open(work + '/records', 'wb') as file:
        file.write(ENTRY * RECORDS)
    with open(work + '/t.m', 'w') as file:
        file.write(CLIENT)
    environment = dict(os.environ, MRUN_DATABASE='')
    for what, only in [('all fields', ''), ('one section', 'connection'), ('two fields', 'connection.RIP,connection.RPort')]:
        best = None
        for _ in range(3):
            client = subprocess.Popen([MRUN, work + '/t.m', server.folder, str(RECORDS), only], stdout=subprocess.PIPE, env=environment)
            client.stdout.readline()
            subprocess.run([MRUN, 'nmi', 'replay', '--dir', server.folder, '--speed', '0', 'SYSTCPSM', work + '/records'], check=True)
            said = client.stdout.read().decode().strip()
            used = os.wait4(client.pid, 0)[2]
            assert said == 'all', said
            best = min(best or (9e9, 0), (used.ru_utime, used.ru_stime))
        print(f'{what:<12} {RECORDS / best[0]:>10,.0f} /s user {RECORDS / sum(best):>10,.0f} /s user and system')


if __name__ == '__main__':
    main()
