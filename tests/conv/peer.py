#!/usr/bin/env python3
"""A peer of the monitor and of conversations that does not keep to the protocol (hostile.rs).

peer.py                    as a program of *SERVERS: offers HOSTILE, whose data says what it does on the stream: MODE SEED
peer.py client MODE SEED   asks for SERVICE (environment) and does that on its stream
peer.py monitor SECONDS    sends the monitor what it should not get
"""
import os
import random
import re
import socket
import struct
import sys
import time

VERSION = 2
SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../src/conv/frame.rs")
FRAME_VERSION = int(re.search(r"VERSION: u8 = (\d+)", open(SOURCE).read()).group(1))
CONV, SENDONLY, RECVONLY = 0x400, 0x800, 0x1000


def text(s):
    data = s.encode()
    return struct.pack(">I", len(data)) + data


def frame(kind, body, conversation, sequence, version=FRAME_VERSION):
    return struct.pack(">HBBIQI", 0xA71C, version, kind, len(body), conversation, sequence) + body


def accept(conversation):
    return frame(1, struct.pack(">I", os.getpid()) + text("HOSTILE/1") + b"\x00", conversation, 0)


def data_body(buffer=None, control=0):
    if buffer is None:
        return bytes([control, 0, 0])
    return bytes([control, 1]) + struct.pack(">I", len(buffer)) + buffer + b"\x00"


def connect():
    line = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    line.connect(os.environ["MRUN_CONV"])
    return line


def join_client(line):
    line.send(b"\x01" + struct.pack(">H", VERSION) + b"\x01" + text("hostile") + text("peer"))
    line.recv(65536)


def request(number, service, flags):
    return (b"\x02" + struct.pack(">Q", number) + text(service) + struct.pack(">I", flags) + b"\x00"
            + text("") + text("hostile") + b"\x00" + struct.pack(">I", 0))


def misbehave(stream, mode, conversation, sequence, rng, from_server):
    """What is wrong with the stream; it ends then."""
    good = frame(3, data_body(), conversation, sequence)
    if mode == "random":
        stream.sendall(rng.randbytes(rng.randrange(1, 5000)))
    elif mode == "truncated":
        stream.sendall(good[:rng.randrange(1, len(good))])
    elif mode == "version":
        stream.sendall(frame(3, data_body(), conversation, sequence, version=99))
    elif mode == "replay":
        stream.sendall(good + good)
    elif mode == "stale":
        stream.sendall(frame(3, data_body(), conversation ^ 1, sequence))
    elif mode == "kind":
        stream.sendall(frame(77, data_body(), conversation, sequence))
    elif mode == "long":
        stream.sendall(good[:4] + b"\xff\xff\xff\xff" + good[8:])
    elif mode == "inner":
        stream.sendall(frame(3, bytes([0, 1]) + struct.pack(">I", 1 << 30), conversation, sequence))
    elif mode == "side":
        if from_server:
            stream.sendall(frame(5, text("not yours"), conversation, sequence))
        else:
            stream.sendall(frame(4, b"\x08" + bytes(8) + text("") + b"\x00\x00", conversation, sequence))
    elif mode == "flood":
        for n in range(20):
            stream.sendall(frame(3, data_body(), conversation, (sequence + n * 3) & 0xFFFFFFFF))
    elif mode == "garbled":
        bad = bytearray(good + frame(3, data_body(b"abc"), conversation, sequence + 1))
        for _ in range(rng.randrange(1, 4)):
            bad[rng.randrange(len(bad))] ^= 1 << rng.randrange(8)
        stream.sendall(bytes(bad))
    else:
        raise SystemExit(f"there is no mode {mode}")


def receive_frame(stream):
    head = b""
    while len(head) < 20:
        more = stream.recv(20 - len(head))
        if not more:
            return None
        head += more
    length = struct.unpack(">I", head[4:8])[0]
    body = b""
    while len(body) < length:
        more = stream.recv(length - len(body))
        if not more:
            return None
        body += more
    return body


def server():
    group, number, session = os.environ["MRUN_CONV_SERVER"].rsplit("/", 2)
    line = connect()
    line.send(b"\x01" + struct.pack(">H", VERSION) + b"\x02" + text(group)
              + struct.pack(">II", int(number), int(session)) + b"\x00\x00" + struct.pack(">I", 0))
    line.recv(65536)
    line.send(b"\x03" + text("HOSTILE") + text("HOSTILE"))
    line.recv(65536)
    line.send(b"\x05")
    while True:
        packet, fds, _, _ = socket.recv_fds(line, 65536, 4)
        if not packet or packet[0] == 5:
            return
        if packet[0] != 4:
            continue
        conversation = struct.unpack(">Q", packet[1:9])[0]
        stream = socket.socket(fileno=fds[0])
        body = receive_frame(stream) or b""
        mode, seed = re.search(rb"([a-z]+) (\d+)", body).groups()
        try:
            stream.sendall(accept(conversation))
            misbehave(stream, mode.decode(), conversation, 1, random.Random(int(seed)), True)
            stream.shutdown(socket.SHUT_WR)
            # Whoever ends it first: the other side has read all of it.
            while stream.recv(65536):
                pass
        except OSError:
            pass
        stream.close()
        line.send(b"\x06\x01")


def client(mode, seed):
    line = connect()
    join_client(line)
    conversation = int(seed) + 1
    ours, theirs = socket.socketpair()
    first = frame(3, data_body(), conversation, 0)
    if mode == "first":
        first = random.Random(int(seed)).randbytes(100)
    packet = request(conversation, os.environ["SERVICE"], CONV | RECVONLY)
    socket.send_fds(line, [packet], [theirs.fileno()])
    theirs.close()
    try:
        ours.sendall(first)
        if mode != "first":
            receive_frame(ours)
            misbehave(ours, mode, conversation, 1, random.Random(int(seed)), False)
        ours.shutdown(socket.SHUT_WR)
        while ours.recv(65536):
            pass
    except OSError:
        pass


def packets(rng):
    """What no member says, and what is nearly right."""
    good = [
        b"\x01" + struct.pack(">H", VERSION) + b"\x01" + text("u") + text("c"),
        b"\x01" + struct.pack(">H", VERSION) + b"\x02" + text("G") + struct.pack(">II", 1, 0) + b"\x00\x01\x00\x00\x00\x00",
        b"\x01" + struct.pack(">H", VERSION) + b"\x03",
        request(rng.getrandbits(64), "LISTEN", CONV | RECVONLY),
        request(rng.getrandbits(64), "NOSUCH", CONV | RECVONLY),
        b"\x03" + text("LISTEN") + text("x"), b"\x04" + text("LISTEN"), b"\x05", b"\x06\x00", b"\x07", b"\x09" + text("LISTEN"), b"\x0a",
        b"\x08" + text("psr -i"), b"\x08" + text("shutdown -i 777"), b"\x08" + text("boot -i 9999"),
        b"\x14" + text("S9") + b"\x01" + struct.pack(">I", 1) + text("A") + b"\x01", b"\x15" + bytes(8),
    ]
    what = rng.randrange(5)
    packet = rng.choice(good)
    if what == 0:
        return rng.randbytes(rng.randrange(1, 300))
    if what == 1:
        return packet[:rng.randrange(1, len(packet) + 1)]
    if what == 2:
        bad = bytearray(packet)
        bad[rng.randrange(len(bad))] ^= 1 << rng.randrange(8)
        return bytes(bad)
    if what == 3:
        return packet + rng.randbytes(rng.randrange(1, 60000))
    return packet


def monitor(seconds):
    end = time.monotonic() + float(seconds)
    rng = random.Random(7)
    lines = count = 0
    # Nobody sees a command that ends all: the packets that are commands name servers that are not there.
    while time.monotonic() < end or count < 2000:
        line = connect()
        line.settimeout(5)
        lines += 1
        if rng.randrange(2):
            join_client(line)
        try:
            for _ in range(rng.randrange(1, 20)):
                packet = packets(rng)
                count += 1
                fds = [0] * rng.randrange(3)
                pair = socket.socketpair() if rng.randrange(2) else None
                if pair:
                    fds = [pair[1].fileno()] * rng.randrange(1, 4)
                socket.send_fds(line, [packet], fds) if fds else line.send(packet)
                if pair:
                    pair[0].close()
                    pair[1].close()
        except OSError:
            pass
        line.close()
    print(f"{lines} lines, {count} packets")


if len(sys.argv) == 1:
    server()
elif sys.argv[1] == "client":
    client(sys.argv[2], sys.argv[3])
else:
    monitor(sys.argv[2])
