"""Clients that keep to no rule, in every state, and kill -9 of clients and the server: the server goes on and nothing leaks.

MRUN_FUZZ_SECONDS says for how long, MRUN_FUZZ_SEED with which numbers."""
import os, random, signal, socket, struct, subprocess, time, unittest
from raw import *

SERVICES = ['SYSTCPCN', 'SYSTCPSM', 'SYSTCPER', 'SYSTCPES', 'SYSTCPDA', 'SYSTCPOT']
REQUESTS = {'SYSTCPCN': 'CNRQ', 'SYSTCPER': 'ZERT', 'SYSTCPES': 'ZERS'}
INVENTORY = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../examples/nmi/inventory.json')
SECONDS = float(os.environ.get('MRUN_FUZZ_SECONDS', '4'))


class Hostile(unittest.TestCase):
    def test_the_server_goes_on(self):
        self.random = random.Random(int(os.environ.get('MRUN_FUZZ_SEED', '1')))
        options = ['--quiet', '0.02', '--every', '0.1', '--size', '2048', '--buffers', '4', '--clients', '200', '--inventory', INVENTORY]
        self.server = Serving(SERVICES, *options)
        self.addCleanup(lambda: self.server.process.poll() is None and self.server.end())
        self.open, self.children, self.counts, self.kills, self.checks = [], [], {}, 0, 0
        self.sound()
        self.settle()
        base, memory = self.server.descriptors(), self.memory()
        until, check = time.monotonic() + SECONDS, time.monotonic() + 1
        actions = [self.vanish, self.partial, self.garbage, self.early, self.flood, self.second, self.helper, self.forged, self.publish,
                   self.publish, self.refuse_to_read, self.sna, self.child, self.kill_child, self.close, self.close, self.reset]
        while time.monotonic() < until:
            action = self.random.choice(actions)
            self.counts[action.__name__] = self.counts.get(action.__name__, 0) + 1
            try:
                action()
            except OSError:
                # Refused, ended, or closed before.
                pass
            self.assertIsNone(self.server.process.poll(), self.counts)
            while len(self.open) > 100:
                self.open.pop(self.random.randrange(len(self.open))).close()
            if time.monotonic() > check:
                # Everybody goes, so that there is room, and a client that keeps to the rules has what it is due.
                self.release()
                self.sound()
                check = time.monotonic() + 1
                self.checks += 1
                if self.checks % 2:
                    self.kill_server()
        self.release()
        self.settle()
        self.sound()
        self.settle()
        while self.server.descriptors() > base:
            time.sleep(0.02)
        self.assertLess(self.memory(), memory + (64 << 20))
        self.assertEqual(self.server.end(), (0, []))
        print(f'{sum(self.counts.values())} actions, {self.kills} times kill -9 of the server: {self.counts}')

    def memory(self):
        with open(f'/proc/{self.server.process.pid}/statm') as file:
            return int(file.read().split()[1]) * 4096

    def bytes(self, most):
        return self.random.randbytes(self.random.randrange(most))

    def stream(self, path):
        stream = socket.socket(socket.AF_UNIX)
        stream.settimeout(0.2)
        stream.connect(path)
        self.open.append(stream)
        return stream

    def service(self, name=None):
        return self.stream(self.server.path(name or self.random.choice(SERVICES)))

    def copier(self):
        return self.stream(self.server.path('TMICOPY'))

    def release(self):
        for stream in self.open:
            stream.close()
        self.open.clear()
        for child in self.children:
            child.kill()
            child.wait()
        self.children.clear()

    def listening(self):
        """A client that has its first record: whatever came before, the server has read, and who was there is gone."""
        while True:
            peer = self.server.connect('SYSTCPSM')
            name, record = peer.record()
            if name == 'INIT':
                return peer
            peer.close()
            time.sleep(0.01)

    def settle(self):
        self.listening().close()

    def asking(self):
        """A client of the SNA interface that has its first record."""
        while True:
            stream = socket.socket(socket.AF_UNIX)
            stream.settimeout(20)
            stream.connect(os.path.join(self.server.folder, 'SNAMGMT'))
            sna = Peer(stream)
            first = sna.exactly(128)
            sna.exactly(struct.unpack_from('>I', first, 4)[0] - 128)
            if struct.unpack_from('>H', first, 12)[0] == 0x8001:
                return sna
            # Those before are not all gone yet.
            sna.close()
            time.sleep(0.01)

    def sound(self):
        self.settle()
        peer = self.listening()
        data = smf(201, self.random.randbytes(64))
        self.assertEqual(self.server.publish('SYSTCPSM', [cte(201, data)]), (0, 0))
        helper = self.server.connect('TMICOPY')
        while True:
            name, token = peer.record()
            self.assertEqual(name, 'SMTK')
            value, code, buffer = self.server.copy(helper, token)
            if value > 0 and (201, data) in walk(buffer):
                break
            self.assertTrue(value > 0 or code == ESRCH)
        peer.close()
        helper.close()
        sna = self.asking()
        sna.send(bytes.fromhex('E2D5D9D8 00000040 00400001 00040000 00000007' + '00' * 44))
        self.assertEqual(struct.unpack_from('>I', sna.exactly(24), 20), (0,))
        sna.close()

    # What clients do.
    def vanish(self):
        self.service().close()
        self.copier().close()

    def partial(self):
        service = self.random.choice(list(REQUESTS))
        whole = request(REQUESTS[service], LIST | ONGOING)
        self.service(service).sendall(whole[:self.random.randrange(32)])

    def garbage(self):
        self.service().sendall(self.bytes(200))

    def early(self):
        """More than is allowed, right behind the request."""
        service = self.random.choice(list(REQUESTS))
        self.service(service).sendall(request(REQUESTS[service], LIST | ONGOING) + self.bytes(100))

    def flood(self):
        stream = self.service()
        for _ in range(20):
            stream.sendall(self.random.randbytes(5000))

    def second(self):
        """One that streams, and then says something."""
        service = self.random.choice(list(REQUESTS))
        stream = self.service(service)
        stream.sendall(request(REQUESTS[service], LIST | ONGOING))
        if self.random.randrange(2):
            stream.recv(64)
            stream.sendall(self.bytes(50))

    def helper(self):
        stream = self.copier()
        head = struct.pack('>IIII', self.random.choice([0, 15, 16, 47, 48, 49, 4096, 130000, 1 << 31]), self.random.choice(list(CODES.values()) + [0xC3C1D3D3]), 1, 0)
        stream.sendall(head[:self.random.randrange(17)] + self.bytes(300))

    def forged(self):
        stream = self.copier()
        for _ in range(self.random.randrange(50)):
            stream.sendall(struct.pack('>IIII', 48, CODES['SMTK'], 1, 0) + self.random.randbytes(32))
        # The answers are not read.

    def publish(self):
        stream = self.copier()
        entries = [cte(200, smf(200, self.bytes(500))) for _ in range(self.random.randrange(30))]
        body = publication('SYSTCPSM', entries)
        if self.random.randrange(3) == 0:
            at = self.random.randrange(16, len(body))
            body = body[:at] + bytes([self.random.randrange(256)]) + body[at + 1:]
        stream.sendall(body[:self.random.randrange(len(body))] if self.random.randrange(5) == 0 else body)

    def refuse_to_read(self):
        """One that streams and reads nothing, while others publish: it is ended with 1102, if it hears of it."""
        self.service('SYSTCPSM')
        for _ in range(5):
            self.publish()

    def sna(self):
        stream = self.stream(os.path.join(self.server.folder, 'SNAMGMT'))
        asked = bytearray.fromhex('E2D5D9D8 00000040 00400001 00040000 00000007' + '00' * 44)
        for _ in range(self.random.randrange(20)):
            one = bytearray(asked)
            if self.random.randrange(2):
                one[self.random.randrange(64)] = self.random.randrange(256)
            stream.sendall(bytes(one))
        stream.sendall(self.bytes(64))

    def child(self):
        if len(self.children) < 4:
            command = [MRUN, 'nmi', 'watch', '--dir', self.server.folder, self.random.choice(SERVICES)]
            self.children.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))

    def kill_child(self):
        if self.children:
            child = self.children.pop(self.random.randrange(len(self.children)))
            child.kill()
            child.wait()

    def close(self):
        if self.open:
            self.open.pop(self.random.randrange(len(self.open))).close()

    def reset(self):
        """It goes with something unread."""
        if self.open:
            stream = self.open.pop(self.random.randrange(len(self.open)))
            stream.shutdown(socket.SHUT_WR)
            stream.close()

    def kill_server(self):
        """In the midst of load; the next one takes over its sockets."""
        for _ in range(3):
            self.publish()
        self.server.process.send_signal(signal.SIGKILL)
        self.server.process.wait()
        self.release()
        self.server.start()
        self.kills += 1


if __name__ == '__main__':
    unittest.main(warnings='ignore')
