#!/usr/bin/env python3
"""Times TLS of mrun beside OpenSSL's own server, in one run.

The peer is OpenSSL in each case, and mrun's rival, too: `openssl s_server` and `s_time` for handshakes (full ones, no
resumption), Python's ssl for bulk data. Rounds alternate. A figure is the best of the rounds, as CPU time (user and system) of the process that is measured,
since other processes share the machine.

    tls.py [--mrun COMMAND] [--rounds N] [--handshakes N] [--mib N]
"""
import argparse
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PARTS = argparse.ArgumentParser(description=__doc__.split('\n')[0])
PARTS.add_argument('--mrun', default=os.path.join(HERE, '../target/release/mrun'))
PARTS.add_argument('--rounds', type=int, default=3)
PARTS.add_argument('--handshakes', type=int, default=500)
PARTS.add_argument('--mib', type=int, default=200)
ARGS = PARTS.parse_args()
DIR = tempfile.mkdtemp(prefix='tls')
QUIET = subprocess.DEVNULL


def free_port():
    with socket.create_server(('127.0.0.1', 0)) as s:
        return s.getsockname()[1]


def mrun(what, port, count):
    command = [os.path.abspath(ARGS.mrun), os.path.join(HERE, 'tls.m'), what, str(port), str(count)]
    return subprocess.Popen(command, cwd=DIR, stdout=subprocess.PIPE, text=True)


def s_server(port, *more):
    command = ['openssl', 's_server', '-accept', str(port), '-cert', 'cert.pem', '-key', 'key.pem', '-quiet', *more]
    process = subprocess.Popen(command, cwd=DIR, stdin=QUIET, stdout=QUIET, stderr=QUIET)
    for _ in range(500):
        try:
            # The kernel answers; the server sees a connection that comes to nothing.
            socket.create_connection(('127.0.0.1', port)).close()
            return process
        except OSError:
            time.sleep(0.01)
    sys.exit('openssl s_server does not start')


def cpu(process):
    """Waits for the end; the CPU time of the process."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    return usage.ru_utime + usage.ru_stime


def end(process):
    # Popen.kill would reap a process that has ended.
    os.kill(process.pid, signal.SIGKILL)
    cpu(process)


def connect(port, version):
    context = ssl.create_default_context(cafile=DIR + '/cert.pem')
    context.maximum_version = version
    return context.wrap_socket(socket.create_connection(('127.0.0.1', port)), server_hostname='localhost')


def shake(port, version):
    """Handshakes by Python: each one full."""
    context = ssl.create_default_context(cafile=DIR + '/cert.pem')
    context.maximum_version = version
    for _ in range(ARGS.handshakes):
        with context.wrap_socket(socket.create_connection(('127.0.0.1', port)), server_hostname='localhost') as s:
            s.sendall(b'x')
            if version == ssl.TLSVersion.TLSv1_3:
                s.unwrap()


def server_handshakes(engine, version):
    port = free_port()
    if engine == 'mrun':
        process = mrun('shake', 0, ARGS.handshakes)
        port = int(process.stdout.readline())
    else:
        process = s_server(port)
    base = spent(process)
    begin = time.time()
    shake(port, version)
    real = time.time() - begin
    used = spent(process) - base
    end(process)
    return ARGS.handshakes / used, ARGS.handshakes / real


def spent(process):
    """CPU time so far, in the kernel's ticks."""
    fields = open(f'/proc/{process.pid}/stat').read().rsplit(')', 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')


def client_handshakes(engine, version):
    port = free_port()
    server = s_server(port, *(['-tls1_2'] if version == ssl.TLSVersion.TLSv1_2 else []))
    begin = time.time()
    if engine == 'mrun':
        process = mrun('dial', port, ARGS.handshakes)
        used = cpu(process)
        real = time.time() - begin
        count = ARGS.handshakes
    else:
        command = ['openssl', 's_time', '-connect', f'localhost:{port}', '-new', '-time', '2', '-CAfile', 'cert.pem', '-verify', '1']
        process = subprocess.Popen(command, cwd=DIR, stdout=subprocess.PIPE, stderr=QUIET, text=True)
        text = process.stdout.read()
        used = cpu(process)
        count = int(re.search(r'(\d+) connections in [\d.]+s;', text).group(1))
        real = int(re.search(r'in (\d+) real seconds', text).group(1))
    end(server)
    return count / used, count / real


OTHER = """
import socket, ssl, sys
what, count = sys.argv[1], int(sys.argv[2])
x = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER); x.load_cert_chain('cert.pem', 'key.pem')
l = socket.create_server(('127.0.0.1', 0)); print(l.getsockname()[1], flush=True)
s = x.wrap_socket(l.accept()[0], server_side=True)
part = bytearray(1 << 20)
if what == 'give':
    for _ in range(count): s.sendall(part)
    s.recv(1)
else:
    left = count << 20
    while left: left -= s.recv_into(part)
    s.sendall(b'.')
"""


def bulk(what):
    """A measure of data that the server takes or gives."""
    def measure(engine, version):
        if engine == 'mrun':
            process = mrun(what, 0, ARGS.mib)
        else:
            command = [sys.executable, '-c', OTHER, what, str(ARGS.mib)]
            process = subprocess.Popen(command, cwd=DIR, stdout=subprocess.PIPE, text=True)
        port, total = int(process.stdout.readline()), ARGS.mib << 20
        begin = time.time()
        s, part, base, got = connect(port, version), bytearray(1 << 20), spent(process), 0
        if what == 'take':
            for _ in range(ARGS.mib):
                s.sendall(part)
            s.recv(1)
        while what == 'give' and got < total:
            length = s.recv_into(part)
            if not length:
                sys.exit(f'{engine} sent only {got} bytes')
            got += length
        real, used = time.time() - begin, spent(process) - base
        end(process)
        return total / used / 1e6, total / real / 1e6
    return measure


def main():
    subprocess.run(['openssl', 'req', '-x509', '-nodes', '-newkey', 'rsa:2048', '-days', '2', '-subj', '/CN=localhost', '-keyout',
                    'key.pem', '-out', 'cert.pem', '-addext', 'subjectAltName=DNS:localhost'], cwd=DIR, check=True, stderr=QUIET)
    rows = [('handshakes/s, server', server_handshakes), ('handshakes/s, client', client_handshakes),
            ('MB/s received', bulk('take')), ('MB/s sent', bulk('give'))]
    print('| TLS | version | mrun | openssl | mrun, wall clock | openssl, wall clock |')
    print('|---|---|---:|---:|---:|---:|')
    for name, measure in rows:
        for version in (ssl.TLSVersion.TLSv1_3, ssl.TLSVersion.TLSv1_2):
            best = {'mrun': (0, 0), 'openssl': (0, 0)}
            for _ in range(ARGS.rounds):
                for engine in best:
                    now = measure(engine, version)
                    best[engine] = tuple(map(max, best[engine], now))
            m, o = best['mrun'], best['openssl']
            label = '1.3' if version == ssl.TLSVersion.TLSv1_3 else '1.2'
            print(f'| {name} | {label} | {m[0]:.0f} | {o[0]:.0f} | {m[1]:.0f} | {o[1]:.0f} |', flush=True)


main()
