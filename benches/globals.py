#!/usr/bin/env python3
"""Globals in a database file beside GT.M's: user and system CPU seconds of the same programs, minimum of several runs.

    benches/globals.py [PATH OF MRUN] [RUNS]

GT.M is that of `gtm_dist`, or Debian's, with its defaults: no journal. mrun runs with durability `none`, which syncs as little, and
with its default.
"""
import glob
import os
import resource
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
MRUN = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, '../target/release/mrun'))
RUNS = int(sys.argv[2]) if len(sys.argv) > 2 else 3
PARTS = ['setseq', 'getseq', 'order', 'setrand', 'getrand', 'incr', 'tp']


def gtm_environment(folder):
    dist = os.environ.get('gtm_dist') or sorted(glob.glob('/usr/lib/x86_64-linux-gnu/fis-gtm/*'))[-1]
    env = dict(os.environ, gtm_dist=dist, gtmgbldir=folder + '/mumps.gld',
               gtmroutines=f'{folder}({HERE}/globals) {dist}/libgtmutil.so')
    setup = f'change -segment DEFAULT -file={folder}/mumps.dat -allocation=100000\nexit\n'
    quiet = {'stdout': subprocess.DEVNULL, 'stderr': subprocess.DEVNULL}
    subprocess.run([dist + '/mumps', '-run', 'GDE'], input=setup.encode(), env=env, check=True, **quiet)
    subprocess.run([dist + '/mupip', 'create'], env=env, check=True, **quiet)
    return dist + '/mumps', env


def mrun_environment(folder, durability):
    env = dict(os.environ, MRUN_DATABASE=folder + '/bench.mrdb', MRUN_DURABILITY=durability,
               gtmroutines=f'{folder}({HERE}/globals)')
    return MRUN, env


def seconds(program, env, part):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([program, '-run', part + '^GLOBALS'], env=env, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    with tempfile.TemporaryDirectory() as folder:
        folders = [os.path.join(folder, name) for name in ('gtm', 'none', 'default')]
        for each in folders:
            os.mkdir(each)
        programs = {
            'GT.M': gtm_environment(folders[0]),
            'mrun none': mrun_environment(folders[1], 'none'),
            'mrun group': mrun_environment(folders[2], 'group'),
        }
        best = {}
        for _ in range(RUNS):
            for part in PARTS:
                for name, (program, env) in programs.items():
                    took = seconds(program, env, part)
                    best[part, name] = min(took, best.get((part, name), took))
        print('| part | ' + ' | '.join(programs) + ' |')
        print('|---|' + '---|' * len(programs))
        for part in PARTS:
            print(f'| {part} | ' + ' | '.join(f'{best[part, name]:.2f}' for name in programs) + ' |')


main()
