#!/usr/bin/env python3
"""Saved corpora: one text file a target, an input a line, with other bytes than printable ASCII as escapes.

    corpus.py pack FOLDER FILE
    corpus.py unpack FILE FOLDER
"""
import hashlib, os, sys

NAMED = {9: '\\t', 10: '\\n', 13: '\\r', 92: '\\\\'}


def pack(folder, file):
    inputs = []
    for name in os.listdir(folder):
        with open(os.path.join(folder, name), 'rb') as f:
            inputs.append(f.read())
    with open(file, 'w') as out:
        for data in sorted(inputs, key=lambda d: (len(d), d)):
            out.write(''.join(NAMED.get(b) or (chr(b) if 32 <= b < 127 else '\\x%02x' % b) for b in data) + '\n')


def unpack(file, folder):
    os.makedirs(folder, exist_ok=True)
    with open(file) as lines:
        for line in lines:
            data = line.rstrip('\n').encode('ascii').decode('unicode_escape').encode('latin-1')
            with open(os.path.join(folder, hashlib.sha1(data).hexdigest()), 'wb') as f:
                f.write(data)


if __name__ == '__main__':
    if len(sys.argv) != 4 or sys.argv[1] not in ('pack', 'unpack'):
        sys.exit(__doc__)
    {'pack': pack, 'unpack': unpack}[sys.argv[1]](*sys.argv[2:])
