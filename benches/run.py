#!/usr/bin/env python3
"""Times the M programs of this folder under several engines.

Each program prints a checksum as its last line, which has to be the same everywhere. A figure is the median over
the rounds of the whole process's user and system CPU time, less the engine's time for an empty program; rounds
alternate between the engines, so that a busy machine hurts all of them alike.

    run.py [--engine NAME='COMMAND'] ... [--rounds N] [--scale F] [--markdown] [PROGRAM ...]

A COMMAND that ends in a blank-separated `-run` is an M engine and gets the program's name; any other (`lua5.4`)
gets the file NAME.<extension> that --engine NAME.EXT='COMMAND' names (default extension: lua). Without --engine:
GT.M when installed, target/release/mrun -run when built, lua5.4 when installed.
"""
import argparse
import glob
import math
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
MEMORY_PROGRAM = 'intarray'  # a million nodes
EMPTY = {'m': 'empty ;\n w "empty",!\n q\n', 'lua': 'print("empty")\n'}


class Engine:
    def __init__(self, name, command, scratch):
        self.name, _, ext = name.partition('.')
        self.words = shlex.split(command)
        self.is_m = self.words[-1] == '-run'
        self.ext = 'm' if self.is_m else ext or 'lua'
        self.dir = os.path.join(scratch, self.name)
        os.makedirs(self.dir)
        self.env = dict(os.environ, LC_ALL='C', TZ='UTC')
        if self.is_m:
            self.prepare_m()

    def prepare_m(self):
        """Routines come from this folder, objects and the database live in the scratch directory."""
        self.env['gtmroutines'] = f'{self.dir}({HERE} {os.path.dirname(self.dir)})'
        self.env['gtmgbldir'] = os.path.join(self.dir, 'mumps.gld')
        program = os.path.basename(self.words[0])
        if program != 'mumps':
            self.env['gtmdir'] = self.dir
            return
        dist = os.path.dirname(os.path.realpath(self.words[0]))
        self.env['gtm_dist'] = dist
        self.env['gtmroutines'] += f' {dist}/libgtmutil.so'
        gde = f'change -segment DEFAULT -file={self.dir}/mumps.dat\nexit\n'
        subprocess.run([self.words[0], '-run', 'GDE'], input=gde.encode(), env=self.env, cwd=self.dir,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        subprocess.run([os.path.join(dist, 'mupip'), 'create'], env=self.env, cwd=self.dir,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)

    def command(self, program, loops):
        where = program if self.is_m else os.path.join(HERE, f'{program}.{self.ext}')
        if program == 'empty' and not self.is_m:
            where = os.path.join(os.path.dirname(self.dir), f'empty.{self.ext}')
        return self.words + [where] + ([str(loops)] if loops else [])

    def has(self, program):
        return os.path.exists(os.path.join(HERE, f'{program}.{self.ext}'))

    def run(self, program, loops=None):
        """CPU seconds, peak memory in kB and the last output line of one run; no time when it failed."""
        out = os.path.join(self.dir, 'output')
        with open(out, 'wb') as f, open(os.devnull) as null:
            child = subprocess.Popen(self.command(program, loops), stdin=null, stdout=f,
                                     stderr=subprocess.STDOUT, cwd=self.dir, env=self.env)
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        with open(out, 'rb') as f:
            f.seek(max(0, os.path.getsize(out) - 500))
            lines = f.read().decode('latin-1').splitlines()
        line = lines[-1] if lines else ''
        if status or not line.startswith(program + ' ') and program != 'empty':
            return None, 0, line or f'status {child.returncode}'
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss, line


def default_engines():
    found = []
    dist = os.environ.get('gtm_dist') or next(iter(sorted(glob.glob('/usr/lib/*/fis-gtm/V*'))), '')
    if os.path.exists(os.path.join(dist, 'mumps')):
        found.append(('gtm', os.path.join(dist, 'mumps') + ' -run'))
    mrun = os.path.join(os.path.dirname(HERE), 'target/release/mrun')
    if os.path.exists(mrun):
        found.append(('mrun', mrun + ' -run'))
    if shutil.which('lua5.4'):
        found.append(('lua', 'lua5.4'))
    return found


def default_loops(program):
    """The loop count that the program itself takes, read from its `$s($zcmdline:+$zcmdline,1:N)`."""
    with open(os.path.join(HERE, program + '.m')) as f:
        return int(f.read().split('$zcmdline,1:')[1].split(')')[0])


def median_time(samples):
    good = [s for s in samples if s is not None]
    return statistics.median(good) if good and len(good) == len(samples) else None


def table(rows, head, markdown):
    rows = [head] + rows
    width = [max(len(r[i]) for r in rows) for i in range(len(head))]
    for n, row in enumerate(rows):
        cells = [c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(row, width))]
        print('| ' + ' | '.join(cells) + ' |' if markdown else '  '.join(cells).rstrip())
        if n == 0 and markdown:
            print('|' + '|'.join('-' * (w + 1) + (':' if i else '-') for i, w in enumerate(width)) + '|')


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument('--engine', action='append', metavar="NAME='COMMAND'", help='the first is the reference')
    ap.add_argument('--rounds', type=int, default=3)
    ap.add_argument('--scale', type=float, help='multiply every loop count, which suits the linear programs')
    ap.add_argument('--markdown', action='store_true')
    ap.add_argument('programs', nargs='*')
    arg = ap.parse_args()
    # Programs with a driver of the same name belong to it.
    programs = arg.programs or sorted(os.path.basename(p)[:-2] for p in glob.glob(HERE + '/*.m')
                                      if not os.path.exists(p[:-1] + 'py'))
    wanted = [e.split('=', 1) for e in arg.engine] if arg.engine else default_engines()
    scratch = tempfile.mkdtemp(prefix='mrun-bench.')
    bad = 0
    try:
        for ext, text in EMPTY.items():
            with open(os.path.join(scratch, 'empty.' + ext), 'w') as f:
                f.write(text)
        engines = [Engine(n, c, scratch) for n, c in wanted]
        start = {}
        for e in engines:
            e.run('empty')
            start[e] = median_time([e.run('empty')[0] for _ in range(7)]) or 0
        rows, ratios, memory = [], {e: [] for e in engines}, []
        for program in programs:
            loops = max(1, int(default_loops(program) * arg.scale)) if arg.scale else None
            able = [e for e in engines if e.has(program)]
            for e in able:  # compiles, and warms the caches
                e.run(program, 1)
            times, lines, peak = {e: [] for e in able}, {}, {}
            for _ in range(arg.rounds):
                for e in able:
                    t, kb, line = e.run(program, loops)
                    times[e].append(t)
                    peak[e] = max(peak.get(e, 0), kb)
                    lines.setdefault(e, line)
            cost = {e: median_time(times[e]) for e in able}
            good = next((lines[e] for e in able if cost[e] is not None), None)
            row = [program]
            base = cost.get(engines[0])
            for e in engines:
                if e not in cost:
                    row += ['', '']
                elif cost[e] is None or lines[e] != good:
                    bad += 1
                    row += ['FAIL' if cost[e] is None else 'WRONG', '']
                    print(f'{program}: {e.name}: {lines[e]!r}, expected {good!r}', file=sys.stderr)
                else:
                    cost[e] = max(cost[e] - start[e], 1e-4)
                    ratio = cost[e] / max(base - start[engines[0]] if e is not engines[0] else cost[e], 1e-4) \
                        if base is not None else None
                    row += [f'{cost[e]:.3f}', f'{ratio:.2f}' if ratio else '']
                    if ratio:
                        ratios[e].append(ratio)
                    base = cost[e] + start[e] if e is engines[0] else base
            rows.append(row)
            if program == MEMORY_PROGRAM:
                memory = [f'{e.name} {peak[e] / 1024:.0f} MB' for e in able]
        mean = ['geometric mean']
        for e in engines:
            r = ratios[e]
            mean += ['', f'{math.exp(sum(map(math.log, r)) / len(r)):.2f}' if r else '']
        rows.append(mean)
        head = ['program']
        for e in engines:
            head += [e.name + ' s', f'/{engines[0].name}']
        table(rows, head, arg.markdown)
        print()
        print('start of an empty program: ' + ', '.join(f'{e.name} {start[e] * 1000:.1f} ms' for e in engines))
        if memory:
            print(f'peak memory of {MEMORY_PROGRAM}: ' + ', '.join(memory))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())
