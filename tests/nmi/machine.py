"""What a machine does, in a network of its own: connections, TLS and SSH of real programs, told by CN, DA and ER, and by ss, openssl, ssh and tshark."""
import json, re, threading, unittest
from raw import *

CIPHERS = {'TLS_AES_128_GCM_SHA256': '1301', 'TLS_AES_256_GCM_SHA384': '1302', 'TLS_CHACHA20_POLY1305_SHA256': '1303',
           'ECDHE-RSA-AES128-GCM-SHA256': 'C02F', 'ECDHE-RSA-AES256-SHA384': 'C028', 'AES256-GCM-SHA384': '009D',
           'DHE-RSA-AES256-GCM-SHA384': '009F', 'AES128-SHA': '002F'}
SESSIONS = [('-tls1_3', '-ciphersuites', name) for name in list(CIPHERS)[:3]] + [('-tls1_2', '-cipher', name) for name in list(CIPHERS)[3:]]


def apart(name):
    """A test of this file, in a network of its own with two ends of a link."""
    return lambda self: alone(self, 'ip link set lo up && ip link add va type veth peer name vb', 'Machine.' + name, __file__)


class Machine(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix='nmi')
        self.addCleanup(lambda: shutil.rmtree(self.folder))

    def serve(self, services, *options):
        return serve(self, services, '--every', '0.05', *options)

    def watch(self, service, *options):
        """Records of a service as they come: a list that grows."""
        command = [MRUN, 'nmi', 'watch', '--dir', self.server.folder, '--json', *options, service]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        records = []
        self.assertIn('of TCPIP', process.stderr.readline())

        def read():
            for line in process.stdout:
                records.append(json.loads(line))
        reader = threading.Thread(target=read)
        reader.start()

        def end():
            process.kill()
            reader.join()
            process.stdout.close()
            process.stderr.close()
            process.wait()
        self.addCleanup(end)
        return records

    def until(self, what):
        """Waits until something is so."""
        end = time.monotonic() + 60
        while not what():
            self.assertLess(time.monotonic(), end, 'it never happens')
            time.sleep(0.01)

    def certificate(self):
        key, certificate = (os.path.join(self.folder, name) for name in ('key', 'certificate'))
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, '-days', '30',
                        '-subj', '/O=Example/CN=server.test'], check=True, capture_output=True)
        return key, certificate

    def serving(self, command):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(lambda: (process.kill(), process.wait()))
        return process

    def listens(self, port):
        self.until(lambda: f':{port}' in subprocess.run(['ss', '-Hltn', f'sport = :{port}'], capture_output=True, text=True).stdout)

    test_tls = apart('tls')
    test_ssh = apart('ssh')
    test_plain = apart('plain')
    test_ipsec = apart('ipsec')
    test_statistics = apart('statistics')
    test_namespaces = apart('namespaces')
    test_storm = apart('storm')

    def names(self, record, kind):
        return [item['text'] for item in record.get('dn', []) if item['type'] == kind]

    def tls(self):
        """Each session as openssl tells of it and as tshark reads it: versions, ciphers, names, certificates."""
        key, certificate = self.certificate()
        self.serve(['SYSTCPER', 'SYSTCPCN', 'SYSTCPDA'], '--interface', 'lo')
        details, connections = self.watch('SYSTCPER', '--ongoing'), self.watch('SYSTCPCN', '--ongoing')
        trace = os.path.join(self.folder, 'trace')
        tracing = subprocess.Popen([MRUN, 'nmi', 'watch', '--dir', self.server.folder, '--record', trace, 'SYSTCPDA'], stderr=subprocess.PIPE)
        self.addCleanup(lambda: (tracing.kill(), tracing.communicate()))
        self.assertIn(b'of TCPIP', tracing.stderr.readline())
        self.serving(['openssl', 's_server', '-accept', '4433', '-key', key, '-cert', certificate, '-quiet', '-cipher', 'ALL:@SECLEVEL=0'])
        self.listens(4433)
        said = []
        for version, option, cipher in SESSIONS:
            command = ['openssl', 's_client', '-connect', '127.0.0.1:4433', '-servername', 'host.test', version, option, cipher]
            done = subprocess.run(command, input='', capture_output=True, text=True)
            found = re.search(r'New, (\S+), Cipher is (\S+)', done.stdout)
            self.assertIsNotNone(found, done.stdout + done.stderr)
            said.append((re.search(r'Protocol\s*: (\S+)', done.stdout) or found)[1] if version == '-tls1_2' else 'TLSv1.3')
            self.assertEqual(found[2], cipher)
        # Two ends of each.
        self.until(lambda: len(details) >= 2 * len(SESSIONS))
        expected = sorted((version, CIPHERS[cipher]) for version, (_, _, cipher) in zip(said, SESSIONS))
        for port, role in (('LPort', 'server'), ('RPort', 'client')):
            side = [r for r in details if r['connection'][port] == 4433]
            self.assertEqual(sorted((r['tls']['Prot_Ver'], r['tls']['Cipher']) for r in side), expected)
            self.assertEqual({r['tls']['Role'] for r in side}, {role})
            self.assertEqual({r['connection']['Event_Type'] for r in side}, {'short'})
            self.assertEqual({r['connection']['SecProtos'] for r in side}, {'TLS'})
            self.assertEqual([self.names(r, 'server name') for r in side], [['host.test']] * len(side))
        serial = subprocess.run(['openssl', 'x509', '-in', certificate, '-noout', '-serial', '-enddate', '-dateopt', 'iso_8601'],
                                capture_output=True, text=True, check=True).stdout
        serial = re.search(r'serial=(\S+)', serial)[1]
        old = [r for r in details if r['tls']['Prot_Ver'] == 'TLSv1.2']
        self.assertEqual(len(old), 2 * len(CIPHERS) - 6)
        for record in old:
            tls = record['tls']
            self.assertEqual(tls['SCertSerial'][:2 * tls['SCertSerialLen']], serial)
            self.assertEqual((tls['SCertKeyType'], tls['SCertKeyBits'], tls['SCertSig']), ('RSA', 2048, 'RSA-SHA256'))
            self.assertEqual(self.names(record, 'TLS server subject'), ['CN=server.test,O=Example'])
        self.accounted(details, connections, 4433)
        # DA has the packets of the same connections, in which tshark sees the same.
        if not shutil.which('tshark'):
            self.skipTest('tshark is not there')

        def shark():
            command = ['tshark', '-r', trace, '-Y', 'tls.handshake.type == 2', '-d', 'tcp.port==4433,tls', '-T', 'fields', '-e', 'tcp.srcport',
                       '-e', 'tcp.dstport', '-e', 'tls.handshake.ciphersuite']
            lines = subprocess.run(command, capture_output=True, text=True).stdout.splitlines()
            return sorted((int(line.split('\t')[1]), line.split('\t')[2][2:].upper()) for line in lines)
        mine = sorted((r['connection']['RPort'], r['tls']['Cipher']) for r in details if r['connection']['LPort'] == 4433)
        self.until(lambda: len(shark()) >= len(mine))
        self.assertEqual(shark(), mine)

    def accounted(self, details, connections, port):
        """Each connection that ended according to CN is in ER, and the other way."""
        of = lambda r: (r['connection']['LIP'], r['connection']['LPort'], r['connection']['RIP'], r['connection']['RPort'])
        mine = {of(r) for r in details if port in of(r) and r['connection']['Event_Type'] in ('short', 'termination')}
        ended = lambda: {of(r) for r in connections if port in of(r) and r['header']['subtype'] == 2}
        self.until(lambda: ended() >= mine)
        self.assertEqual(ended(), mine)

    def ssh(self):
        """Algorithms as ssh tells of them."""
        sshd = shutil.which('sshd') or '/usr/sbin/sshd'
        if not os.path.exists(sshd) or not shutil.which('ssh'):
            self.skipTest('needs ssh and sshd')
        os.makedirs('/run/sshd', exist_ok=True)
        host = os.path.join(self.folder, 'host')
        subprocess.run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', host], check=True)
        self.serve(['SYSTCPER'], '--interface', 'lo')
        details = self.watch('SYSTCPER', '--ongoing')
        self.serving([sshd, '-D', '-f', '/dev/null', '-h', host, '-p', '2222', '-o', 'PidFile=none'])
        self.listens(2222)
        for cipher, mac in (('aes256-ctr', 'hmac-sha2-256-etm@openssh.com'), ('aes128-gcm@openssh.com', 'hmac-sha2-256')):
            command = ['ssh', '-vv', '-p', '2222', '-c', cipher, '-m', mac, '-o', 'BatchMode=yes', '-o', 'StrictHostKeyChecking=no',
                       '-o', 'UserKnownHostsFile=/dev/null', '-F', '/dev/null', '127.0.0.1', 'true']
            told = subprocess.run(command, capture_output=True, text=True).stderr
            exchange, key = re.search(r'kex: algorithm: (\S+)', told)[1], re.search(r'kex: host key algorithm: (\S+)', told)[1]
            self.until(lambda: len(details) == 2)
            for record in details:
                self.assertEqual(record['connection']['SecProtos'], 'SSH')
                self.assertEqual(self.names(record, 'SSH algorithms'), [','.join([exchange, key, cipher, cipher, mac, mac])])
                encryption = {'aes256-ctr': 'AES-CTR-256', 'aes128-gcm@openssh.com': 'AES-GCM-128'}[cipher]
                self.assertEqual((record['ssh']['InEncAlg'], record['ssh']['OutEncAlg']), (encryption, encryption))
                self.assertEqual((record['ssh']['SKeyType'], record['ssh']['SKeyBits']), ('ECC', 256))
            details.clear()

    def plain(self):
        """Connections without protection, of which one stays: as ss tells of it, and its summary."""
        self.serve(['SYSTCPER', 'SYSTCPES', 'SYSTCPCN'], '--interface', 'lo', '--short', '0.2', '--interval', '0.5')
        details, connections = self.watch('SYSTCPER', '--ongoing'), self.watch('SYSTCPCN', '--ongoing')
        summaries = self.watch('SYSTCPES', '--ongoing')
        web = self.serving([sys.executable, '-m', 'http.server', '8080', '--bind', '127.0.0.1', '--directory', self.folder])
        self.listens(8080)
        if shutil.which('curl'):
            subprocess.run(['curl', '-s', '-o', '/dev/null', 'http://127.0.0.1:8080/'], check=True)
            self.until(lambda: len([r for r in details if r['connection']['Event_Type'] == 'short']) == 2)
            self.assertEqual({r['connection']['SecProtos'] for r in details}, {''})
        details.clear()
        stays = socket.create_connection(('127.0.0.1', 8080))
        port = stays.getsockname()[1]
        stays.sendall(b'GET')
        self.until(lambda: len(details) == 2)
        shown = subprocess.run(['ss', '-Htnp', f'sport = :{port}'], capture_output=True, text=True).stdout
        self.assertIn(f'pid={os.getpid()}', shown)
        mine, = [r for r in details if r['connection']['RPort'] == 8080]
        self.assertEqual((mine['connection']['Event_Type'], mine['connection']['JobID'].strip()), ('initiation', str(os.getpid())))
        theirs, = [r for r in details if r['connection']['LPort'] == 8080]
        self.assertEqual((theirs['connection']['InBytes'], theirs['connection']['JobID'].strip()), (3, str(web.pid)))
        active = lambda: [r['summary'] for r in summaries if r['summary']['EActive'] == 1]
        self.until(lambda: {s['Flags'] for s in active()} == {'local server', 'local client'})
        self.assertEqual({(s['SrvPortStart'], s['SrvIP']) for s in active()}, {(8080, '127.0.0.1')})
        # A client that comes now finds it in the list.
        listed = self.watch('SYSTCPER', '--list')
        self.until(lambda: len(listed) == 2)
        self.assertEqual({r['connection']['RPort'] for r in listed}, {8080, port})
        stays.close()
        self.until(lambda: len([r for r in details if r['connection']['Event_Type'] == 'termination']) == 2)
        self.accounted(details, connections, port)

    def ipsec(self):
        """A connection that the kernel encrypts: its packets do not show it."""
        inside = self.pair()
        key = '0x' + '11' * 20
        one, two = '10.8.0.1', '10.8.0.2'
        for prefix, own, other in (([], one, two), (inside, two, one)):
            for source, target, way in ((own, other, 'out'), (other, own, 'in')):
                spi = '0x77' if source == one else '0x78'
                ends = ['src', source, 'dst', target]
                association = ['state', 'add', *ends, 'proto', 'esp', 'spi', spi, 'reqid', '5', 'mode', 'transport', 'aead', 'rfc4106(gcm(aes))', key, '128']
                policy = ['policy', 'add', *ends, 'dir', way, 'tmpl', *ends, 'proto', 'esp', 'reqid', '5', 'mode', 'transport']
                for command in (association, policy):
                    done = subprocess.run([*prefix, 'ip', 'xfrm', *command], capture_output=True, text=True)
                    if done.returncode != 0:
                        self.skipTest('the kernel has no IPsec: ' + done.stderr)
        self.serving(inside + [sys.executable, '-m', 'http.server', '8080', '--bind', two])
        self.serve(['SYSTCPER'], '--interface', 'any', '--short', '0.1')
        details = self.watch('SYSTCPER', '--ongoing')

        def connected():
            try:
                self.client = socket.create_connection((two, 8080))
                return True
            except ConnectionRefusedError:
                return False
        self.until(connected)
        self.until(lambda: details)
        record = details[0]
        self.assertEqual((record['connection']['SecProtos'], record['connection']['Event_Type']), ('IPSec', 'initiation'))
        self.assertEqual((record['ipsec']['EncAlg'], record['ipsec']['Protocol'], record['ipsec']['EncapMode'], record['ipsec']['TunID']),
                         ('AES-GCM-128', 'ESP', 'transport', '00000077'))
        self.client.close()
        self.until(lambda: details[-1]['connection']['Event_Type'] == 'termination')

    def pair(self):
        """A second network with a link to this one; what runs a command in it."""
        other = subprocess.Popen(['unshare', '-n', 'sleep', '1000'])
        self.addCleanup(lambda: (other.kill(), other.wait()))
        self.until(lambda: os.readlink(f'/proc/{other.pid}/ns/net') != os.readlink('/proc/self/ns/net'))
        subprocess.run(['ip', 'link', 'set', 'vb', 'netns', str(other.pid)], check=True)
        inside = ['nsenter', '-t', str(other.pid), '-n']
        for command in (['ip', 'addr', 'add', '10.8.0.1/24', 'dev', 'va'], ['ip', 'link', 'set', 'va', 'up'],
                        inside + ['ip', 'addr', 'add', '10.8.0.2/24', 'dev', 'vb'], inside + ['ip', 'link', 'set', 'vb', 'up']):
            subprocess.run(command, check=True)
        return inside

    def namespaces(self):
        """Two networks: what one of them sees of a connection with the other."""
        inside = self.pair()
        key, certificate = self.certificate()
        self.serving(inside + ['openssl', 's_server', '-accept', '4433', '-key', key, '-cert', certificate, '-quiet'])
        self.serve(['SYSTCPER', 'SYSTCPCN'], '--interface', 'any')
        details, connections = self.watch('SYSTCPER', '--ongoing'), self.watch('SYSTCPCN', '--ongoing')
        connect = ['openssl', 's_client', '-connect', '10.8.0.2:4433']
        self.until(lambda: subprocess.run(connect, input='', capture_output=True).returncode == 0)
        # Those that were refused before the server was there are none.
        self.until(lambda: len(details) == 1)
        record, = details
        self.assertEqual((record['connection']['LIP'], record['connection']['RIP'], record['connection']['RPort']), ('10.8.0.1', '10.8.0.2', 4433))
        self.assertEqual((record['tls']['Role'], record['tls']['Prot_Ver']), ('client', 'TLSv1.3'))
        self.accounted(details, connections, 4433)

    def statistics(self):
        """What the kernel counts of known traffic."""
        subprocess.run(['ip', 'addr', 'add', '10.7.0.1/24', 'dev', 'va'], check=True)
        self.serve(['SYSTCPSM'], '--interval', '0.3')
        records = self.watch('SYSTCPSM')
        receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        receiver.bind(('127.0.0.1', 0))
        listener = socket.create_server(('127.0.0.1', 0))
        for _ in range(50):
            receiver.sendto(b'x', receiver.getsockname())
            receiver.recv(9)
        for _ in range(20):
            socket.create_connection(listener.getsockname()).close()
        sums = lambda section, field: sum(r[section][field] for r in records if r['header']['subtype'] == 5)
        self.until(lambda: sums('udp', 'RecData') == 50 and sums('tcp', 'OpenConn') == 20 and sums('tcp', 'PassConn') == 20)
        # One that stays while the others are gone.
        stays = socket.create_connection(listener.getsockname())
        self.addCleanup(stays.close)
        interfaces = {i['Name'] for r in records if r['header']['subtype'] == 6 for i in r['interface']}
        self.assertLessEqual({'VA', 'VB'}, interfaces)
        self.until(lambda: any(p['Port'] == listener.getsockname()[1] and p['NumConns'] >= 1
                               for r in records if r['header']['subtype'] == 7 for p in r['tcp']))

    def storm(self):
        """Many connections at once and a client of the server that reads nothing: none is missed, and the server stays small."""
        # So that those who read do not lose any.
        self.serve(['SYSTCPCN'], '--buffers', '256')
        connections = self.watch('SYSTCPCN', '--ongoing')
        slow = self.server.connect('SYSTCPCN')
        slow.send(request('CNRQ', ONGOING))
        slow.init()
        listener = socket.create_server(('127.0.0.1', 0), backlog=4096)
        port, ports = listener.getsockname()[1], set()
        before = self.server.memory()
        for _ in range(3000):
            client = socket.create_connection(('127.0.0.1', port))
            ports.add(client.getsockname()[1])
            server, _ = listener.accept()
            server.close()
            client.close()
        ended = lambda: {r['connection']['LPort'] for r in connections if r['header']['subtype'] == 2 and r['connection']['RPort'] == port}
        self.until(lambda: ended() >= ports)
        self.assertLess(self.server.memory() - before, 64 << 10)


if __name__ == '__main__':
    unittest.main(warnings='ignore')
