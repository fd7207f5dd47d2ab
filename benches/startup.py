#!/usr/bin/env python3
"""Times the start of programs: compiled code in object files, against compiling at each start, against GT.M.

A program calls into N routines of L lines each and then writes. `off` compiles all of them (MRUN_CACHE=off), `cold` compiles
and writes object files into an empty cache, `warm` finds them there, `objects` finds them in the object folder of an
`objects(sources)` entry, where GT.M has its own. A figure is the least of the rounds, user and system CPU time in milliseconds,
and wall time behind it; rounds alternate between the ways. The last part starts a program in a folder of very many routines.

    startup.py [--mrun PATH] [--rounds N] [--lines L] [--routines N,N,...] [--folder N] [--markdown]
"""
import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
GTM = '/usr/lib/x86_64-linux-gnu/fis-gtm/V7.0-005_x86_64'

# Lines of the kinds that routines consist of; %d makes them differ.
BODY = '''\
L%(n)d(a,b) ;label %(n)d
 new x,y,i
 set x=$get(a)+%(n)d,y=$piece("a^b^c","^",2)_x
 if x>10,$data(^G("x",x)) do L%(m)d(x,.y) quit
 for i=1:1:10 set x(i)=i*%(n)d,x(i,"name")=$extract(y,1,5)_";"_i
 set:y["b" x=$order(x("")),y=$select(x=1:"one",x=2:"two",1:"other %(n)d")
 if x?1.N write:$get(b) !,"value ",x,?20,$justify(y,10,2)
 merge ^G("y",%(n)d)=x
 kill x(3) lock +^G(%(n)d):1 else  quit
 quit
'''


def routine(name, lines):
    out = [f'{name} ;a routine of {lines} lines', ' quit']
    n = 0
    while len(out) < lines:
        n += 1
        out += (BODY % {'n': n, 'm': max(1, n - 1)}).splitlines()
    return '\n'.join(out[:lines - 1] + [' quit']) + '\n'


def write_routines(folder, count, lines):
    os.makedirs(folder)
    for n in range(count):
        with open(f'{folder}/R{n}.m', 'w') as f:
            f.write(routine(f'R{n}', lines))


def measure(command, env, cwd):
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    got = subprocess.run(command, env=env, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if got.stdout.split() != [b'done']:
        sys.exit(f'{command} wrote {got.stdout[:500]!r}')
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu * 1000, wall * 1000


class Way:
    def __init__(self, name, command, env, fresh=None):
        self.name, self.command, self.env, self.fresh = name, command, env, fresh
        self.figures = []

    def run(self, cwd):
        if self.fresh:
            shutil.rmtree(self.fresh, ignore_errors=True)
            os.makedirs(self.fresh)
        self.figures.append(measure(self.command, self.env, cwd))

    def best(self):
        return min(f[0] for f in self.figures), min(f[1] for f in self.figures)


def ways(mrun, scratch, sources, entry):
    base = {k: v for k, v in os.environ.items() if not k.startswith(('gtm', 'ydb', 'MRUN'))}
    base.update(HOME=scratch, LC_ALL='C')
    caches = {name: f'{scratch}/{name}' for name in ('cold', 'warm', 'objects', 'gtm')}
    for folder in caches.values():
        os.makedirs(folder, exist_ok=True)
    run = [mrun, '-run', entry]
    plain = dict(base, gtmroutines=sources)
    out = [
        Way('off', run, dict(plain, MRUN_CACHE='off')),
        Way('cold', run, dict(plain, MRUN_CACHE=caches['cold']), fresh=caches['cold']),
        Way('warm', run, dict(plain, MRUN_CACHE=caches['warm'])),
        Way('objects', run, dict(base, gtmroutines=f'{caches["objects"]}({sources})', MRUN_CACHE=caches['warm'])),
    ]
    if os.path.exists(f'{GTM}/mumps'):
        env = dict(base, gtm_dist=GTM, gtmroutines=f'{caches["gtm"]}({sources}) {GTM}/libgtmutil.so')
        out.append(Way('GT.M', [f'{GTM}/mumps', '-run', entry], env))
    return out


def compare(mrun, scratch, name, sources, entry, rounds):
    """Names and figures; one round before the first is not counted, so that object files are ready."""
    all_ways = ways(mrun, scratch, sources, entry)
    for turn in range(rounds + 1):
        for way in all_ways:
            way.run(scratch)
            if turn == 0:
                way.figures.clear()
                # A source that has only just changed is read again to be sure.
    return name, [(w.name, *w.best()) for w in all_ways]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--mrun', default=f'{HERE}/../target/release/mrun')
    parser.add_argument('--rounds', type=int, default=5)
    parser.add_argument('--lines', type=int, default=500)
    parser.add_argument('--routines', default='1,100,2000')
    parser.add_argument('--folder', type=int, default=30000)
    parser.add_argument('--markdown', action='store_true')
    args = parser.parse_args()
    mrun = os.path.abspath(args.mrun)
    rows = []
    for count in (int(n) for n in args.routines.split(',')):
        with tempfile.TemporaryDirectory() as scratch:
            sources = f'{scratch}/src'
            write_routines(sources, count, args.lines)
            with open(f'{sources}/main.m', 'w') as f:
                f.write(f'main ;\n for i=0:1:{count - 1} do @("^R"_i)\n write "done",!\n quit\n')
            time.sleep(3)  # so that no source is young
            rows.append(compare(mrun, scratch, f'{count} routines of {args.lines} lines', sources, 'main', args.rounds))
    if args.folder:
        with tempfile.TemporaryDirectory() as scratch:
            sources = f'{scratch}/src'
            write_routines(sources, args.folder, 20)
            with open(f'{sources}/main.m', 'w') as f:
                f.write('main ;\n do ^R1,^R200,^R300 write "done",!\n quit\n')
            time.sleep(3)
            rows.append(compare(mrun, scratch, f'3 of {args.folder} routines', sources, 'main', args.rounds))
    bar, edge = (' | ', '|') if args.markdown else ('  ', '')
    names = [name for name, *_ in rows[0][1]]
    print(edge + bar.join([' CPU ms (wall ms)'.ljust(28)] + [n.rjust(18) for n in names]) + edge)
    if args.markdown:
        print('|' + '---|' + '---:|' * len(names))
    for name, figures in rows:
        cells = [f'{cpu:8.1f} ({wall:.1f})'.rjust(18) for _, cpu, wall in figures]
        print(edge + bar.join([name.ljust(28)] + cells) + edge)


main()
