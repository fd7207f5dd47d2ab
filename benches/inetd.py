#!/usr/bin/env python3
"""The Internet daemon beside xinetd, with GT.M and with cat behind it: connections a second, connections at once, memory.

    benches/inetd.py [--mrun PATH] [--load PATH] [--seconds N] [--rounds N] [--hold N] [--talking N] [--many N] [--daemons N] [rate|hold|many]...

`rate`: each connection sends a line and reads it back, 1 and 8 at a time; the time is from the connection to the whole answer. Rounds
alternate, the best counts. `hold`: so many connections stay, of which so many send a line a second; memory is what the processes of
the daemon have more than before. `many`: so many connections to several daemons that share a port, from several processes of clients,
and of all so many talk. LOAD is the program that `cargo bench --bench load --no-run` builds. Servers are run as the manuals
say; what is not installed is left out. The figures are printed as a Markdown table.
"""
import argparse
import glob
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
GTM = next(iter(sorted(glob.glob('/usr/lib/x86_64-linux-gnu/fis-gtm/*'))), None)
SERVER = '''server ; lines back
 use $principal:delimiter=$char(10)
 for  read line quit:$zeof  write line,!
 quit
'''


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def built_load():
    found = [p for p in glob.glob(os.path.join(HERE, '../target/release/deps/load-*')) if '.' not in os.path.basename(p)]
    return max(found, key=os.path.getmtime) if found else None


class Daemon:
    """A daemon that serves one port from a configuration in a folder."""

    def __init__(self, folder, command, config, env=None, port=None):
        self.port = port or free_port()
        path = os.path.join(folder, 'conf')
        with open(path, 'w') as f:
            f.write(config.replace('PORT', str(self.port)).replace('FOLDER', folder))
        command = [word.replace('FOLDER', folder) for word in command]
        self.log = open(os.path.join(folder, 'log'), 'w')
        self.process = subprocess.Popen(command, env=env, stdout=self.log, stderr=self.log)
        for _ in range(200):
            try:
                socket.create_connection(('127.0.0.1', self.port)).close()
                return
            except OSError:
                time.sleep(.05)
        raise SystemExit(f'{command[0]} does not listen, see {self.log.name}')

    def processes(self):
        """The daemon and all below it."""
        parents = {}
        for stat in glob.glob('/proc/[0-9]*/stat'):
            try:
                with open(stat) as f:
                    fields = f.read().rsplit(')', 1)
                parents.setdefault(int(fields[1].split()[1]), []).append(int(stat.split('/')[2]))
            except OSError:
                pass
        all, rest = [], [self.process.pid]
        while rest:
            pid = rest.pop()
            all.append(pid)
            rest += parents.get(pid, [])
        return all

    def memory(self):
        """Bytes that only these processes have."""
        total = 0
        for pid in self.processes():
            with open(f'/proc/{pid}/smaps_rollup') as f:
                total += sum(int(line.split()[1]) * 1024 for line in f if line.startswith('Private_'))
        return total

    def end(self):
        self.process.terminate()
        self.process.wait()
        self.log.close()


XINETD = '''defaults
{
  instances = UNLIMITED
  per_source = UNLIMITED
  cps = 100000 1
  log_type = FILE /dev/null
}
service bench
{
  type = UNLISTED
  port = PORT
  bind = 127.0.0.1
  socket_type = stream
  protocol = tcp
  wait = no
  user = root
  server = %s
%s}
'''
OURS = '''inetd
{
  log = FILE /dev/null
  descriptors = 20000
}
server BENCH
{
  model = %s
  port = PORT
  ip = 127.0.0.1
  maxproc = 100000
  pgm = %s
  routines = FOLDER
%s}
'''


def daemons(options):
    """Name and maker of each."""
    ours = [options.mrun, 'inetd', '-f', 'FOLDER/conf', '--control', 'FOLDER/control']
    env = dict(os.environ, MRUN_DATABASE='/nowhere/bench.mrdb')
    all = {}
    if shutil.which('xinetd'):
        xinetd = ['xinetd', '-dontfork', '-f', 'FOLDER/conf', '-pidfile', 'FOLDER/pid']
        if GTM:
            more = f'  server_args = -run server\n  env = gtm_dist={GTM} gtmroutines=FOLDER\n'
            all['xinetd, GT.M'] = lambda folder: Daemon(folder, xinetd, XINETD % (GTM + '/mumps', more))
        all['xinetd, cat'] = lambda folder: Daemon(folder, xinetd, XINETD % ('/bin/cat', ''))
    all['mrun NOWAIT, cat'] = lambda folder: Daemon(folder, ours, OURS % ('NOWAIT', '/bin/cat', ''), env)
    all['mrun NOWAIT'] = lambda folder: Daemon(folder, ours, OURS % ('NOWAIT', '^server', ''), env)
    all['mrun AOR'] = lambda folder: Daemon(folder, ours, OURS % ('AOR', '^server', '  limit = FILES:20000\n'), env)
    return all


def folder_of(name):
    folder = tempfile.mkdtemp(prefix='mrun-bench-')
    with open(os.path.join(folder, 'server.m'), 'w') as f:
        f.write(SERVER)
    if 'GT.M' in name:
        env = dict(os.environ, gtm_dist=GTM, gtmroutines=folder)
        subprocess.run([GTM + '/mumps', 'server.m'], cwd=folder, env=env, check=True)
    return folder


def words(line):
    return dict(word.split('=') for word in line.split())


def rate(options):
    best = {}
    for _ in range(options.rounds):
        for name, make in daemons(options).items():
            folder = folder_of(name)
            daemon = make(folder)
            for at_once in 1, 8:
                command = [options.load, 'rate', f'127.0.0.1:{daemon.port}', str(at_once), str(options.seconds)]
                told = words(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout)
                before = best.get((name, at_once))
                if not before or float(told['rate']) > float(before['rate']):
                    best[name, at_once] = told
                print(f'{name} {at_once}: {told}', file=sys.stderr)
            daemon.end()
            shutil.rmtree(folder)
    print('| server | connections/s, 1 at a time | first answer p50, ms | 8 at a time | p99, ms | failed |')
    print('|---|---|---|---|---|---|')
    for name in daemons(options):
        one, eight = best[name, 1], best[name, 8]
        failed = int(one['failed']) + int(eight['failed'])
        print(f"| {name} | {one['rate']} | {one['answer_p50_ms']} | {eight['rate']} | {eight['answer_p99_ms']} | {failed} |")


def hold(options):
    folder = folder_of('')
    daemon = daemons(options)['mrun AOR'](folder)
    with socket.create_connection(('127.0.0.1', daemon.port)) as s:
        s.sendall(b'the worker runs now\n')
        s.recv(100)
    before = daemon.memory()
    command = [options.load, 'hold', f'127.0.0.1:{daemon.port}', str(options.hold), str(options.talking), str(options.seconds)]
    load = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    print(load.stdout.readline().strip())
    # The daemon takes the last ones from the queue.
    time.sleep(2)
    idle = daemon.memory()
    print(f'idle: {(idle - before) / options.hold:.0f} bytes a connection')
    load.stdin.write('\n')
    load.stdin.flush()
    print(load.stdout.readline().strip())
    active = daemon.memory()
    print(f'active: {(active - idle) / options.talking:.0f} bytes a session')
    load.stdin.write('\n')
    load.stdin.flush()
    load.wait()
    daemon.end()
    shutil.rmtree(folder)


def many(options):
    """Connections to several daemons with one port, each with its descriptors, from as many processes of clients."""
    number, port = options.daemons, free_port()
    ours = [options.mrun, 'inetd', '-f', 'FOLDER/conf', '--control', 'FOLDER/control']
    config = OURS % ('AOR', '^server', '  limit = FILES:20000\n  reuseport = YES\n')
    folders, running = [folder_of('') for _ in range(number)], []
    for folder in folders:
        env = dict(os.environ, MRUN_DATABASE='/nowhere/bench.mrdb', gtmroutines=folder)
        running.append(Daemon(folder, ours, config, env, port))
    shares = lambda total: [total // number + (n < total % number) for n in range(number)]
    loads = []
    for connections, talking in zip(shares(options.many), shares(options.talking)):
        command = [options.load, 'hold', f'127.0.0.1:{port}', str(connections), str(talking), str(options.seconds)]
        loads.append(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))

    def told():
        return [words(load.stdout.readline()) for load in loads]

    def all_go():
        for load in loads:
            load.stdin.write('\n')
            load.stdin.flush()

    connected = told()
    print(f"connected={sum(int(c['connected']) for c in connected)} failed={sum(int(c['failed']) for c in connected)} "
          f"connect_seconds={max(float(c['connect_seconds']) for c in connected)}")
    time.sleep(2)
    for daemon in running:
        held = len(os.listdir(f'/proc/{daemon.process.pid}/fd'))
        print(f'daemon {daemon.process.pid}: {held} descriptors, {daemon.memory() / 1e6:.1f} MB of its processes alone')
    all_go()
    answers = told()
    for name in 'sent', 'answered', 'lost':
        print(f'{name}={sum(int(a[name]) for a in answers)}', end=' ')
    print(' '.join(f"{name}={max(float(a[name]) for a in answers)}" for name in ('answer_p50_ms', 'answer_p99_ms', 'answer_max_ms')))
    all_go()
    for load in loads:
        load.wait()
    for daemon, folder in zip(running, folders):
        daemon.end()
        shutil.rmtree(folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--mrun', default=os.path.join(HERE, '../target/release/mrun'))
    parser.add_argument('--load', default=built_load())
    parser.add_argument('--seconds', type=int, default=3)
    parser.add_argument('--rounds', type=int, default=3)
    parser.add_argument('--hold', type=int, default=18000)
    parser.add_argument('--talking', type=int, default=10000)
    parser.add_argument('--many', type=int, default=50000)
    parser.add_argument('--daemons', type=int, default=3)
    parser.add_argument('parts', nargs='*', default=['rate', 'hold', 'many'])
    options = parser.parse_args()
    if not options.load:
        parser.error('no program for clients: cargo bench --bench load --no-run')
    options.mrun = os.path.abspath(options.mrun)
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    for part in options.parts:
        {'rate': rate, 'hold': hold, 'many': many}[part](options)


if __name__ == '__main__':
    main()
