"""The rows of the SNA interface's life cycle and of its codes, with a client of raw bytes."""
import json, struct, unittest
from raw import *

INVENTORY = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../examples/nmi/inventory.json')
SNRQ, SNRS, SNFE = 'SNRQ'.encode('cp037'), 'SNRS'.encode('cp037'), 'SNFE'.encode('cp037')
LOCAL_HOST, REMOTE_HOST, LOCAL_IP, REMOTE_IP, RTP_PU, PARTNER_CP, COS, JOB, ASID = (1 << n for n in range(31, 22, -1))
INIT, TERM = 0x8001, 0x8002


def text(value, length):
    return value.ljust(length).encode('cp037')


def element(bits=0, fields={}, length=216):
    data = bytearray(SNFE + struct.pack('>I', bits) + text('', 128) + bytes(32) + text('', 40) + bytes(8))
    for at, value in fields.items():
        data[at:at + len(value)] = value
    return bytes(data[:length])


def ask(kind, elements=(), correlator=7, **change):
    length = len(elements[0]) if elements else 0
    body = b''.join(elements)
    values = dict(ident=SNRQ, total=64 + len(body), head=64, version=1, count=1 if elements else 0, offset=64 if elements else 0,
                  length=length, number=len(elements))
    values.update(change)
    v = values
    return (v['ident'] + struct.pack('>IHHHHI', v['total'], v['head'], v['version'], kind, 0, correlator) + bytes(20)
            + struct.pack('>HHIIIII', v['count'], 0, 0, v['offset'], v['length'], v['number'], 0) + body)


class Rows(unittest.TestCase):
    def serve(self, change=None, options=(), command=None):
        self.folder = tempfile.mkdtemp(prefix='nmi')
        os.chmod(self.folder, 0o755)
        self.addCleanup(lambda: shutil.rmtree(self.folder))
        self.path = os.path.join(self.folder, 'inventory')
        with open(INVENTORY) as file:
            self.inventory = json.load(file)
        self.write(change or {})
        command = command or [MRUN, 'nmi', 'serve', '--inventory', self.path]
        self.process = subprocess.Popen([*command, '--dir', self.folder, *options])
        self.addCleanup(lambda: self.process.poll() is None and (self.process.kill(), self.process.wait()))
        while True:
            try:
                return self.connect()
            except OSError:
                assert self.process.poll() is None
                time.sleep(0.01)

    def write(self, change):
        self.inventory.update(change)
        with open(self.path + '.new', 'w') as file:
            json.dump(self.inventory, file)
        os.rename(self.path + '.new', self.path)

    def connect(self, first=INIT):
        stream = socket.socket(socket.AF_UNIX)
        stream.connect(os.path.join(self.folder, 'SNAMGMT'))
        peer = Peer(stream)
        head, sections = self.response(peer)
        self.assertEqual(head['kind'], first)
        if first == INIT:
            self.assertEqual([(n, m) for n, m, _ in sections], [(1, 0)])
            self.assertEqual(sections[0][2][0][0], 'SNIN')
        return peer

    def response(self, peer):
        """The header, and number, matched and records of each section: names and subrecords."""
        head = peer.exactly(128)
        names = ['total', 'length', 'version', 'kind', 'reserved', 'correlator', 'code', 'reason', 'reserved2', 'time', 'requests', 'responses']
        values = dict(zip(names, struct.unpack_from('>IHHHHIIIIQHH', head, 4)))
        self.assertEqual((head[:4], values['length'], values['version']), (SNRS, 128, 1))
        data = head + peer.exactly(values['total'] - 128)
        sections = []
        for n in range(4):
            offset, zero, number, matched = struct.unpack_from('>IIII', data, 64 + 16 * n)
            if n >= values['responses']:
                self.assertEqual((offset, zero, number, matched), (0, 0, 0, 0))
                continue
            self.assertTrue(number > 0 and zero == 0)
            records = []
            for _ in range(number):
                length, count = struct.unpack_from('>IB', data, offset + 4)
                record, subrecords = data[offset:offset + length], []
                for k in range(count):
                    start, size, many = struct.unpack_from('>III', record, 12 + 12 * k)
                    subrecords.append([record[start + i * size:start + (i + 1) * size] for i in range(many)])
                records.append((record[:4].decode('cp037'), subrecords))
                offset += length
            sections.append((number, matched, records))
        values['filter'] = data[128:][:struct.unpack_from('>III', data, 48)[1]]
        return values, sections

    def asked(self, peer, *args, **change):
        peer.send(ask(*args, **change))
        return self.response(peer)

    def test_bad_requests_end_the_connection(self):
        """READING | bad eye-catcher, short header, version, triplet, total length, in this order | TERM rc/rsn, close | CLOSED"""
        peer = self.serve()
        for code, change in [
                (0x7114, dict(ident=b'SNRQ')), (0x7110, dict(head=63)), (0x7110, dict(total=63)), (0x7110, dict(total=0)),
                (0x7111, dict(version=2)), (0x7112, dict(count=2)), (0x7113, dict(total=65)), (0x7113, dict(total=4097)),
                # In this order.
                (0x7114, dict(ident=b'xxxx', head=1, version=3, count=9)), (0x7110, dict(head=1, version=3, count=9)),
                (0x7111, dict(version=3, count=9, total=4097)), (0x7112, dict(count=9, total=4097))]:
            peer.send(ask(4, **change) + bytes(1))
            head, sections = self.response(peer)
            self.assertEqual((head['kind'], head['code'], head['reason'], sections), (TERM, 121, code, []), change)
            self.assertEqual(head['correlator'], 0)
            self.assertEqual(peer.record(), (None, b''))
            peer = self.connect()
        for kind, least in [(1, 168), (3, 200), (4, 216)]:
            for code, elements, change in [
                    (0x7112, [element(length=least - 1)], {}), (0x7112, [element()], dict(offset=65)),
                    (0x7112, [b'SNFE' + bytes(212)], {})]:
                head, sections = self.asked(peer, kind, elements, **change)
                self.assertEqual((head['kind'], head['code'], head['reason']), (TERM, 121, code))
                peer = self.connect()

    def test_refused_requests_leave_it_open(self):
        """READING | well-formed, refused | negative response | IDLE"""
        peer = self.serve()
        bits = lambda n: [element(n)]
        for code, kind, elements in [
                (0x7115, 0, []), (0x7115, 0x63, []), (0x7115, INIT, []),
                (0x7116, 1, [element()] * 2), (0x7116, 2, [element()]), (0x7116, 3, [element(RTP_PU)] * 2), (0x7116, 4, [element()] * 2),
                (0x7117, 3, []),
                (0x7118, 1, bits(1)), (0x7118, 3, bits(0x00400000)), (0x7118, 4, bits(0x80)),
                (0x711A, 1, bits(RTP_PU)), (0x711A, 1, bits(JOB)), (0x711A, 3, bits(LOCAL_IP)), (0x711A, 4, bits(COS)), (0x711A, 4, bits(REMOTE_HOST)),
                (0x7119, 3, bits(0)), (0x7119, 3, bits(COS)), (0x7119, 3, bits(COS | RTP_PU))]:
            head, sections = self.asked(peer, kind, elements, correlator=99)
            self.assertEqual((head['kind'], head['code'], head['reason'], sections), (kind, 121, code, []), (hex(code), kind))
            self.assertEqual((head['correlator'], head['total']), (99, 128))
        self.assertEqual(self.asked(peer, 4)[0]['code'], 0)

    def test_subarea_and_no_hpr(self):
        """10.1 | 711B on a subarea node, 711C with HPR=NONE | negative response, stay open"""
        peer = self.serve({'node': 'subarea'})
        for kind, elements in [(1, []), (2, []), (3, [element(RTP_PU)])]:
            self.assertEqual(self.asked(peer, kind, elements)[0]['reason'], 0x711B)
        self.assertEqual(self.asked(peer, 4)[0]['code'], 0)
        # The server reads the inventory again when it has changed.
        self.write({'node': 'network node', 'hpr': 'NONE', 'more': 'so that its size is another one'})
        for kind, elements in [(1, []), (2, []), (3, [element(RTP_PU)])]:
            self.assertEqual(self.asked(peer, kind, elements)[0]['reason'], 0x711C)

    def test_refusals_are_in_their_order(self):
        """READING | refused: 7115, 7116/7117, 7118, 711A, 7119, 711B, 711C in this order"""
        peer = self.serve({'node': 'subarea', 'hpr': 'none'})
        for code, kind, elements in [
                (0x7115, 9, [element(1)] * 2), (0x7116, 1, [element(1 | JOB)] * 2), (0x7118, 1, [element(1 | JOB)]),
                (0x711A, 3, [element(LOCAL_IP)]), (0x7119, 3, [element()]), (0x7117, 3, []), (0x711B, 3, [element(RTP_PU)]), (0x711B, 1, [])]:
            self.assertEqual(self.asked(peer, kind, elements)[0]['reason'], code, (hex(code), kind))

    def test_client_that_closes_is_forgotten(self):
        """IDLE | client closes | free | CLOSED"""
        self.serve().close()
        folder = f'/proc/{self.process.pid}/fd'
        before = len(os.listdir(folder))
        for n in range(50):
            peer = self.connect()
            # Also in the middle of a request, and with an answer on its way.
            peer.send(ask(4)[:n] if n % 2 else ask(4))
            peer.close()
        self.connect().close()
        while len(os.listdir(folder)) > before:
            time.sleep(0.01)

    def test_no_storage_is_132(self):
        """10.1 | 132/0 | no storage | TERM"""
        self.serve(options=['--clients', '1']).close()
        while True:
            stream = socket.socket(socket.AF_UNIX)
            stream.connect(os.path.join(self.folder, 'SNAMGMT'))
            first = Peer(stream)
            if self.response(first)[0]['kind'] == INIT:
                break
        stream = socket.socket(socket.AF_UNIX)
        stream.connect(os.path.join(self.folder, 'SNAMGMT'))
        head, sections = self.response(Peer(stream))
        self.assertEqual((head['kind'], head['code'], head['reason']), (TERM, 132, 0))
        first.close()

    def test_the_bytes_of_the_examples(self):
        """section 13, byte by byte"""
        peer = self.serve()
        pools = [dict(size=4096, source='ECSA', used=262144, free=131072, total=393216), dict(size=4096, source='DS64', used=131072, free=131072, total=262144)]
        summary = dict(fixed_maximum=125829120, fixed_current=1048576, fixed_highest=2097152, fixed_highest_since=2097152, ecsa_maximum=104857600,
                       ecsa_current=393216, ecsa_highest=524288, ecsa_highest_since=524288, total_ecsa=393216, total_ds64=262144, total=655360)
        self.write({'SNCP': {'pool': pools}, 'SNCS': {'summary': summary}})
        peer.send(bytes.fromhex('E2D5D9D8 00000040 00400001 00040000 00000007' + '00' * 44))
        expected = bytes.fromhex('''
            E2D5D9E2 00000170 00800001 00040000 00000007 00000000 00000000 00000000 DD6B3F12 34567000 00000002 00000000
            00000000 00000000 00000000 00000000 00000080 00000000 00000001 00000001 000000D8 00000000 00000001 00000001
            00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 E2D5C3D7 00000058 01000000 00000018
            00000020 00000002 00001000 01000000 00000000 00040000 00000000 00020000 00000000 00060000 00001000 03000000
            00000000 00020000 00000000 00020000 00000000 00040000 E2D5C3E2 00000098 01000000 00000018 00000080 00000001
            00000000 07800000 00000000 00100000 00000000 00200000 00000000 00200000 00000000 06400000 00000000 00060000
            00000000 00080000 00000000 00080000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000
            00000000 00060000 00000000 00000000 00000000 00040000 00000000 000A0000''')
        answer = peer.exactly(368)
        # All but the time is as it is there.
        self.assertEqual(answer[:32] + answer[40:], expected[:32] + expected[40:])
        peer.send(bytes.fromhex('E2D5D9D8 00000040 00400001 00630000 00000008' + '00' * 44))
        answer = peer.exactly(128)
        self.assertEqual(answer[:32] + answer[40:], bytes.fromhex('E2D5D9E2 00000080 00800001 00630000 00000008 00000079 00007115' + '00' * 92))
        peer.send(b'SNRQ' + bytes(60))
        answer = peer.exactly(128)
        self.assertEqual(answer[:32] + answer[40:], bytes.fromhex('E2D5D9E2 00000080 00800001 80020000 00000000 00000079 00007114' + '00' * 92))

    def test_an_inventory_of_toml(self):
        folder = os.path.dirname(INVENTORY)
        command = [MRUN, 'nmi', 'serve', '--inventory', os.path.join(folder, 'inventory.toml')]
        peer = self.serve(command=command)
        head, sections = self.asked(peer, 1)
        self.assertEqual([record[1][0][0][32:40].decode('cp037') for record in sections[0][2]], ['LNEE0001', 'LNEE0002'])

    def test_ee_connections(self):
        """READING | well-formed | build and send response | IDLE"""
        peer = self.serve()
        mapped = lambda a: bytes(10) + b'\xff\xff' + socket.inet_aton(a)
        for elements, lines in [
                ([], ['LNEE0001', 'LNEE0002']), ([element(length=168)], ['LNEE0001', 'LNEE0002']),
                ([element(REMOTE_IP, {152: mapped('198.51.100.7')})], ['LNEE0001']),
                ([element(LOCAL_IP, {136: mapped('192.0.2.1')})], ['LNEE0001', 'LNEE0002']),
                ([element(LOCAL_IP | REMOTE_IP, {136: mapped('192.0.2.1'), 152: socket.inet_pton(socket.AF_INET6, '2001:db8::7')})], ['LNEE0002']),
                ([element(REMOTE_HOST, {72: text('EE2.Example.COM', 64)})], ['LNEE0001']),
                ([element(LOCAL_HOST, {8: text('ee2.example.com', 64)})], []),
                ([element(LOCAL_HOST | REMOTE_IP, {8: text('ee1.example.com', 64), 152: mapped('192.0.2.99')})], []),
                # What has no indicator does not count.
                ([element(0, {152: mapped('192.0.2.99')})], ['LNEE0001', 'LNEE0002'])]:
            head, sections = self.asked(peer, 1, elements)
            self.assertEqual((head['code'], head['requests'], head['filter']), (0, len(elements), b''.join(elements)))
            found = [record[1][0][0][32:40].decode('cp037') for _, _, records in sections for record in records]
            self.assertEqual(found, lines)
            self.assertEqual([(n, m) for n, m, _ in sections], [(len(lines),) * 2] if lines else [])
        head, sections = self.asked(peer, 1)
        name, (connection, traffic, hosts) = sections[0][2][0]
        self.assertEqual((name, len(connection[0]), len(traffic[0]), len(hosts[0]), len(hosts)), ('SNEC', 120, 56, 68, 2))
        self.assertEqual(struct.unpack_from('>II', connection[0], 88), (2, 10))

    def test_ee_summary(self):
        head, sections = self.asked(self.serve(), 2)
        self.assertEqual([(n, m, r[0][0]) for n, m, r in sections], [(1, 1, 'SNEG'), (1, 1, 'SNEI')])
        ports = sections[0][2][0][1][1]
        self.assertEqual([struct.unpack('>BBHI', p)[:3] for p in ports], list(zip(range(5), [0xC0, 0xC0, 0x80, 0x40, 0x20], range(12000, 12005))))

    def test_hpr(self):
        peer = self.serve()
        for bits, fields, pipes, counts in [
                (RTP_PU, {168: text('CNR00002', 8)}, ['CNR00002'], (1, 0, 0, 1, 1, 1, 0, 8)),
                (PARTNER_CP, {184: text('SSCP2A', 8)}, ['CNR00001', 'CNR00002'], (2, 1, 0, 1, 1, 1, 0, 10)),
                (PARTNER_CP | COS, {184: text('SSCP2A', 8), 192: text('CPSVCMG', 8)}, ['CNR00001'], (1, 1, 0, 0, 0, 0, 0, 2)),
                (PARTNER_CP, {176: text('NETA', 8), 184: text('SSCP3A', 8)}, [], None),
                (PARTNER_CP | RTP_PU, {168: text('CNR00003', 8), 176: text('NETB', 8), 184: text('SSCP3A', 8)}, ['CNR00003'], (1, 0, 0, 1, 0, 0, 0, 2))]:
            head, sections = self.asked(peer, 3, [element(bits, fields)])
            self.assertEqual(head['code'], 0)
            if not pipes:
                self.assertEqual(sections, [])
                continue
            (one, _, general), (number, matched, specific) = sections
            self.assertEqual((one, number, matched), (1, len(pipes), len(pipes)))
            self.assertEqual(struct.unpack('>8I', general[0][1][0][0]), counts)
            self.assertEqual([r[1][0][0][:8].decode('cp037') for r in specific], pipes)

    def test_csm(self):
        peer = self.serve()
        for elements, owners in [
                ([], None), ([element()], [(42, 'TCPIP', 0, 2), (50, 'NET', 2, 1)]),
                ([element(JOB, {200: text('net', 8)})], [(50, 'NET', 0, 1)]), ([element(ASID, {208: b'\0\x2a'})], [(42, 'TCPIP', 0, 2)]),
                ([element(ASID | JOB, {200: text('NET', 8), 208: b'\0\x2a'})], None)]:
            head, sections = self.asked(peer, 4, elements)
            self.assertEqual([r[0][0] for _, _, r in sections], ['SNCP', 'SNCS'] + (['SNCO'] if owners else []))
            if owners:
                found, pools = sections[2][2][0][1]
                shown = [struct.unpack_from('>HH8sII', o) for o in found]
                self.assertEqual([(a, j.decode('cp037').strip(), f, p) for a, _, j, f, p in shown], owners)
                self.assertEqual(len(pools), sum(p for *_, p in owners))

    def test_requests_in_a_row_and_in_pieces(self):
        """IDLE | bytes arrive | collect to 8 bytes, then to total_len | READING"""
        peer = self.serve()
        peer.send(b''.join(ask(4, correlator=n) for n in range(200)))
        for n in range(200):
            self.assertEqual(self.response(peer)[0]['correlator'], n)
        for byte in ask(1, [element()], correlator=5):
            peer.send(bytes([byte]))
        self.assertEqual(self.response(peer)[0]['correlator'], 5)

    def test_not_authorised_and_the_end(self):
        """LISTEN | not authorised | TERM 111/0; any | VTAM ends | TERM 0/0, close | CLOSED"""
        peer = self.serve()
        if os.getuid() == 0:
            child = os.fork()
            if child == 0:
                os.setuid(65534)
                stream = socket.socket(socket.AF_UNIX)
                stream.connect(os.path.join(self.folder, 'SNAMGMT'))
                head, sections = self.response(Peer(stream))
                os._exit(0 if (head['kind'], head['code'], head['reason']) == (TERM, 111, 0) else 1)
            self.assertEqual(os.waitpid(child, 0)[1], 0)
        self.process.send_signal(signal.SIGTERM)
        head, sections = self.response(peer)
        self.assertEqual((head['kind'], head['code'], head['reason'], sections), (TERM, 0, 0, []))
        self.assertEqual(peer.record(), (None, b''))
        self.assertEqual(self.process.wait(), 0)
        self.assertFalse(os.path.exists(os.path.join(self.folder, 'SNAMGMT')))

    def test_our_client(self):
        self.serve()
        get = lambda *words: subprocess.run([MRUN, 'nmi', 'get', '--dir', self.folder, *words], capture_output=True)
        done = get('ee-connection', 'remote_ip=198.51.100.7')
        self.assertEqual(json.loads(done.stdout)['SNEC'][0]['connection']['line'], 'LNEE0001')
        self.assertEqual(len(json.loads(get('csm', 'all=').stdout)['SNCO'][0]['owner']), 2)
        done = get('hpr', 'rtp_pu=X', 'cos=Y')
        self.assertEqual((done.returncode, json.loads(done.stdout)['header']['reason_code']), (1, '00007119'))


if __name__ == '__main__':
    unittest.main(warnings='ignore')
