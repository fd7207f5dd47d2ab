#!/usr/bin/env python3
"""Globals in a database file beside GT.M's: the same programs, minimum of several runs.

    benches/globals.py [--mrun PATH] [--runs N] [SECTION ...]

single      one process; user and system CPU seconds
journal     the parts that write, GT.M with a journal; CPU and wall microseconds a turn
processes   1, 2 and 4 processes at once, on the same and on separate globals; wall and CPU seconds
load        an extract in the format ZWR; wall and CPU seconds

GT.M is that of `gtm_dist`, or Debian's, with its defaults: without a journal, unless the column says so. mrun is in the durability class
of the column.
"""
import argparse
import glob
import os
import resource
import subprocess
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
QUIET = {'stdout': subprocess.DEVNULL, 'stderr': subprocess.DEVNULL}


class Gtm:
    """GT.M with an empty database."""

    def __init__(self, folder, journal=None):
        self.folder = folder
        dist = os.environ.get('gtm_dist') or sorted(glob.glob('/usr/lib/x86_64-linux-gnu/fis-gtm/*'))[-1]
        self.program, self.mupip = dist + '/mumps', dist + '/mupip'
        self.env = dict(os.environ, gtm_dist=dist, gtmgbldir=folder + '/mumps.gld',
                        gtmroutines=f'{folder}({HERE}/globals) {dist}/libgtmutil.so')
        setup = f'change -segment DEFAULT -file={folder}/mumps.dat -allocation=100000\nexit\n'
        subprocess.run([self.program, '-run', 'GDE'], input=setup.encode(), env=self.env, check=True, **QUIET)
        self.call('create')
        if journal:
            self.call('set', f'-journal=enable,on,{journal},file={folder}/mumps.mjl', '-region', 'DEFAULT')

    def call(self, *arguments):
        subprocess.run([self.mupip, *arguments], env=self.env, cwd=self.folder, check=True, **QUIET)

    def load(self, path):
        return [self.mupip, 'load', path]


class Mrun:
    """mrun with an empty database."""
    program = None

    def __init__(self, folder, durability):
        self.folder = folder
        self.env = dict(os.environ, MRUN_DATABASE=folder + '/bench.mrdb', MRUN_DURABILITY=durability,
                        gtmroutines=f'{folder}({HERE}/globals)')

    def load(self, path):
        return [self.program, 'db', 'load', path]


ENGINES = {
    'GT.M': lambda folder: Gtm(folder),
    'GT.M nobefore': lambda folder: Gtm(folder, 'nobefore'),
    'GT.M before': lambda folder: Gtm(folder, 'before'),
    'mrun none': lambda folder: Mrun(folder, 'none'),
    'mrun group': lambda folder: Mrun(folder, 'group'),
    'mrun sync': lambda folder: Mrun(folder, 'sync'),
}
UNJOURNALED = ['GT.M', 'mrun none', 'mrun group']


def measure(engine, commands):
    """Wall and CPU seconds of commands that run at the same time."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    running = [subprocess.Popen(c, env=engine.env, cwd=engine.folder, **QUIET) for c in commands]
    failed = [process.args for process in running if process.wait()]
    wall, after = time.monotonic() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    if failed:
        raise SystemExit(f'failed: {failed}')
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


class Bench:
    def __init__(self, runs, folder):
        self.runs, self.folder, self.count = runs, folder, 0

    def engine(self, name):
        self.count += 1
        folder = os.path.join(self.folder, str(self.count))
        os.mkdir(folder)
        return ENGINES[name](folder)

    def best(self, names, rows, keep):
        """Least wall and CPU of each row, a list of commands by engine, in databases that are kept from row to row or not."""
        best = {}
        for _ in range(self.runs):
            engines = {name: self.engine(name) for name in names}
            for row, commands in rows.items():
                for name in names:
                    if not keep:
                        engines[name] = self.engine(name)
                    took = measure(engines[name], commands(engines[name]))
                    known = best.get((row, name), took)
                    best[row, name] = tuple(map(min, took, known))
        return best

    def table(self, names, rows, keep, show):
        best = self.best(names, rows, keep)
        print('| | ' + ' | '.join(names) + ' |')
        print('|---|' + '---:|' * len(names))
        for row in rows:
            print(f'| {row} | ' + ' | '.join(show(row, *best[row, name]) for name in names) + ' |')
        print(flush=True)

    def single(self):
        parts = ['setseq', 'getseq', 'order', 'query', 'setrand', 'getrand', 'incr', 'tp', 'lock']
        rows = {part: lambda e, part=part: [[e.program, '-run', part + '^GLOBALS']] for part in parts}
        self.table(UNJOURNALED, rows, True, lambda _, wall, cpu: f'{cpu:.2f}')

    def journal(self):
        times = {'setseq': 200000, 'setrand': 100000, 'incr': 2000, 'tp': 2000}
        rows = {part: lambda e, part=part: [[e.program, '-run', part + '^GLOBALS', str(times[part])]] for part in times}
        names = [name for name in ENGINES if name != 'mrun none']

        def show(part, wall, cpu):
            return f'{cpu / times[part] * 1e6:.2f}, {wall / times[part] * 1e6:.2f}'
        self.table(names, rows, True, show)

    def processes(self):
        turns = 100000

        def several(count, shared):
            return lambda e: [[e.program, '-run', 'many^GLOBALS', '-' if shared else str(n), str(turns)]
                              for n in range(count)]
        rows = {'1': several(1, True)}
        for count in (2, 4):
            rows[f'{count}, the same globals'] = several(count, True)
            rows[f'{count}, separate globals'] = several(count, False)
        self.table(UNJOURNALED, rows, False, lambda _, wall, cpu: f'{wall:.2f}, {cpu:.2f}')

    def load(self):
        path = os.path.join(self.folder, 'nodes.zwr')
        with open(path, 'w') as out:
            out.write('nodes\n27-NOV-2026  00:00:00 ZWR\n')
            for i in range(1, 200001):
                out.write(f'^DPT({i},0)="LAST{i},FIRST^M^{i * 7919 % 100000}^^{i}"\n'
                          f'^DPT({i},.11)="{i} MAIN STREET^^^TOWN^{i % 50}"\n'
                          f'^DPT("B","LAST{i * 7919 % 200000},FIRST",{i})=""\n')
        rows = {'600,000 nodes': lambda e: [e.load(path)]}
        self.table(UNJOURNALED, rows, False, lambda _, wall, cpu: f'{wall:.2f}, {cpu:.2f}')


def main():
    sections = ['single', 'journal', 'processes', 'load']
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--mrun', default=os.path.join(HERE, '../target/release/mrun'))
    parser.add_argument('--runs', type=int, default=3)
    parser.add_argument('sections', nargs='*', choices=[*sections, []])
    given = parser.parse_args()
    Mrun.program = os.path.abspath(given.mrun)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(given.runs, folder)
        for section in given.sections or sections:
            print(f'{section}:\n')
            getattr(bench, section)()


main()
