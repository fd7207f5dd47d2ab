#!/usr/bin/env python3
"""Records of connections a second that M code takes by %NMI, of its user time and of all its time: benches/nmi.py [MRUN] [RECORDS]"""
import os, struct, subprocess, sys, tempfile, time

MRUN = sys.argv[1] if len(sys.argv) > 1 else 'target/release/mrun'
RECORDS = int(sys.argv[2]) if len(sys.argv) > 2 else 200_000
# The record of the reference's example.
RECORD = bytes.fromhex('''
    00B40000 5E770036 EE800124 123FE2E8 E2F1E3C3 D7400001 00020000 0000002C 00400001 0000006C 00480001 E2E8E2F1 40404040 D7D3C5E7 F1404040
    E3C3D7C9 D7404040 C3E240E5 F2D9F340 E3C3D740 40404040 E3C3D7C9 D7404040 E3C3D7C9 D7404040 4040002A 08000000 C6E3D7C4 F1404040 00001234
    00000000 007F62C0 00000000 00000000 0000FFFF C000020A 00000000 00000000 0000FFFF C0000201 9C400015 0036EA98 0124123F DD6B3F12 34567000''')
CLIENT = '''t ; counts records
 n c,i,r,sum s c("only")=$p($zcmdline," ",3) i '$$OPEN^%NMI(.c,"SYSTCPSM",$p($zcmdline," ")) w c("error"),! q
 w "ready",! s sum=0
 f i=1:1:$p($zcmdline," ",2) q:'$$NEXT^%NMI(.c,.r)  s sum=sum+$g(r("connection","RPort"))
 w $s(sum=($p($zcmdline," ",2)*40000):"all",1:"lost: "_sum_c("error")),!
'''


def main():
    folder = tempfile.mkdtemp()
    entry = struct.pack('>HHIQ', 198, 16, 1, 0xDD6B3F1234567000) + RECORD + struct.pack('>H', 198)
    with open(folder + '/records', 'wb') as file:
        file.write(entry * RECORDS)
    with open(folder + '/t.m', 'w') as file:
        file.write(CLIENT)
    environment = dict(os.environ, MRUN_DATABASE='')
    server = subprocess.Popen([MRUN, 'nmi', 'serve', '--dir', folder, '--quiet', '0.05', '--buffers', str(RECORDS // 300 + 10), 'SYSTCPSM'])
    while not os.path.exists(folder + '/SYSTCPSM.TCPIP'):
        time.sleep(0.01)
    try:
        for what, only in [('all fields', ''), ('one section', 'connection'), ('two fields', 'connection.RIP,connection.RPort')]:
            best = None
            for _ in range(3):
                client = subprocess.Popen([MRUN, folder + '/t.m', folder, str(RECORDS), only], stdout=subprocess.PIPE, env=environment)
                client.stdout.readline()
                subprocess.run([MRUN, 'nmi', 'replay', '--dir', folder, '--speed', '0', 'SYSTCPSM', folder + '/records'], check=True)
                said = client.stdout.read().decode().strip()
                used = os.wait4(client.pid, 0)[2]
                assert said == 'all', said
                best = min(best or (9e9, 0), (used.ru_utime, used.ru_stime))
            print(f'{what:<12} {RECORDS / best[0]:>10,.0f} /s user {RECORDS / sum(best):>10,.0f} /s user and system')
    finally:
        server.terminate()
        server.wait()


if __name__ == '__main__':
    main()
