#!/usr/bin/env python3
"""Times SOCKET devices of several M engines, on loopback.

Rounds alternate between the engines. A figure is the median of the rounds; more is better, except for bytes a socket and CPU
time. `-` means that an engine cannot do it (GT.M waits for at most 1,000 descriptors).

    run.py [--engine NAME='COMMAND'] ... [--rounds N] [--markdown] [CASE ...]

Without --engine: GT.M when installed, and target/release/mrun -run when built.
"""
import argparse
import glob
import multiprocessing
import os
import random
import re
import resource
import shlex
import shutil
import socket
import statistics
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SIZE = 100


class Engine:
    def __init__(self, name, command, scratch):
        self.name, self.words = name, shlex.split(command)
        self.dir = os.path.join(scratch, name)
        os.makedirs(self.dir)
        dist = os.path.dirname(os.path.realpath(self.words[0]))
        self.gtm = os.path.basename(self.words[0]) == 'mumps'
        library = f' {dist}/libgtmutil.so' if self.gtm else ''
        self.env = dict(os.environ, gtmroutines=f'{self.dir}({HERE}){library}', gtm_dist=dist, LC_ALL='C', gtm_max_sockets='20000')
        subprocess.run(self.words + ['sockets'], env=self.env, cwd=self.dir, stdin=subprocess.DEVNULL)  # compiled before it is timed

    def start(self, label, *args):
        words = self.words + [f'{label}^sockets', *map(str, args)]
        return subprocess.Popen(words, env=self.env, cwd=self.dir, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)


def ready(process):
    line = process.stdout.readline()
    if line.strip() != 'ready':
        raise RuntimeError(f'server said {line!r}')


def figure(process, name):
    """The figure of that name that a process prints."""
    for line in process.stdout:
        found = re.match(rf'{name}=([-.0-9E]+)', line)
        if found:
            return float(found.group(1))
    raise RuntimeError(f'no figure {name}')


def port():
    return random.randint(10000, 32000)


def dial(where):
    peer = socket.create_connection(('127.0.0.1', where))
    peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return peer


def echo(turns, nodelay=0, local=False):
    def run(engine):
        where = os.path.join(engine.dir, 'echo.sock') if local else port()
        if local and os.path.exists(where):
            os.unlink(where)
        server = engine.start('echoserver', where, nodelay)
        ready(server)
        client = engine.start('echoclient', where, nodelay, turns(engine), SIZE)
        return figure(client, 'rate'), client, server
    return run


def dialler(where, count):
    for _ in range(count):
        with socket.create_connection(('127.0.0.1', where)) as peer:
            peer.recv(1)


def accepts(engine, turns=4000):
    where = port()
    server = engine.start('acceptserver', where, turns)
    ready(server)
    peer = multiprocessing.Process(target=dialler, args=(where, turns))
    peer.start()
    return figure(server, 'rate'), server, peer


def acceptor(listener, count):
    for _ in range(count):
        listener.accept()[0].close()


def connects(engine):
    turns = 20 if engine.gtm else 4000
    listener = socket.create_server(('127.0.0.1', 0), backlog=1024)
    peer = multiprocessing.Process(target=acceptor, args=(listener, turns))
    peer.start()
    client = engine.start('connectclient', listener.getsockname()[1], turns)
    return figure(client, 'rate'), client, peer, listener


def sink(listener):
    peer = listener.accept()[0]
    room = bytearray(1 << 18)
    while peer.recv_into(room):
        pass


def writes(size, total):
    def run(engine):
        listener = socket.create_server(('127.0.0.1', 0))
        peer = multiprocessing.Process(target=sink, args=(listener,))
        peer.start()
        client = engine.start('writeclient', listener.getsockname()[1], total // size, size)
        return figure(client, 'MBps'), client, peer, listener
    return run


def source(where, chunk, total):
    with dial(where) as peer:
        for _ in range(total // len(chunk)):
            peer.sendall(chunk)


def reads(kind, chunk, total, size=32768):
    def run(engine):
        where = port()
        server = engine.start('readserver', where, kind, size)
        ready(server)
        peer = multiprocessing.Process(target=source, args=(where, chunk, total))
        peer.start()
        return figure(server, 'MBps'), server, peer
    return run


def holder(where, count, pipe):
    """Holds connections in a process of its own, and answers for them when told."""
    held = [dial(where) for _ in range(count)]
    pipe.send('held')
    if pipe.recv() == 'talk':
        for at in range(0, count, 100):
            for peer in held[at:at + 100]:
                peer.sendall(b'hello\n')
            for peer in held[at:at + 100]:
                assert peer.recv(16) == b'hello\n'
        pipe.send('talked')
        pipe.recv()


def hold(where, count):
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(target=holder, args=(where, count, there), daemon=True)
    process.start()
    there.close()
    assert here.recv() == 'held'
    return here, process


def waits(idle, turns=20000):
    def run(engine):
        if engine.gtm and idle > 1000:
            return None
        where = port()
        server = engine.start('waitserver', where, idle, turns)
        ready(server)
        pipe, process = hold(where, idle)
        with dial(where) as peer:
            ready(server)
            message, answers = b'x' * SIZE + b'\n', peer.makefile('rb')
            for _ in range(turns):
                peer.sendall(message)
                answers.readline()
        rate = figure(server, 'rate')
        pipe.send('end')
        return rate, server, process
    return run


def idle(*args):
    def run(engine):
        listener = socket.create_server(('127.0.0.1', 0))
        client = engine.start('idle', listener.getsockname()[1], *args)
        kept = listener.accept()
        ready(client)
        before = cpu_of(client.pid)
        figure(client, 'idle')
        # The process may be gone: then its whole time is what is left of it.
        spent = cpu_of(client.pid) - before
        client.wait()
        kept[0].close()
        return spent * 1000, listener
    return run


def cpu_of(pid):
    fields = open(f'/proc/{pid}/stat').read().rsplit(')', 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')


def many(engine, count=10000):
    if engine.gtm:
        return None
    where = port()
    server = engine.start('manyserver', where, count)
    ready(server)
    pipe, process = hold(where, count)
    before = figure(server, 'bytes')
    pipe.send('talk')
    assert pipe.recv() == 'talked'
    figure(server, 'answered')
    after = figure(server, 'after')
    server.kill()
    pipe.send('end')
    return max(before, after), server, process


LINES = (b'x' * SIZE + b'\n') * 640
CASES = {
    'echo, default': (echo(lambda e: 50 if e.gtm else 30000), '/s'),
    'echo, ZNODELAY': (echo(lambda e: 30000, nodelay=1), '/s'),
    'echo, LOCAL': (echo(lambda e: 30000, local=True), '/s'),
    'accept, close': (accepts, '/s'),
    'connect, close': (connects, '/s'),
    'WRITE 1 MiB': (writes(1 << 20, 2 << 30), 'MB/s'),
    'WRITE 32 KiB': (writes(1 << 15, 2 << 30), 'MB/s'),
    'WRITE 100 B': (writes(100, 50 << 20), 'MB/s'),
    'READ #32768': (reads('fixed', b'x' * 65536, 1 << 30), 'MB/s'),
    'READ delimiter, 100 B': (reads('delimiter', LINES, 100 << 20), 'MB/s'),
    'READ delimiter, 32 KiB': (reads('delimiter', b'x' * 32767 + b'\n', 512 << 20), 'MB/s'),
    'READ :5': (reads('timed', b'x' * 65536, 1 << 30), 'MB/s'),
    'WAIT, 0 idle': (waits(0), '/s'),
    'WAIT, 60 idle': (waits(60), '/s'),
    'WAIT, 500 idle': (waits(500), '/s'),
    'WAIT, 10000 idle': (waits(10000), '/s'),
    'CPU of READ :5, idle': (idle('read'), 'ms'),
    'the same, no delimiter': (idle('read,nodelimiter'), 'ms'),
    'the same, MOREREADTIME=0': (idle('read,nodelimiter', 0), 'ms'),
    'CPU of WAIT(5), idle': (idle('wait'), 'ms'),
    '10000 connections': (many, 'bytes each'),
}


def finish(made):
    for one in made:
        if isinstance(one, subprocess.Popen):
            one.stdout.close()
            one.wait(30)
        elif isinstance(one, multiprocessing.Process):
            one.join(30)
        else:
            one.close()


def engines(arg, scratch):
    if arg.engine:
        return [Engine(*text.split('=', 1), scratch) for text in arg.engine]
    found = []
    dist = os.environ.get('gtm_dist') or next(iter(sorted(glob.glob('/usr/lib/*/fis-gtm/V*'))), '')
    if os.path.exists(os.path.join(dist, 'mumps')):
        found.append(Engine('gtm', f'{dist}/mumps -run', scratch))
    mrun = os.path.join(HERE, '../../target/release/mrun')
    if os.path.exists(mrun):
        found.append(Engine('mrun', f'{os.path.realpath(mrun)} -run', scratch))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--engine', action='append')
    parser.add_argument('--rounds', type=int, default=3)
    parser.add_argument('--markdown', action='store_true')
    parser.add_argument('case', nargs='*')
    arg = parser.parse_args()
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    scratch = tempfile.mkdtemp(prefix='sockets')
    try:
        names = engines(arg, scratch)
        row = '| {:26} |' + ' {:>10} |' * (len(names) + 1) if arg.markdown else '{:26}' + ' {:>10}' * (len(names) + 1)
        print(row.format('case', *(e.name for e in names), 'unit'))
        if arg.markdown:
            print('|---|' + '--:|' * (len(names) + 1))
        for case, (run, unit) in CASES.items():
            if arg.case and not any(text in case for text in arg.case):
                continue
            figures = {e.name: [] for e in names}
            for _ in range(1 if unit == 'ms' else arg.rounds):
                for engine in names:
                    result = run(engine)
                    if result:
                        figures[engine.name].append(result[0])
                        finish(result[1:])
            shown = [f'{statistics.median(f):,.0f}' if f else '-' for f in figures.values()]
            print(row.format(case, *shown, unit), flush=True)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == '__main__':
    main()
