"""Raw ends of the real-time interface: bytes from the tables of the books, nothing of mrun's codec."""
import os, re, select, shutil, signal, socket, struct, subprocess, sys, tempfile, time

MRUN = os.environ.get('MRUN', 'mrun')
CODES = {'CNRQ': 0xC3D5D9D8, 'ZERT': 0xE9C5D9E3, 'ZERS': 0xE9C5D9E2, 'INIT': 0xC9D5C9E3, 'TERM': 0xE3C5D9D4,
         'SMTK': 0xE2D4E3D2, 'TPKT': 0xE3D7D3E3, 'PUBL': 0xD7E4C2D3}
NAMES = {code: name for name, code in CODES.items()}
LIST, ONGOING = 0x80000000, 0x40000000
PLANNED, EACCES, EINVAL, ENOMEM, EPIPE, ESRCH, EWOULDBLOCK = 0, 111, 121, 132, 140, 143, 1102


# The examples of sections 3.8 and 5.9.
EXAMPLE_CNRQ = bytes.fromhex('00000020 C3D5D9D8 00000001 00000000 C0000000 00000000 00000000 00000000')
EXAMPLE_INIT = bytes.fromhex('00000040 C9D5C9E3 00000001 00000000 E2E8E2F1 40404040 E2E8E2E3 C3D7C3D5'
                             'E3C3D7C9 D7404040 DD6B3F12 34567000 00010000 00000000 00000000 00000000')
EXAMPLE_SMTK = bytes.fromhex('00000030 E2D4E3D2 00000001 00000000')
EXAMPLE_TERM = bytes.fromhex('00000028 E3C5D9D4 00000001 00000000 0000008C DD6B3F12 34567000 00000000 00000000 00000000')
EXAMPLE_BUFFER = bytes.fromhex('''
    00C60010 00000001 DD6B3F12 34567000 00B40000 5E770036 EE800124 123FE2E8 E2F1E3C3 D7400001 00020000 0000002C
    00400001 0000006C 00480001 E2E8E2F1 40404040 D7D3C5E7 F1404040 E3C3D7C9 D7404040 C3E240E5 F2D9F340 E3C3D740
    40404040 E3C3D7C9 D7404040 E3C3D7C9 D7404040 4040002A 08000000 C6E3D7C4 F1404040 00001234 00000000 007F62C0
    00000000 00000000 0000FFFF C000020A 00000000 00000000 0000FFFF C0000201 9C400015 0036EA98 0124123F DD6B3F12
    34567000 00C60000''')


def request(name, flags, length=32, version=1):
    return struct.pack('>IIIIIIII', length, CODES[name], version, 0, flags, 0, 0, 0)


def cte(form, data, when=1):
    length = 18 + len(data)
    return struct.pack('>HHIQ', length, 16, form, when) + data + struct.pack('>H', length)


def publication(service, entries):
    body = service.encode('cp037') + b''.join(entries)
    return struct.pack('>IIII', 16 + len(body), CODES['PUBL'], 1, 0) + body


def smf(subtype, payload=b''):
    """A record of type 119 with a header and no section but one that nobody knows."""
    section = 36 + 8
    record = bytearray(section + len(payload))
    struct.pack_into('>HHBBII', record, 0, len(record), 0, 0x5E, 119, 0, 0x0000000F)
    record[14:22] = 'SYS1TCP '.encode('cp037')
    struct.pack_into('>HHH', record, 22, subtype, 2, 0)
    struct.pack_into('>IHH', record, 28, 0, 0, 0)
    struct.pack_into('>IHH', record, 36, section, len(payload), 1 if payload else 0)
    record[section:] = payload
    return bytes(record)


def walk(buffer):
    """Format and data of the entries of a buffer."""
    at, entries = 0, []
    while True:
        length, = struct.unpack_from('>H', buffer, at)
        if length == 0:
            assert at + 2 == len(buffer), (at, len(buffer))
            return entries
        start, form = struct.unpack_from('>HI', buffer, at + 2)
        assert struct.unpack_from('>H', buffer, at + length - 2) == (length,)
        entries.append((form, buffer[at + start:at + length - 2]))
        at += length


def alone(test, script, name, file):
    """Runs the test of a name of a file in a network of its own; what it says of tests that it left out."""
    if os.getuid() != 0 or not shutil.which('unshare') or not shutil.which('ip'):
        test.skipTest('needs the superuser, unshare and ip')
    command = ['unshare', '-n', 'sh', '-c', script + ' && exec "$0" "$@"', sys.executable, file, name]
    done = subprocess.run(command, capture_output=True, text=True)
    test.assertEqual(done.returncode, 0, done.stderr)
    for line in done.stderr.splitlines():
        if 'skipped' in line:
            print(name, line, file=sys.stderr)


def serve(test, services, *options):
    """A server that ends with a test."""
    test.server = Serving(services, '--quiet', '0.05', *options)
    test.addCleanup(lambda: test.server.process.poll() is None and test.server.end())
    return test.server


class Peer:
    """A connection, read record by record."""

    def __init__(self, stream):
        self.stream = stream
        self.stream.settimeout(20)

    def send(self, data):
        self.stream.sendall(data)

    def exactly(self, length):
        data = b''
        while len(data) < length:
            try:
                more = self.stream.recv(length - len(data))
            except ConnectionResetError:
                more = b''
            if not more:
                return data
            data += more
        return data

    def record(self):
        """Name and bytes of the next record; (None, b'') at the end."""
        head = self.exactly(16)
        if not head:
            return None, b''
        length, code, version, reserved = struct.unpack('>IIII', head)
        assert (version, reserved) == (1, 0)
        return NAMES[code], head + self.exactly(length - 16)

    def term(self):
        """The code of the last record, behind which there is nothing."""
        name, record = self.record()
        assert name == 'TERM' and len(record) == 40, (name, record)
        code, when = struct.unpack_from('>IQ', record, 16)
        assert record[28:] == bytes(12) and when > 0
        assert self.record() == (None, b'')
        return code

    def init(self):
        name, record = self.record()
        assert name == 'INIT' and len(record) == 64, (name, record)
        return record

    def nothing(self):
        return select.select([self.stream], [], [], 0)[0] == []

    def close(self):
        self.stream.close()


class Serving:
    """A server with a folder of its own."""

    def __init__(self, services, *options):
        self.folder = tempfile.mkdtemp(prefix='nmi')
        os.chmod(self.folder, 0o755)
        self.command = [MRUN, 'nmi', 'serve', '--dir', self.folder, *options, *services]
        self.services = services
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.command)
        for name in ['TMICOPY', *self.services]:
            while True:
                try:
                    self.connect(name).close()
                    break
                except OSError:
                    assert self.process.poll() is None, 'the server has ended'
                    time.sleep(0.01)

    def path(self, service):
        return os.path.join(self.folder, service + '.TCPIP')

    def connect(self, service):
        stream = socket.socket(socket.AF_UNIX)
        stream.connect(self.path(service))
        return Peer(stream)

    def copy(self, helper, token):
        """Return value, return code, and data of a copy."""
        helper.send(token)
        return self.answer(helper)

    def answer(self, helper):
        value, code, reason, length = struct.unpack('>iIII', helper.exactly(16))
        data = helper.exactly(length + 2) if value > 0 else b''
        assert value <= 0 or value == length == len(data) - 2
        return value, code, data

    def publish(self, service, entries):
        helper = self.connect('TMICOPY')
        helper.send(publication(service, entries))
        answer = self.answer(helper)
        helper.close()
        return answer[:2]

    def memory(self):
        """Kilobytes of memory that the server has."""
        with open(f'/proc/{self.process.pid}/status') as status:
            return int(re.search(r'VmRSS:\s+(\d+)', status.read())[1])

    def cpu(self):
        """Seconds of CPU time that the server took."""
        with open(f'/proc/{self.process.pid}/stat') as stat:
            fields = stat.read().rsplit(')', 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')

    def descriptors(self):
        return len(os.listdir(f'/proc/{self.process.pid}/fd'))

    def end(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        status = self.process.wait()
        left = os.listdir(self.folder)
        shutil.rmtree(self.folder)
        return status, left
