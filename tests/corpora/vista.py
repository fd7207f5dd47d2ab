#!/usr/bin/env python3
"""Compares what `mrun check` says of a folder of routines with what GT.M's compiler says.

    vista.py FOLDER [MRUN]

Prints how many diagnostics (file, line, column, mnemonic) each reports, and those that only one does. GT.M's command line splits
names at blanks, so it compiles links in a flat folder.
"""
import os, re, subprocess, sys, tempfile

GTM = os.environ.get('gtm_dist', '/usr/lib/x86_64-linux-gnu/fis-gtm/V7.0-005_x86_64')
folder = os.path.abspath(sys.argv[1])
mrun = os.path.abspath(sys.argv[2] if len(sys.argv) > 2 else 'target/release/mrun')


def gtm():
    with tempfile.TemporaryDirectory() as flat:
        paths = {}
        for root, _, files in os.walk(folder):
            for name in files:
                if name.endswith('.m'):
                    paths[name] = os.path.join(root, name)
                    os.symlink(paths[name], os.path.join(flat, name))
        names = sorted(paths)
        found, place, pending = set(), None, None
        for start in range(0, len(names), 200):
            run = subprocess.run([GTM + '/mumps', '-noobject', *names[start:start + 200]], cwd=flat,
                                 env=dict(os.environ, gtm_dist=GTM, gtmroutines='.'),
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            for line in run.stdout.decode('latin-1').split('\n'):
                if m := re.match(r'\t\tAt column (\d+), line (\d+), source module .*/(.*)$', line):
                    place = (paths[m[3]], int(m[2]), int(m[1]))
                elif m := re.match(r'%GTM-[EWIF]-([A-Z0-9]+),', line):
                    if place:
                        found.add(place + (m[1],))
                    elif m[1] == 'SRCNAM':  # the routine of the message before, which has no place
                        found.add((paths[line.rsplit('/', 1)[1]], 0, 0, pending))
                    else:
                        pending = m[1]
                    place = None
        return found


def ours():
    run = subprocess.run([mrun, 'check', folder], stdout=subprocess.PIPE)
    rows = re.findall(r'^(/.*?\.m):(\d+):(\d+): (\w+),', run.stdout.decode('latin-1'), re.M)
    return {(path, int(line), int(column), word) for path, line, column, word in rows}


theirs, mine = gtm(), ours()
print(f'GT.M {len(theirs)}, mrun {len(mine)}, differing {len(theirs ^ mine)}')
for row in sorted(theirs ^ mine):
    print('GT.M' if row in theirs else 'mrun', *row)
sys.exit(bool(theirs ^ mine))
