#!/usr/bin/env python3
"""A storm of connections, seen by SYSTCPCN: `benches/nmi_storm.py [connections]` with MRUN, in a network of its own (needs the superuser).
Up to 28,000 connections all have ports of their own.

Two processes make and take connections as fast as they can. A client of the server, which knows nothing of mrun's codec, counts initiations and
terminations; the server's CPU time is from /proc. One more client takes no copies and reads nothing."""
import os, socket, struct, subprocess, sys, tempfile, threading, time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '../tests/nmi'))
from raw import MRUN, ONGOING, Serving, request, walk

CONNECTIONS = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000


class Counter(threading.Thread):
    """Counts the records of connections with a port."""

    def __init__(self, server, port):
        super().__init__(daemon=True)
        self.port, self.seen, self.records, self.lost = port, {1: set(), 2: set()}, {1: 0, 2: 0}, 0
        self.peer, self.helper, self.server = server.connect('SYSTCPCN'), server.connect('TMICOPY'), server
        self.peer.stream.settimeout(None)
        self.peer.send(request('CNRQ', ONGOING))
        self.peer.init()

    def run(self):
        while True:
            name, token = self.peer.record()
            if name != 'SMTK':
                return
            value, code, data = self.server.copy(self.helper, token)
            if value <= 0:
                self.lost += 1
                continue
            for form, record in walk(data):
                at, = struct.unpack_from('>I', record, 36)
                # The section of an end has them elsewhere.
                remote, local = struct.unpack_from('>HH', record, at + (52 if form == 1 else 68))
                if self.port in (remote, local):
                    self.seen[form].add((remote, local))
                    self.records[form] += 1


def storm(port_of, count):
    """Makes connections until there were so many; those that take them are in another process."""
    listener = socket.create_server(('127.0.0.1', 0), backlog=4096)
    port = listener.getsockname()[1]
    child = os.fork()
    if child == 0:
        for _ in range(count):
            taken, _ = listener.accept()
            taken.close()
        os._exit(0)
    listener.close()
    port_of(port)
    begin = time.monotonic()
    for _ in range(count):
        made = socket.create_connection(('127.0.0.1', port))
        made.recv(1)
        made.close()
    spent = time.monotonic() - begin
    os.waitpid(child, 0)
    return spent


def main():
    server = Serving(['SYSTCPCN'], '--quiet', '0.05', '--buffers', '256')
    counter = None
    slow = server.connect('SYSTCPCN')
    slow.send(request('CNRQ', ONGOING))
    slow.init()

    def begin(port):
        nonlocal counter
        counter = Counter(server, port)
        counter.start()
        begin.cpu, begin.memory = server.cpu(), server.memory()
    spent = storm(begin, CONNECTIONS)
    before = -1
    while before != sum(counter.records.values()):
        before = sum(counter.records.values())
        time.sleep(1)
    used = server.cpu() - begin.cpu
    print(f'{CONNECTIONS} connections in {spent:.1f} s: {CONNECTIONS / spent:.0f} a second, two ends each')
    for form, what in ((1, 'initiations'), (2, 'terminations')):
        seen = len(counter.seen[form])
        print(f'{what}: {seen}, {100 * seen / (2 * CONNECTIONS):.2f} %, and {counter.records[form] - seen} of sockets with the same ports')
    print(f'buffers lost: {counter.lost}; CPU of the server: {1e6 * used / CONNECTIONS:.0f} us a connection; memory: {server.memory() - begin.memory} KiB more')
    server.end()


if __name__ == '__main__':
    if os.environ.get('NMI_ALONE') != '1':
        os.environ['NMI_ALONE'] = '1'
        os.execvp('unshare', ['unshare', '-n', 'sh', '-c', 'ip link set lo up && exec "$0" "$@"', sys.executable, *sys.argv])
    main()
