"""The rows of the server's state table, with a client of raw bytes."""
import json, os, socket, struct, subprocess, unittest
from raw import *


class Rows(unittest.TestCase):
    def serve(self, services, *options):
        self.server = Serving(services, *options)
        self.addCleanup(lambda: self.server.process.poll() is None and self.server.end())
        return self.server

    def round_trip(self, service='SYSTCPSM'):
        """Whatever the server was sent before, it has read by now."""
        peer = self.server.connect(service)
        peer.init()
        peer.close()

    def test_listen_no_storage_is_132(self):
        """LISTEN | connect | allocate client object; ENOMEM -> T(132) | AUTH"""
        server = self.serve(['SYSTCPSM'], '--clients', '1')
        # The connection with which the test looked whether the server listens may not be gone yet.
        while True:
            first = server.connect('SYSTCPSM')
            name, record = first.record()
            if name == 'INIT':
                break
        self.assertEqual(server.connect('SYSTCPSM').term(), ENOMEM)
        first.close()

    def test_auth_not_permitted_is_111(self):
        """AUTH | not permitted | T(111) | CLOSED"""
        if os.getuid() != 0:
            self.skipTest('needs the superuser')
        server = self.serve(['SYSTCPCN', 'SYSTCPSM'])

        def as_nobody(what):
            child = os.fork()
            if child == 0:
                os.setuid(65534)
                os._exit(0 if what() else 1)
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0

        self.assertTrue(as_nobody(lambda: server.connect('SYSTCPSM').term() == EACCES))
        self.assertTrue(as_nobody(lambda: server.connect('SYSTCPCN').term() == EACCES))

        def copies():
            helper = server.connect('TMICOPY')
            helper.send(struct.pack('>IIII', 48, CODES['SMTK'], 1, 0) + bytes(32))
            return server.answer(helper)[:2] == (-1, EACCES) and helper.record() == (None, b'')

        self.assertTrue(as_nobody(copies))
        server.end()
        server = self.serve(['SYSTCPSM'], '--allow', '65534')
        self.assertTrue(as_nobody(lambda: server.connect('SYSTCPSM').init()))

    def test_auth_services_without_request_get_init(self):
        """AUTH | permitted, service DA/OT/SM | send INIT | STREAM"""
        names = ['SYSTCPDA', 'SYSTCPOT', 'SYSTCPSM']
        server = self.serve(names, '--size', '4096')
        for name in names:
            record = server.connect(name).init()
            self.assertEqual(record[24:32].decode('cp037'), name)
            self.assertEqual(record[32:40].decode('cp037'), 'TCPIP   ')
            self.assertEqual(struct.unpack_from('>I', record, 48), (4096,))
            self.assertEqual(record[52:], bytes(12))

    def test_auth_services_with_request_wait(self):
        """AUTH | permitted, service CN/ER/ES | wait, no timer | WAITREQ"""
        server = self.serve(['SYSTCPCN', 'SYSTCPER', 'SYSTCPES', 'SYSTCPSM'])
        peers = [server.connect(name) for name in ['SYSTCPCN', 'SYSTCPER', 'SYSTCPES']]
        self.round_trip()
        for peer in peers:
            self.assertTrue(peer.nothing())

    def test_waitreq_part_of_a_request_waits(self):
        """WAITREQ | fewer than 32 bytes so far | keep waiting, never report data | WAITREQ"""
        server = self.serve(['SYSTCPCN', 'SYSTCPSM'])
        for length in range(1, 32):
            peer = server.connect('SYSTCPCN')
            whole = request('CNRQ', LIST)
            peer.send(whole[:length])
            self.round_trip()
            self.assertTrue(peer.nothing())
            peer.send(whole[length:])
            peer.init()
            peer.close()

    def test_waitreq_wrong_request_is_121(self):
        """WAITREQ | 32 bytes, bad length, id or version | T(121) | CLOSED"""
        requests = {'SYSTCPCN': 'CNRQ', 'SYSTCPER': 'ZERT', 'SYSTCPES': 'ZERS'}
        server = self.serve(list(requests))
        for service, name in requests.items():
            other = 'ZERT' if name == 'CNRQ' else 'CNRQ'
            for wrong in [request(name, LIST, length=31), request(name, LIST, length=33), request(other, LIST),
                          request(name, LIST, version=0), request(name, LIST, version=2), bytes(32)]:
                peer = server.connect(service)
                # The first 16 bytes alone are wrong already, but all 32 are waited for.
                peer.send(wrong[:16])
                peer.send(wrong[16:])
                self.assertEqual(peer.term(), EINVAL)

    def test_waitreq_valid_request_gets_init_and_list(self):
        """WAITREQ | 32 bytes, valid | send INIT; the snapshot tokens if wanted; subscribe per bits | STREAM"""
        server = self.serve(['SYSTCPCN', 'SYSTCPER', 'SYSTCPES'])
        listener = socket.create_server(('127.0.0.1', 0))
        ends = [socket.create_connection(listener.getsockname())]
        ends.append(listener.accept()[0])
        peer = server.connect('SYSTCPCN')
        peer.send(request('CNRQ', LIST))
        peer.init()
        helper = server.connect('TMICOPY')
        wanted = {(e.getsockname(), e.getpeername()) for e in ends}
        while wanted:
            name, token = peer.record()
            self.assertEqual((name, len(token)), ('SMTK', 48))
            value, code, data = server.copy(helper, token)
            self.assertGreater(value, 0)
            for form, record in walk(data):
                self.assertEqual((form, record[5], struct.unpack_from('>H', record, 22)), (1, 119, (1,)))
                offset, length, count = struct.unpack_from('>IHH', record, 36)
                self.assertEqual((length, count), (72, 1))
                remote, local, rport, lport = struct.unpack_from('>16s16sHH', record, offset + 20)
                address = lambda a: socket.inet_ntoa(a[12:]) if a[10:12] == b'\xff\xff' else ''
                wanted.discard(((address(local), lport), (address(remote), rport)))
            # A list is copied once.
            self.assertEqual(server.copy(helper, token)[:2], (-1, ESRCH))
        for service, name in [('SYSTCPER', 'ZERT'), ('SYSTCPES', 'ZERS'), ('SYSTCPCN', 'CNRQ')]:
            peer = server.connect(service)
            peer.send(request(name, 0))
            peer.init()
        for end in ends:
            end.close()

    def test_stream_connections_begin_and_end(self):
        """section 3.3 | smf bit | ongoing subtype 1 and 2 records"""
        server = self.serve(['SYSTCPCN'], '--quiet', '0.05', '--every', '0.05')
        peer = server.connect('SYSTCPCN')
        peer.send(request('CNRQ', ONGOING))
        peer.init()
        helper = server.connect('TMICOPY')
        listener = socket.create_server(('127.0.0.1', 0))
        here = socket.create_connection(listener.getsockname())
        there = listener.accept()[0]
        ports = here.getsockname()[1], listener.getsockname()[1]

        def of_ports(subtype):
            while True:
                name, token = peer.record()
                for form, record in walk(server.copy(helper, token)[2]):
                    offset, = struct.unpack_from('>I', record, 36)
                    at = {1: 52, 2: 68}[form]
                    remote, local = struct.unpack_from('>HH', record, offset + at)
                    if form == subtype and (local, remote) == ports:
                        return record, offset

        record, offset = of_ports(1)
        connection = record[offset + 8:offset + 12]
        here.sendall(b'x' * 1000)
        self.assertEqual(len(there.recv(1000, socket.MSG_WAITALL)), 1000)
        there.sendall(b'y' * 300)
        here.recv(300, socket.MSG_WAITALL)
        here.close()
        there.close()
        record, offset = of_ports(2)
        self.assertEqual(record[offset + 8:offset + 12], connection)
        received, sent = struct.unpack_from('>QQ', record, offset + 72)
        # The kernel counts the end of the stream as a byte that came.
        self.assertIn(received, (300, 301))
        self.assertEqual(sent, 1000)
        self.assertEqual(record[offset + 112], 1)

    def test_stream_full_buffer_and_quiet_time(self):
        """STREAM | internal buffer full, or quiet time and partly filled | TOKEN to each subscriber, next buffer | STREAM"""
        server = self.serve(['SYSTCPSM'], '--size', '1024', '--quiet', '0.1')
        peers = [server.connect('SYSTCPSM') for _ in range(2)]
        for peer in peers:
            peer.init()
        records = [smf(200, bytes([n]) * 200) for n in range(10)]
        self.assertEqual(server.publish('SYSTCPSM', [cte(200, r) for r in records]), (0, 0))
        helper = server.connect('TMICOPY')
        for peer in peers:
            seen = []
            while len(seen) < len(records):
                name, token = peer.record()
                self.assertEqual(name, 'SMTK')
                value, code, data = server.copy(helper, token)
                self.assertLessEqual(value + 2, 1024)
                seen += walk(data)
            self.assertEqual(seen, [(200, r) for r in records])

    def test_stream_data_is_140(self):
        """STREAM | any byte from the client | T(140) | CLOSED"""
        server = self.serve(['SYSTCPCN', 'SYSTCPER', 'SYSTCPES', 'SYSTCPSM', 'SYSTCPDA', 'SYSTCPOT'])
        for service in ['SYSTCPSM', 'SYSTCPDA', 'SYSTCPOT']:
            peer = server.connect(service)
            peer.init()
            peer.send(b'x')
            self.assertEqual(peer.term(), EPIPE)
            peer = server.connect(service)
            peer.send(request('CNRQ', LIST) * 1000)
            peer.init()
            self.assertEqual(peer.term(), EPIPE)
        for service, name in [('SYSTCPCN', 'CNRQ'), ('SYSTCPER', 'ZERT'), ('SYSTCPES', 'ZERS')]:
            for more in [b'x', request(name, 0)]:
                peer = server.connect(service)
                peer.send(request(name, 0) + more)
                peer.init()
                self.assertEqual(peer.term(), EPIPE)
                peer = server.connect(service)
                peer.send(request(name, 0))
                peer.init()
                peer.send(more)
                self.assertEqual(peer.term(), EPIPE)

    def test_stream_client_that_closes_is_dropped(self):
        """STREAM | client closed | drop client silently | CLOSED"""
        server = self.serve(['SYSTCPSM', 'SYSTCPCN'])
        self.round_trip()
        before = server.descriptors()
        for _ in range(50):
            server.connect('SYSTCPSM').close()
            peer = server.connect('SYSTCPCN')
            peer.send(request('CNRQ', LIST | ONGOING))
            peer.init()
            peer.close()
            server.connect('TMICOPY').close()
        self.round_trip()
        # Those of the last round trip may be among the ones before.
        while server.descriptors() > before:
            time.sleep(0.01)

    def test_stream_client_that_does_not_read_is_1102(self):
        """STREAM | send would block | T(1102), which will probably not get through | CLOSED"""
        server = self.serve(['SYSTCPSM'], '--size', '1024')
        slow, quick = server.connect('SYSTCPSM'), server.connect('SYSTCPSM')
        slow.init()
        quick.init()
        entries = [cte(200, smf(200, bytes(700)))] * 100
        # Some hundred tokens fit into a socket. The quick client has each of them.
        for _ in range(20):
            self.assertEqual(server.publish('SYSTCPSM', entries), (0, 0))
            for _ in range(100 if _ else 99):
                self.assertEqual(quick.record()[0], 'SMTK')
        tokens = 0
        while True:
            name, record = slow.record()
            if name != 'SMTK':
                break
            tokens += 1
        self.assertLess(tokens, 1990)
        if name is not None:
            self.assertEqual((name, struct.unpack_from('>I', record, 16)), ('TERM', (EWOULDBLOCK,)))
            self.assertEqual(slow.record(), (None, b''))

    def test_any_end_is_0_and_sockets_go(self):
        """any | service disabled, stack ending | T(0) | CLOSED"""
        server = self.serve(['SYSTCPCN', 'SYSTCPSM'])
        waiting, streaming, other = server.connect('SYSTCPCN'), server.connect('SYSTCPCN'), server.connect('SYSTCPSM')
        streaming.send(request('CNRQ', ONGOING))
        streaming.init()
        other.init()
        self.assertEqual(server.end(), (0, []))
        for peer in [waiting, streaming, other]:
            while True:
                name, record = peer.record()
                if name != 'SMTK':
                    break
            self.assertEqual((name, struct.unpack_from('>I', record, 16)), ('TERM', (PLANNED,)))

    def test_the_bytes_of_the_examples(self):
        """sections 3.8 and 5.9, byte by byte"""
        server = self.serve(['SYSTCPCN', 'SYSTCPSM'], '--quiet', '0.05')
        peer = server.connect('SYSTCPCN')
        peer.send(EXAMPLE_CNRQ)
        record = peer.init()
        # System and start are this machine's.
        self.assertEqual(record[:16], EXAMPLE_INIT[:16])
        self.assertEqual(record[24:40], EXAMPLE_INIT[24:40])
        self.assertEqual(record[48:], EXAMPLE_INIT[48:])
        # Its list may come before.
        peer.send(b'x')
        while True:
            name, record = peer.record()
            if name == 'TERM':
                break
            self.assertEqual((record[:16], len(record)), (EXAMPLE_SMTK, 48))
        self.assertEqual((record[:20], record[28:]), (EXAMPLE_TERM[:20], EXAMPLE_TERM[28:]))
        peer = server.connect('SYSTCPSM')
        peer.init()
        self.assertEqual(server.publish('SYSTCPSM', [EXAMPLE_BUFFER[:-2]]), (0, 0))
        name, token = peer.record()
        value, code, data = server.copy(server.connect('TMICOPY'), token)
        self.assertEqual((value, code, data), (198, 0, EXAMPLE_BUFFER))

    def test_tokens_are_not_forged(self):
        server = self.serve(['SYSTCPSM'], '--quiet', '0.05', '--buffers', '2')
        peer = server.connect('SYSTCPSM')
        peer.init()
        tokens = []
        for n in range(4):
            server.publish('SYSTCPSM', [cte(200, smf(200, bytes([n])))])
            tokens.append(peer.record()[1])
        helper = server.connect('TMICOPY')
        self.assertEqual(server.copy(helper, tokens[0])[:2], (-1, ESRCH))
        self.assertEqual(walk(server.copy(helper, tokens[3])[2]), [(200, smf(200, b'\3'))])
        for bit in range(256):
            forged = bytearray(tokens[3])
            forged[16 + bit // 8] ^= 1 << bit % 8
            self.assertEqual(server.copy(helper, bytes(forged))[:2], (-1, EINVAL))
        for wrong in [b'x' * 16, struct.pack('>IIII', 47, CODES['SMTK'], 1, 0), struct.pack('>IIII', 1 << 31, CODES['PUBL'], 1, 0)]:
            helper = server.connect('TMICOPY')
            helper.send(wrong)
            self.assertEqual(server.answer(helper)[:2], (-1, EINVAL))
            self.assertEqual(helper.record(), (None, b''))

    def test_what_is_handed_in_is_checked(self):
        server = self.serve(['SYSTCPSM', 'SYSTCPDA'])
        self.assertEqual(server.publish('SYSTCPCN', []), (-1, ESRCH))
        self.assertEqual(server.publish('SYSTCPDA', [cte(1, b'')]), (-1, EINVAL))
        self.assertEqual(server.publish('SYSTCPSM', [b'\0\x13' + bytes(30)]), (-1, EINVAL))
        self.assertEqual(server.publish('SYSTCPSM', [cte(1, smf(1))]), (0, 0))

    def test_calls_for_connections(self):
        server = self.serve(['SYSTCPCN'])
        listener = socket.create_server(('127.0.0.1', 0))
        here = socket.create_connection(listener.getsockname())
        there = listener.accept()[0]
        there.sendall(b'x' * 500)
        here.recv(500, socket.MSG_WAITALL)
        ident = lambda name: name.encode('cp037')
        address = lambda a: bytes([16, 2]) + struct.pack('>H', a[1]) + socket.inet_aton(a[0]) + bytes(20)

        def element(flags, local):
            return ident('NWMF') + struct.pack('>I', flags) + bytes(16) + address(local) + bytes(248 - 52)

        def call(filters=(), room=1 << 24, **change):
            values = dict(ident='NWMH', length=64, version=2, kind=1, at=64, each=248, number=len(filters))
            values.update(change)
            v = values
            head = (ident(v['ident']) + struct.pack('>IHHI', v['length'], v['version'], v['kind'], 0) + bytes(20)
                    + struct.pack('>III', v['at'], v['each'], v['number']) + bytes(16))
            data = head + b''.join(filters)
            helper = server.connect('TMICOPY')
            helper.send(struct.pack('>IIIII', 20 + len(data), 0xC3C1D3D3, 1, 0, room) + data)
            value, code, reason, length = struct.unpack('>iIII', helper.exactly(16))
            return code, reason, helper.exactly(length + 2)[:length] if value > 0 else b''

        def entries(data):
            at, size, number, matched = struct.unpack_from('>IIII', data, 48)
            self.assertEqual((data[:4], number), (ident('NWMH'), matched))
            return [data[at + n * size:at + (n + 1) * size] for n in range(number)]

        name, peer = here.getsockname(), here.getpeername()
        for filters, expected in [([], {name, peer}), ([element(0, name)], {name, peer}), ([element(0x10000000, name)], {name}),
                                  ([element(0x30000000, peer)], {peer}), ([element(0x30000000, ('192.0.2.9', name[1]))], set()),
                                  ([element(0x10000000, name), element(0x10000000, peer)], {name, peer})]:
            code, reason, data = call(filters)
            found = {(socket.inet_ntoa(e[8:12]), struct.unpack_from('>H', e, 6)[0]): e for e in entries(data)}
            self.assertEqual(set(found) & {name, peer}, expected)
        entry = found[name]
        self.assertEqual((len(entry), entry[:4], struct.unpack_from('>QQ', entry, 76), struct.unpack_from('>H', entry, 108)), (424, ident('NWMC'), (500, 0), (5,)))
        self.assertEqual(struct.unpack_from('>Q', found[peer], 84), (500,))
        code, reason, data = call(room=64)
        self.assertEqual((code, data), (1122, b''))
        self.assertGreaterEqual(reason, 64 + 2 * 424)
        for change in [dict(ident='NWMX'), dict(length=60), dict(version=3), dict(kind=2), dict(number=5), dict(number=2), dict(at=65), dict(each=247)]:
            self.assertEqual(call([element(0, name)], **change)[0], EINVAL, change)
        self.assertEqual(call([element(1, name)])[0], EINVAL)

    def test_calls_for_what_else_there_is(self):
        server = self.serve(['SYSTCPSM'])
        listener = socket.create_server(('127.0.0.1', 0))
        receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        receiver.bind(('127.0.0.1', 0))

        def get(*words):
            done = subprocess.run([MRUN, 'nmi', 'get', '--dir', server.folder, *words], capture_output=True, timeout=60)
            return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr

        port = listener.getsockname()[1]
        status, found, err = get('listeners', f'LocalPort={port}')
        self.assertEqual((status, [e['Local'] for e in found]), (0, [f'127.0.0.1:{port}']), err)
        self.assertEqual((found[0]['NWMTCPLIdent'], found[0]['SubTask']), ('NWMT', '%08X' % os.getpid()))
        other = receiver.getsockname()[1]
        status, found, err = get('udp', 'LocalAddress=127.0.0.0', 'LocalPrefix=8', f'LocalPort={other}', 'or', 'LocalPort=1', 'RemotePort=2')
        self.assertEqual((status, [e['Local'] for e in found]), (0, [f'127.0.0.1:{other}']), err)
        status, found, err = get('statistics')
        self.assertEqual((status, len(found), found[0]['record']), (0, 1, 'NWMR'), err)
        self.assertEqual([found[0][s]['Ident'] for s in ('ip', 'tcp', 'udp', 'icmp')], ['NWMIPST', 'NWMTCPST', 'NWMUDPST', 'NWMICMPG'])
        with open('/proc/net/snmp') as file:
            tcp = [line.split() for line in file if line.startswith('Tcp:')]
        now = dict(zip(*tcp))
        self.assertTrue(0 < found[0]['tcp']['InSegs'] <= int(now['InSegs']))
        status, found, err = get('interfaces', 'Interface=l?')
        self.assertEqual((status, [f['interface']['Name'] for f in found]), (0, ['lo']), err)
        self.assertIn('127.0.0.1', [home['Address'] for home in found[0]['home']])
        self.assertIn('loopback', found[0]['interface']['Flags'])
        self.assertEqual(get('listeners', 'RemotePort=1')[0], 1)
        self.assertEqual(get('statistics', 'ASID=1')[0], 1)
        self.assertIn(b'no field', get('udp', 'What=1')[2])

    def test_a_killed_server_is_followed_by_another(self):
        server = self.serve(['SYSTCPSM'])
        server.process.kill()
        server.process.wait()
        self.assertTrue(os.path.exists(server.path('SYSTCPSM')))
        server.start()
        self.round_trip()
        second = subprocess.run(server.command, capture_output=True)
        self.assertEqual(second.returncode, 1)
        self.assertIn(b'another server', second.stderr)
        self.round_trip()


if __name__ == '__main__':
    unittest.main(warnings="ignore")
