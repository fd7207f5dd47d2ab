"""Packets: a capture through SYSTCPDA and back, packets of this machine, and records of other services recorded and replayed."""
import struct, sys, unittest
from raw import *


def capture(path):
    """The packets of a capture of pcap without the header of Ethernet, if it has one."""
    data = open(path, 'rb').read()
    skip = {1: 14, 101: 0}[struct.unpack_from('<I', data, 20)[0]]
    at, packets = 24, []
    while at < len(data):
        seconds, micros, kept, length = struct.unpack_from('<IIII', data, at)
        packets.append((seconds, micros, length - skip, data[at + 16 + skip:at + 16 + kept]))
        at += 16 + kept
    return packets


class Packets(unittest.TestCase):
    def serve(self, services, *options):
        return serve(self, services, *options)

    def watch(self, server, service, *options):
        command = [MRUN, 'nmi', 'watch', '--dir', server.folder, *options, service]
        process = subprocess.Popen(command, stderr=subprocess.PIPE)
        # The first record has come.
        self.assertIn(b'of TCPIP', process.stderr.readline())
        return process

    def test_a_capture_comes_back(self):
        """All packets with all their bytes, of captures with microseconds and with nanoseconds, of which those below a microsecond are lost."""
        server = self.serve(['SYSTCPDA', 'SYSTCPOT'])
        known, back = os.path.join(server.folder, 'known'), os.path.join(server.folder, 'back')
        for magic, unit in ((0xa1b2c3d4, 1), (0xa1b23c4d, 1000)):
            packets = []
            with open(known, 'wb') as file:
                file.write(struct.pack('<IHHiIII', magic, 2, 4, 0, 0, 65535, 1))
                for n in range(1000):
                    packet = bytes([0x45] + [0] * 8 + [17, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2]) + struct.pack('>HHHH', 53, n, n, 0) + bytes([n % 256]) * n
                    packets.append((1700000000 + n // 100, n * 7, len(packet), packet))
                    frame = bytes(12) + b'\x08\0' + packet
                    file.write(struct.pack('<IIII', 1700000000 + n // 100, n * 7 * unit + unit // 3, len(frame), len(frame)) + frame)
            for service in ['SYSTCPDA', 'SYSTCPOT']:
                process = self.watch(server, service, '--record', back, '--count', '1000')
                subprocess.run([MRUN, 'nmi', 'replay', '--dir', server.folder, '--speed', '0', service, known], check=True)
                process.communicate(timeout=60)
                self.assertEqual(capture(back), packets)

    def test_packets_of_an_interface(self):
        """In a network of its own, where nobody else's packets are."""
        alone(self, 'ip link set lo up', 'Packets.alone', __file__)

    def alone(self):
        server = self.serve(['SYSTCPDA'], '--interface', 'lo')
        back = os.path.join(server.folder, 'back')
        process = self.watch(server, 'SYSTCPDA', '--record', back)
        receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        receiver.bind(('127.0.0.1', 0))
        port = receiver.getsockname()[1]
        sent = [os.urandom(n * 100) for n in range(1, 50)]
        for data in sent:
            receiver.sendto(data, receiver.getsockname())
            receiver.recv(65536)
        process_is_done = lambda: len(self.of_port(back, port)) == len(sent)
        while not process_is_done():
            time.sleep(0.02)
        self.assertEqual(self.of_port(back, port), sent)
        process.kill()
        process.communicate()

    def of_port(self, path, port):
        try:
            packets = capture(path)
        except struct.error:
            return []
        return [data[28:] for *_, data in packets if data[0] == 0x45 and data[9] == 17 and struct.unpack_from('>H', data, 22)[0] == port]

    def test_records_are_recorded_and_replayed(self):
        server = self.serve(['SYSTCPSM'])
        file = os.path.join(server.folder, 'file')
        records = [cte(200 + n, smf(200 + n, bytes([n])), 0xdd6b3f1234567000 + n) for n in range(20)]
        process = self.watch(server, 'SYSTCPSM', '--record', file, '--count', '20')
        server.publish('SYSTCPSM', records)
        process.communicate(timeout=60)
        self.assertEqual(open(file, 'rb').read(), b''.join(records))
        again = file + '2'
        process = self.watch(server, 'SYSTCPSM', '--record', again, '--count', '20')
        subprocess.run([MRUN, 'nmi', 'replay', '--dir', server.folder, 'SYSTCPSM', file], check=True)
        process.communicate(timeout=60)
        self.assertEqual(open(again, 'rb').read(), b''.join(records))

    def test_without_the_right_it_says_so(self):
        if os.getuid() != 0:
            self.skipTest('needs the superuser')
        folder = tempfile.mkdtemp(prefix='nmi')
        os.chmod(folder, 0o777)
        self.addCleanup(lambda: shutil.rmtree(folder))
        command = [MRUN, 'nmi', 'serve', '--dir', folder, '--interface', 'lo', 'SYSTCPDA']
        done = subprocess.run(command, capture_output=True, user=65534)
        self.assertIn(b'CAP_NET_RAW', done.stderr)
        self.assertEqual((done.returncode, os.listdir(folder)), (1, []))


if __name__ == '__main__':
    unittest.main(warnings='ignore')
