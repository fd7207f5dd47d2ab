"""`watch --table` on a terminal."""
import os, pty, re, select, socket, unittest
from raw import *


class Table(unittest.TestCase):
    def test_connections_have_bytes_and_the_terminal_is_left(self):
        server = Serving(['SYSTCPCN', 'SYSTCPSM'], '--quiet', '0.05', '--every', '0.05')
        self.addCleanup(lambda: server.process.poll() is None and server.end())
        listener = socket.create_server(('127.0.0.1', 0))
        here = socket.create_connection(listener.getsockname())
        there = listener.accept()[0]
        command = [MRUN, 'nmi', 'watch', '--table', '--dir', server.folder, 'CN']
        child, terminal = pty.fork()
        if child == 0:
            os.execvp(command[0], command)
        seen = ''

        def until(pattern):
            nonlocal seen
            while not re.search(pattern, seen):
                self.assertTrue(select.select([terminal], [], [], 60)[0], seen)
                seen += os.read(terminal, 65536).decode()

        port = here.getsockname()[1]
        until(r'established +127\.0\.0\.1:%d ' % port)
        there.sendall(b'x' * 123456)
        here.recv(123456, socket.MSG_WAITALL)
        until(r'127\.0\.0\.1:%d .* 123K ' % port)
        here.close()
        there.close()
        until(r'ended +127\.0\.0\.1:%d ' % port)
        os.kill(child, signal.SIGINT)
        until(r'\x1b\[\?1049l')
        self.assertEqual(os.waitpid(child, 0)[1], 0)
        # Without a terminal there are lines.
        server.publish('SYSTCPSM', [])
        lines = subprocess.Popen([MRUN, 'nmi', 'watch', '--table', '--dir', server.folder, '--count', '1', 'SM'], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertIn(b'of TCPIP', lines.stderr.readline())
        server.publish('SYSTCPSM', [cte(200, smf(200, b'a'))])
        self.assertEqual(lines.communicate(timeout=60)[0].split()[1], b'200')


if __name__ == '__main__':
    unittest.main(warnings='ignore')
