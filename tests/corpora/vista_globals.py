#!/usr/bin/env python3
"""Loads all globals of WorldVistA/VistA-M with `mrun db load` and with GT.M's `mupip load`, and compares what both extract.

    vista_globals.py REPOSITORY|FOLDER [MRUN]

REPOSITORY is a git directory or a checkout of VistA-M; FOLDER one with the ZWR files already. Prints times (user and system, wall), sizes
of the databases, what `mrun db check` says, and how many nodes differ: none is right. Everything is kept in $TMPDIR/vista-globals.
Objects that a partial copy of the repository lacks are left out, and counted. VISTA_RUNS is how often each is loaded (3); the least counts.
"""
import os, resource, shutil, subprocess, sys, tempfile, time

GTM = os.environ.get('gtm_dist', '/usr/lib/x86_64-linux-gnu/fis-gtm/V7.0-005_x86_64')
source = os.path.abspath(sys.argv[1])
mrun = os.path.abspath(sys.argv[2] if len(sys.argv) > 2 else 'target/release/mrun')
work = os.path.join(tempfile.gettempdir(), 'vista-globals')
RUNS = int(os.environ.get('VISTA_RUNS', '3'))


def unpack(folder):
    """The ZWR files of the repository, flat; how many there are, and how many it lacks."""
    git = ['git', '-C', source]
    names = subprocess.run([*git, 'ls-tree', '-r', '-z', 'HEAD'], stdout=subprocess.PIPE, check=True).stdout.split(b'\0')
    items = [(row.split()[2], row.split(b'\t', 1)[1]) for row in names if row.endswith(b'.zwr')]
    reader = subprocess.Popen([*git, 'cat-file', '--batch'], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    there = lacking = 0
    for object_, path in items:
        reader.stdin.write(object_ + b'\n')
        reader.stdin.flush()
        head = reader.stdout.readline().split()
        if head[1] == b'missing':
            lacking += 1
            continue
        data = reader.stdout.read(int(head[2]))
        reader.stdout.read(1)
        there += 1
        with open(os.path.join(folder, os.path.basename(path.decode())), 'wb') as out:
            out.write(data)
    reader.stdin.close()
    reader.wait()
    return there, lacking


def timed(command, env, quiet=True):
    """User and system time, and wall time."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.time()
    run = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    wall, after = time.time() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    if run.returncode != 0 or not quiet:
        print(run.stdout.decode('latin-1')[-2000:])
    if run.returncode != 0:
        sys.exit('%s: status %d' % (' '.join(command[:3]), run.returncode))
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, wall


def tell(what, times):
    cpu, wall = min(t[0] for t in times), min(t[1] for t in times)
    print('%-34s %6.2f s user+sys, %6.2f s wall' % (what, cpu, wall), flush=True)


def nodes(path):
    with open(path, 'rb') as lines:
        return lines.read().split(b'\n')[2:]


shutil.rmtree(work, ignore_errors=True)
os.makedirs(work)
folder = source
if not any(name.endswith('.zwr') for name in os.listdir(source)):
    folder = os.path.join(work, 'zwr')
    os.mkdir(folder)
    print('%d files, %d lacking in the repository' % unpack(folder))
names = sorted(name for name in os.listdir(folder) if name.endswith('.zwr'))
whole = os.path.join(work, 'all.zwr')
count = size = 0
with open(whole, 'wb') as out:
    out.write(b'VistA-M\n26-NOV-2026  12:00:00 ZWR\n')
    for name in names:
        with open(os.path.join(folder, name), 'rb') as file:
            data = file.read()
        size += len(data)
        body = data.split(b'\n', 2)[2]
        count += body.count(b'\n')
        out.write(body if body.endswith(b'\n') or not body else body + b'\n')
print('%d files, %.1f MB, %d records' % (len(names), size / 1e6, count))

gtm_env = dict(os.environ, gtm_dist=GTM, gtmgbldir=os.path.join(work, 'gtm.gld'), gtmroutines=GTM + '/libgtmutil.so')
data = os.path.join(work, 'gtm.dat')
commands = ['change -segment DEFAULT -file=' + data, 'change -segment DEFAULT -block_size=4096',
            'change -segment DEFAULT -allocation=100000', 'change -segment DEFAULT -global_buffer_count=20000',
            'change -region DEFAULT -key_size=1019', 'change -region DEFAULT -record_size=1048576',
            'change -region DEFAULT -null_subscripts=always', 'change -region DEFAULT -stdnullcoll', 'exit']
subprocess.run([GTM + '/mumps', '-run', 'GDE'], env=gtm_env, input='\n'.join(commands).encode() + b'\n',
               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
database = os.path.join(work, 'mrun.mrdb')


def fresh(durability):
    for name in os.listdir(work):
        if name.startswith('mrun.mrdb'):
            os.remove(os.path.join(work, name))
    return dict(os.environ, MRUN_DATABASE=database, MRUN_DURABILITY=durability)


ours = {'group': [], 'none': []}
theirs = []
for _ in range(RUNS):
    if os.path.exists(data):
        os.remove(data)
    subprocess.run([GTM + '/mupip', 'create'], env=gtm_env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    theirs.append(timed([GTM + '/mupip', 'load', '-format=zwr', whole], gtm_env))
    for durability, times in ours.items():
        times.append(timed([mrun, 'db', 'load', whole], fresh(durability)))
tell('mupip load, one file', theirs)
for durability, times in ours.items():
    tell('mrun db load, one file, ' + durability, times)
env = fresh('group')
tell('mrun db load, all files', [timed([mrun, 'db', 'load'] + [os.path.join(folder, n) for n in names], env)])
os.sync()
print('GT.M %.1f MB on disk, mrun %.1f MB' % tuple(os.stat(f).st_blocks * 512 / 1e6 for f in (data, database)))
tell('mrun db check', [timed([mrun, 'db', 'check', '--brief'], env, quiet=False)])
extracts = [os.path.join(work, name) for name in ('gtm.out', 'mrun.out')]
tell('mupip extract', [timed([GTM + '/mupip', 'extract', '-format=zwr', extracts[0]], gtm_env)])
tell('mrun db extract', [timed([mrun, 'db', 'extract', extracts[1]], env)])
gtm, own = map(nodes, extracts)
if gtm == own:
    print('the extracts are the same, byte by byte: %d nodes' % (len(own) - 1))
else:
    gtm, own = set(gtm), set(own)
    print('%d nodes only GT.M has, %d only mrun' % (len(gtm - own), len(own - gtm)))
    for line in sorted(gtm ^ own)[:20]:
        print(line.decode('latin-1'))
