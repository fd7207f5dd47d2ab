#!/usr/bin/env python3
"""Conversations a second, client and server both in M: the shapes and sizes of the reference's table for Enduro/X.

    benches/conv.py [--mrun target/release/mrun] [--rounds 3] [--scale 1.0]

Prints the best of the rounds, on all processors and with all processes on one, and the processor time of the client a round.
"""
import argparse
import os
import pathlib
import platform
import resource
import shutil
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
# Name, rounds, bytes, what Enduro/X 8.0.12 did on two processors and on one (its table's upper ends).
SHAPES = [
    ("ping", 50000, 100, 76800, 170000),
    ("ping", 50000, 1024, 69100, 178200),
    ("ping", 5000, 56000, 22400, 23100),
    ("one", 5000, 100, 26400, 44300),
    ("none", 5000, 100, 38000, 53900),
    ("sink", 200000, 100, 739400, 305500),
    ("sink", 200000, 1024, 692400, 295900),
    ("call", 5000, 100, 69300, 139700),
]
CONFIGURATION = """*RESOURCES
IPCKEY {key}
MASTER S1
MODEL SHM
*MACHINES
"{host}" LMID=S1 APPDIR="{folder}"
*GROUPS
G LMID=S1 GRPNO=1
*SERVERS
BENCH SRVGRP=G SRVID=1 CONV=Y MIN=2 MAX=2 RQADDR="bench"
CALLS SRVGRP=G SRVID=10
BENCH SRVGRP=G SRVID=20 CONV=Y MIN=1 MAX=1 RQADDR="within" MINDISPATCHTHREADS=8 MAXDISPATCHTHREADS=8 CLOPT="-s WDRIVE:DRIVE -s WPING:PING -s WONE:ONE -s WNONE:NONE -s WSINK:SINK"
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mrun", default=str(HERE.parent / "target/release/mrun"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--scale", type=float, default=1.0)
    options = parser.parse_args()
    mrun = os.path.abspath(options.mrun)
    folder = tempfile.mkdtemp()
    file = os.path.join(folder, "ubbconfig")
    key = 33000 + os.getpid() % 200000
    with open(file, "w") as out:
        out.write(CONFIGURATION.format(key=key, host=platform.node(), folder=folder))
    environment = dict(
        os.environ,
        TUXCONFIG=file,
        gtmroutines=str(HERE / "conv"),
        MRUN_DATABASE=os.path.join(folder, "m.mrdb"),
        MRUN_CACHE=os.path.join(folder, "cache"),
    )

    def conv(*words):
        return subprocess.run([mrun, "conv", *words], env=environment, capture_output=True, text=True)

    def rate(shape, prefix, where=""):
        name, rounds, size = shape[:3]
        rounds = max(1, int(rounds * options.scale))
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run = [*prefix, mrun, "-run", "client", name, str(rounds), str(size), where]
        done = subprocess.run(run, env=environment, capture_output=True, text=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        number, seconds = done.stdout.split()
        return int(number) / float(seconds), spent / rounds * 1e6

    try:
        booted = conv("boot", "-c", file)
        assert booted.returncode == 0, booted.stdout + booted.stderr
        for title, prefix, column in [("all processors", [], 3), ("one", ["taskset", "1"], 4)]:
            if prefix:
                for pid in filter(str.isdigit, os.listdir("/proc")):
                    try:
                        words = open(f"/proc/{pid}/environ").read() + open(f"/proc/{pid}/cmdline").read()
                    except OSError:
                        continue
                    if file in words and int(pid) != os.getpid():
                        subprocess.run(["taskset", "-p", "1", pid], capture_output=True)
            print(f"{title}:")
            for shape in SHAPES:
                best = max(rate(shape, prefix) for _ in range(options.rounds))
                peer = shape[column]
                print(
                    f"  {shape[0]:5} {shape[2]:6} bytes {best[0]:9.0f}/s  Enduro/X {peer:7}/s"
                    f"  ratio {best[0] / peer:5.2f}  client {best[1]:6.1f} us"
                )
            print(f"{title}, sessions of one process:")
            for shape in SHAPES[:-1]:
                best = max(rate(shape, prefix, "within") for _ in range(options.rounds))
                peer = shape[column]
                print(
                    f"  {shape[0]:5} {shape[2]:6} bytes {best[0]:9.0f}/s  Enduro/X {peer:7}/s"
                    f"  ratio {best[0] / peer:5.2f}"
                )
    finally:
        conv("shutdown", "-c", file, "-c", "-w", "2")
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
