#!/usr/bin/env python3
"""The scripted peer of a socket test.

usage: peer.py SCRIPT PORT FOLDER

Says `ready` when the listeners that begin the script stand, then runs it and prints what it is told to log. The end of its
standard input says that the M program has ended: steps that only wait are cut short then. README.md has the language.
"""
import os
import select
import signal
import socket
import ssl
import struct
import sys
import threading
import time

# No step waits longer than this.
PATIENCE = 20.0


class Session:
    """What the steps of one script share."""

    def __init__(self, port, folder):
        self.port, self.folder = port, folder
        self.over = threading.Event()
        self.lock = threading.Lock()
        threading.Thread(target=self.watch, daemon=True).start()

    def watch(self):
        while os.read(0, 4096):
            pass
        self.over.set()

    def log(self, text):
        with self.lock:
            print(text, flush=True)


class Stopped(Exception):
    """The M program has ended before it listened."""


def text_of(quoted):
    """The bytes that a quoted string of the language means."""
    return quoted.encode("latin-1").decode("unicode_escape").encode("latin-1")


def words_of(line):
    """Words of a line; a part in double quotes is the last one, and may contain blanks."""
    if '"' not in line:
        return line.split()
    head, rest = line.split('"', 1)
    return head.split() + [rest.rsplit('"', 1)[0]]


class Script:
    """A list of steps with its own connections."""

    def __init__(self, session, lines, connections=None):
        self.session, self.lines = session, lines
        self.connections, self.listeners = connections or {}, {}
        self.case = ""

    def run(self, ready=None):
        for number, line in enumerate(self.lines, 1):
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            if line[1:2] == " ":
                # `c step`: only when the step `case` has read c.
                if line[0] != self.case:
                    continue
                line = line[1:].strip()
            if ready and line.split()[0] not in ("listen", "ulisten", "full"):
                ready()
                ready = None
            words = words_of(line.replace("$TMP", self.session.folder))
            if words[0] == "perconn":
                self.step_perconn(words[1], self.lines[number:])
                return
            try:
                getattr(self, "step_" + words[0])(*words[1:])
            except Stopped:
                return
            except ssl.SSLError:
                self.session.log(f"{line}: SSLError")
            except Exception as error:
                self.session.log(f'{line}: {type(error).__name__} {getattr(error, "errno", "")}')
        if ready:
            ready()

    def step_listen(self, name, family="4", receive=None):
        family = socket.AF_INET6 if family == "6" else socket.AF_INET
        listener = socket.socket(family)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if receive:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, int(receive))
        listener.bind(("::1" if family == socket.AF_INET6 else "127.0.0.1", self.session.port))
        listener.listen(50)
        self.listeners[name] = listener

    def step_ulisten(self, name, path):
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(path)
        listener.listen(50)
        self.listeners[name] = listener

    def step_full(self, name):
        """A listener whose queue is full: further connections get no answer."""
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.session.port))
        listener.listen(0)
        self.listeners[name] = listener
        for number in range(4):
            client = socket.socket()
            client.setblocking(False)
            client.connect_ex(("127.0.0.1", self.session.port))
            self.connections[f"{name}{number}"] = client

    def step_accept(self, name, listener):
        self.listeners[listener].settimeout(PATIENCE)
        connection, _ = self.listeners[listener].accept()
        self.keep(name, connection)

    def step_perconn(self, listener, lines):
        """The remaining steps once for every connection, as A, in a thread each."""
        listener = self.listeners[listener]
        threads = []
        while not self.session.over.is_set():
            if not select.select([listener], [], [], 0.05)[0]:
                continue
            connection, _ = listener.accept()
            connection.settimeout(PATIENCE)
            child = Script(self.session, lines, {"A": connection})
            threads.append(threading.Thread(target=child.run, daemon=True))
            threads[-1].start()
        for thread in threads:
            thread.join(1)

    def dial(self, name, family, address, receive):
        end = time.monotonic() + PATIENCE
        while True:
            connection = socket.socket(family)
            if receive:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, int(receive))
            try:
                connection.connect(address)
                break
            except OSError:
                connection.close()
                if time.monotonic() > end:
                    raise
                if self.session.over.wait(0.02):
                    raise Stopped from None
        self.keep(name, connection)

    def step_dial(self, name, more="0", receive=None):
        self.dial(name, socket.AF_INET, ("127.0.0.1", self.session.port + int(more)), receive)

    def step_dial6(self, name, more="0", receive=None):
        self.dial(name, socket.AF_INET6, ("::1", self.session.port + int(more)), receive)

    def step_udial(self, name, path):
        self.dial(name, socket.AF_UNIX, path, None)

    def keep(self, name, connection):
        connection.settimeout(PATIENCE)
        if connection.family != socket.AF_UNIX:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.connections[name] = connection

    def step_send(self, name, text):
        try:
            self.connections[name].sendall(text_of(text))
        except OSError:
            pass  # A step further on shows what became of the connection.

    def step_sendn(self, name, count, text):
        self.connections[name].sendall(text_of(text) * int(count))

    def step_bytes(self, name, first, last):
        self.connections[name].sendall(bytes(range(int(first), int(last) + 1)))

    def step_trickle(self, name, text):
        """One byte a segment."""
        for byte in text_of(text):
            self.connections[name].sendall(bytes([byte]))

    def step_sleep(self, seconds):
        self.session.over.wait(float(seconds))

    def step_recv(self, name, count):
        """Exactly so many bytes, fewer only at the end; logged."""
        count, got = int(count), bytearray()
        while len(got) < count:
            part = self.connections[name].recv(count - len(got))
            if not part:
                break
            got += part
        self.session.log(f"{name} got {len(got)}: {bytes(got[:200])!r}")

    def step_await(self, name, text):
        """Up to and with a string; logged."""
        end, got = text_of(text), b""
        while not got.endswith(end):
            part = self.connections[name].recv(1)
            if not part:
                break
            got += part
        self.session.log(f"{name} got {len(got)}: {bytes(got[:200])!r}")

    def step_skip(self, name, text):
        """Up to and with a string; not logged."""
        end, got = text_of(text), b""
        while not got.endswith(end):
            part = self.connections[name].recv(1)
            if not part:
                break
            got += part

    def step_recvall(self, name, quiet):
        """Until so many seconds of quiet, or the end; logged."""
        connection, got, how = self.connections[name], bytearray(), "quiet"
        connection.settimeout(float(quiet))
        while True:
            try:
                part = connection.recv(65536)
            except socket.timeout:
                break
            except OSError as error:
                how = type(error).__name__
                break
            if not part:
                how = "EOF"
                break
            got += part
        connection.settimeout(PATIENCE)
        text = f"{name} got {len(got)}: {bytes(got[:200])!r} then {how}"
        if len(got) > 200:
            text += f", line feeds at {[i for i, c in enumerate(got) if c == 10]}"
        self.session.log(text)

    def step_sum(self, name):
        """Until the end; length and a checksum are logged."""
        length = total = 0
        while part := self.connections[name].recv(1 << 20):
            length += len(part)
            total += sum(part)
        self.session.log(f"{name} got {length}, sum {total}")

    def step_tlsserver(self, name):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.session.folder + "/cert.pem", self.session.folder + "/key.pem")
        self.connections[name] = context.wrap_socket(self.connections[name], server_side=True)

    def step_tlsclient(self, name):
        context = ssl.create_default_context(cafile=self.session.folder + "/cert.pem")
        self.connections[name] = context.wrap_socket(self.connections[name], server_hostname="localhost")
        self.session.log("TLS " + self.connections[name].version())

    def step_tlsearly(self, name, text):
        """TLS whose last message of the handshake goes out together with a text."""
        context = ssl.create_default_context(cafile=self.session.folder + "/cert.pem")
        coming, going = ssl.MemoryBIO(), ssl.MemoryBIO()
        tls = context.wrap_bio(coming, going, server_hostname="localhost")
        while True:
            try:
                tls.do_handshake()
                break
            except ssl.SSLWantReadError:
                self.connections[name].sendall(going.read())
                coming.write(self.connections[name].recv(65536))
        tls.write(text_of(text))
        self.connections[name].sendall(going.read())

    def step_tlsunwrap(self, name):
        try:
            self.connections[name].unwrap()
        except OSError as error:
            self.session.log(f"unwrap {type(error).__name__}")

    def step_close(self, name):
        self.connections.pop(name).close()

    def step_lclose(self, name):
        self.listeners.pop(name).close()

    def step_shutwr(self, name):
        self.connections[name].shutdown(socket.SHUT_WR)

    def step_rst(self, name):
        connection = self.connections.pop(name)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()

    def step_case(self, name):
        self.case = self.connections[name].recv(1).decode("latin-1")

    def step_interrupt(self, name):
        """Reads a process number from a connection, and interrupts it a moment later."""
        line = b""
        while not line.endswith(b"\n"):
            line += self.connections[name].recv(1)
        self.session.over.wait(0.1)
        os.kill(int(line), signal.SIGUSR1)

    def step_say(self, text):
        self.session.log(text)


def main():
    script, port, folder = sys.argv[1:]
    session = Session(int(port), folder)
    with open(script, encoding="latin-1") as file:
        lines = file.read().splitlines()
    Script(session, lines).run(ready=lambda: session.log("ready"))
    # Connections that the script did not close stay open until the M program has ended.
    session.over.wait()
    sys.stdout.flush()
    os._exit(0)


main()
