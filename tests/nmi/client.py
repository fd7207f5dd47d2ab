"""The rows of the client's state table: `mrun nmi watch` against a server of raw bytes."""
import json, os, socket, struct, threading, unittest
from raw import *


def head(name, body, length=None):
    return struct.pack('>IIII', length or 16 + len(body), CODES[name], 1, 0) + body


def init(size=65536):
    names = ''.join(n.ljust(8) for n in ['SYS1', 'SYSTCPCN', 'TCPIP']).encode('cp037')
    return head('INIT', names + struct.pack('>QI', 1 << 63, size) + bytes(12))


def term(code):
    return head('TERM', struct.pack('>IQ', code, 1 << 63) + bytes(12))


def token(n=1, name='SMTK'):
    return head(name, bytes([n]) * 32)


def reply(buffer):
    return struct.pack('>iIII', len(buffer) - 2, 0, 0, len(buffer) - 2) + buffer


class Rows(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix='nmi')
        self.addCleanup(lambda: shutil.rmtree(self.folder))
        self.sockets = []

    def listen(self, service):
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(os.path.join(self.folder, service + '.TCPIP'))
        listener.listen()
        listener.settimeout(20)
        self.addCleanup(listener.close)
        return listener

    def watch(self, service, *options):
        command = [MRUN, 'nmi', 'watch', '--dir', self.folder, *options, service]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.addCleanup(lambda: process.poll() is None and (process.kill(), process.wait()))
        return process

    def accepted(self, service, *options):
        listener = self.listen(service)
        process = self.watch(service, *options)
        return process, Peer(listener.accept()[0])

    def outcome(self, process):
        out, err = process.communicate(timeout=20)
        return process.returncode, out.decode(), err.decode()

    def test_start_request_is_sent_in_full(self):
        """START | connect ok, CN/ER/ES | send the request record in full | WAITINIT"""
        for service, name, options, flags in [
                ('SYSTCPCN', 'CNRQ', [], LIST | ONGOING), ('SYSTCPCN', 'CNRQ', ['--list'], LIST),
                ('SYSTCPCN', 'CNRQ', ['--ongoing'], ONGOING), ('SYSTCPER', 'ZERT', [], LIST | ONGOING),
                ('SYSTCPES', 'ZERS', [], LIST)]:
            process, peer = self.accepted(service, *options)
            self.assertEqual(peer.exactly(32), request(name, flags))
            peer.send(term(0))
            self.assertEqual(self.outcome(process)[0], 0)
            os.remove(os.path.join(self.folder, service + '.TCPIP'))
            self.assertTrue(peer.nothing() or peer.record() == (None, b''))

    def test_start_others_send_nothing(self):
        """START | connect ok, others | nothing | WAITINIT"""
        process, peer = self.accepted('SYSTCPSM')
        peer.send(init() + term(0))
        self.assertEqual(self.outcome(process)[0], 0)
        self.assertEqual(peer.record(), (None, b''))

    def test_start_connect_errors(self):
        """START | connect error ENOENT, ECONNREFUSED, EACCES | not enabled, not listening, not allowed | CLOSED"""
        status, out, err = self.outcome(self.watch('SYSTCPCN'))
        self.assertEqual((status, out), (1, ''))
        self.assertIn('No such file', err)
        self.listen('SYSTCPCN').close()
        status, out, err = self.outcome(self.watch('SYSTCPCN'))
        self.assertIn('refused', err)
        if os.getuid() == 0:
            os.chmod(self.folder, 0o700)
            command = [MRUN, 'nmi', 'watch', '--dir', self.folder, 'SYSTCPCN']
            done = subprocess.run(command, capture_output=True, user=65534)
            self.assertEqual((done.returncode, done.stdout), (1, b''))
            self.assertIn(b'Permission denied', done.stderr)

    def test_waitinit_term_and_end_of_file(self):
        """WAITINIT | TERM or end of file | report code or "unknown" | CLOSED"""
        for last, expected in [(term(111), 'EACCES'), (term(121), 'EINVAL'), (term(132), 'ENOMEM'), (term(77), '77'),
                               (b'', 'gone'), (b'\0\0', 'gone')]:
            process, peer = self.accepted('SYSTCPSM')
            peer.send(last)
            peer.close()
            status, out, err = self.outcome(process)
            self.assertEqual(status, 1)
            self.assertIn(expected, err)
            os.remove(os.path.join(self.folder, 'SYSTCPSM.TCPIP'))

    def test_waitinit_token_is_against_the_rules(self):
        """WAITINIT | INIT always comes before the first TOKEN"""
        process, peer = self.accepted('SYSTCPSM')
        peer.send(token())
        self.assertIn('instead of the first record', self.outcome(process)[2])

    def test_stream_tokens_are_copied(self):
        """WAITINIT | INIT | keep the size; STREAM | TOKEN | copy at once, walk, deliver; STREAM | unknown record id | skip by its length"""
        listener = self.listen('TMICOPY')
        process, peer = self.accepted('SYSTCPSM', '--json')
        records = [smf(200, b'%d' % n) for n in range(3)]
        stream = init(0) + token(1) + struct.pack('>IIII', 116, 0xC1C2C3C4, 1, 0) + bytes(100) + token(2) + token(3, 'SMTK') + token(4) + term(0)
        # In pieces that are no records.
        for at in range(0, len(stream), 7):
            peer.send(stream[at:at + 7])
        helper = Peer(listener.accept()[0])
        self.assertEqual(helper.exactly(48), token(1))
        answer = reply(cte(200, records[0]) + cte(200, records[1]) + b'\0\0')
        for at in range(0, len(answer), 50):
            helper.send(answer[at:at + 50])
        # A stale token is a lost buffer, and the next one counts.
        self.assertEqual(helper.exactly(48), token(2))
        helper.send(struct.pack('>iIII', -1, ESRCH, 5, 0))
        # An entry that is damaged ends its buffer, and no more.
        self.assertEqual(helper.exactly(48), token(3))
        helper.send(reply(b'\0\x11' + bytes(40)))
        self.assertEqual(helper.exactly(48), token(4))
        helper.send(reply(cte(200, records[2]) + b'\0\0'))
        status, out, err = self.outcome(process)
        shown = [json.loads(line) for line in out.splitlines()]
        self.assertEqual([bytes.fromhex(s['S1'][0]) for s in shown], [b'0', b'1', b'2'])
        self.assertEqual(shown[0]['header']['system'], 'SYS1')
        self.assertEqual((status, err.count('lost'), err.count('entry of 17 bytes')), (0, 1, 1))

    def test_stream_end_of_file_without_term(self):
        """STREAM | end of file without TERM | report "closed without reason" | CLOSED"""
        process, peer = self.accepted('SYSTCPSM')
        peer.send(init())
        peer.close()
        status, out, err = self.outcome(process)
        self.assertEqual(status, 1)
        self.assertIn('the server is gone', err)

    def test_stream_absurd_lengths_end_it(self):
        """section 8 | header length below 16 or absurd | protocol error, close"""
        for length in [0, 15, 4097, 0xffffffff]:
            process, peer = self.accepted('SYSTCPSM')
            peer.send(init() + struct.pack('>IIII', length, CODES['SMTK'], 1, 0))
            self.assertIn('a record of', self.outcome(process)[2])
            os.remove(os.path.join(self.folder, 'SYSTCPSM.TCPIP'))

    def test_stream_both_identifiers_of_packets(self):
        """section 3.2 | TPKT has two values | accept both"""
        listener = self.listen('TMICOPY')
        process, peer = self.accepted('SYSTCPDA', '--json')
        other = struct.pack('>IIII', 48, 0xE3D7D2E3, 1, 0) + bytes(32)
        peer.send(init() + token(1, 'TPKT') + other + term(0))
        header = struct.pack('>H', 96) + bytes(94)
        helper = Peer(listener.accept()[0])
        for packet in [b'first', b'second']:
            helper.exactly(48)
            helper.send(reply(cte(4, header + packet) + b'\0\0'))
        status, out, err = self.outcome(process)
        self.assertEqual([bytes.fromhex(json.loads(line)['packet']) for line in out.splitlines()], [b'first', b'second'])

    def test_stream_nothing_for_any_length_of_time(self):
        """STREAM | nothing for any length of time | keep waiting; no time-out | STREAM"""
        process, peer = self.accepted('SYSTCPSM')
        peer.send(init())
        self.assertIn(b'of TCPIP', process.stderr.readline())
        with self.assertRaises(subprocess.TimeoutExpired):
            process.wait(timeout=1)
        peer.send(term(0))
        self.assertEqual(process.wait(timeout=20), 0)

    def test_stream_term(self):
        """STREAM | TERM | report code, close own end | CLOSED"""
        for code, name, status in [(0, 'planned', 0), (140, 'EPIPE', 1), (1102, 'EWOULDBLOCK', 1), (132, 'ENOMEM', 1)]:
            process, peer = self.accepted('SYSTCPSM')
            peer.send(init() + term(code))
            ended, out, err = self.outcome(process)
            self.assertEqual(ended, status)
            self.assertIn(name, err)
            self.assertEqual(peer.record(), (None, b''))
            os.remove(os.path.join(self.folder, 'SYSTCPSM.TCPIP'))

    def test_the_bytes_of_the_examples(self):
        """sections 3.8 and 5.9, byte by byte"""
        listener = self.listen('TMICOPY')
        process, peer = self.accepted('SYSTCPCN', '--json')
        self.assertEqual(peer.exactly(32), EXAMPLE_CNRQ)
        peer.send(EXAMPLE_INIT + EXAMPLE_SMTK + bytes(32) + EXAMPLE_TERM)
        helper = Peer(listener.accept()[0])
        self.assertEqual(helper.exactly(48), EXAMPLE_SMTK + bytes(32))
        helper.send(struct.pack('>iIII', 198, 0, 0, 198) + EXAMPLE_BUFFER)
        status, out, err = self.outcome(process)
        self.assertIn('SYSTCPCN of TCPIP on SYS1', err)
        self.assertIn('EPIPE', err)
        shown = json.loads(out)
        self.assertEqual((status, shown['format'], shown['header']['subtype'], shown['header']['length']), (1, 1, 1, 180))
        self.assertEqual((shown['ident']['Sysplex'], shown['ident']['ReleaseID'], shown['ident']['ASID']), ('PLEX1', 'CS V2R3', 42))
        connection = shown['connection']
        self.assertEqual((connection['RName'], connection['ConnID'], connection['RIP'], connection['LIP']), ('FTPD1', '00001234', '192.0.2.10', '192.0.2.1'))
        self.assertEqual((connection['RPort'], connection['LPort'], connection['Date']), (40000, 21, '2024-05-02'))


if __name__ == '__main__':
    unittest.main(warnings='ignore')
