# Clients of examples/http.m. Arguments: its port, the folder that it serves.
import http.client, json, os, random, shutil, socket, struct, subprocess, sys

port, root = int(sys.argv[1]), sys.argv[2]
big = open(root + '/big.bin', 'rb').read()
HOST = b'Host: x\r\n'


def client():
    return http.client.HTTPConnection('127.0.0.1', port, timeout=20)


def ask(method, path, body=None, headers={}, by=None, chunked=False):
    by.request(method, path, body, headers, encode_chunked=chunked)
    answer = by.getresponse()
    data = answer.read()
    return answer.status, {k.lower(): v for k, v in answer.getheaders()}, data


def connect():
    return socket.create_connection(('127.0.0.1', port), 20)


def raw(data, half_closed=False):
    '''All that comes back until the server closes.'''
    s = connect()
    s.sendall(data)
    if half_closed:
        s.shutdown(socket.SHUT_WR)
    return b''.join(iter(lambda: s.recv(65536), b''))


def exactly(s, size):
    data = b''
    while len(data) < size:
        piece = s.recv(size - len(data))
        assert piece, 'the answer is cut off'
        data += piece
    return data


def equal(got, want, what=''):
    assert got == want, (what, got[:200] if isinstance(got, bytes) else got, want)


def files(c):
    status, headers, data = ask('GET', '/hello.txt', by=c)
    equal((status, data), (200, b'hello\n'))
    equal(headers['content-type'], 'text/plain; charset=utf-8')
    equal(headers['connection'], 'keep-alive')
    assert headers['date'].endswith(' GMT')
    status, headers, data = ask('HEAD', '/hello.txt', by=c)
    equal((status, data, headers['content-length']), (200, b'', '6'))
    status, headers, data = ask('GET', '/big.bin', by=c)
    equal((status, headers['content-type']), (200, 'application/octet-stream'))
    assert data == big
    equal(ask('GET', '/empty', by=c)[::2], (200, b''))
    equal(ask('GET', '/?query', by=c)[::2], (200, b'<p>home'))
    equal(ask('GET', '/h%65llo.txt', by=c)[::2], (200, b'hello\n'))
    equal(ask('GET', '/a%20b.txt', by=c)[::2], (200, b'blank'))
    status, headers, data = ask('GET', '/sub', by=c)
    equal((status, headers['location']), (301, '/sub/'))
    outside = ['/../secret.txt', '/%2e%2e/secret.txt', '/sub/..%2f../secret.txt', '/.hidden', '/sub/', '/none',
               '/$HOME', '/hello.txt%00', '//etc/passwd', '/%2fetc/passwd', '/hello.txt/', '/' + 'a' * 300]
    for path in outside:
        equal(ask('GET', path, by=c)[0], 404, path)
    status, headers, data = ask('POST', '/hello.txt', b'x', by=c)
    equal((status, headers['allow']), (405, 'GET, HEAD'))
    equal(ask('BREW', '/hello.txt', by=c)[0], 501)


def documents(c):
    equal(ask('GET', '/api', by=c)[::2], (200, b'[]'))
    equal(ask('PUT', '/api/ada', b'{"name":"Ada"}', by=c)[0], 201)
    text = json.dumps({'name': 'Ad\u00e9', 'x': [1, -2.5e30, True, None, '\n"\\', {}, []]}).encode()
    status, headers, data = ask('PUT', '/api/ada', text, by=c)
    equal((status, 'content-length' in headers), (204, False))
    status, headers, data = ask('GET', '/api/ada', by=c)
    equal((status, data, headers['content-type']), (200, text, 'application/json'))
    status, headers, data = ask('POST', '/api', b'[]', by=c)
    equal((status, headers['location'], data), (201, '/api/1', b'{"name":"1"}'))
    equal(ask('GET', '/api', by=c)[2], b'["1","ada"]')
    equal([ask('DELETE', '/api/1', by=c)[0] for _ in range(2)], [204, 404])
    equal(ask('PATCH', '/api/ada', b'', by=c)[0], 405)
    equal(ask('PUT', '/api/a%2fb', b'1', by=c)[0], 404)
    wrong = [b'', b'{', b'{"a"}', b'[1,]', b'01', b'nul', b'"\x01"', b'"\\x"', b'"\\u12"', b'"', b'[1 2]', b'{}x', b'1.', b'-',
             b'{"a":1,}', b'{1:2}', b'[' * 100 + b']' * 100]
    for text in wrong:
        equal(ask('PUT', '/api/wrong', text, by=c)[0], 400, text)
    for text in [b'0', b'-0.5E-2', b' [ ] ', b'"a\\"b"', b'[[],{}]', b'{"a" : [1 , 2]}\n', b'[' * 60 + b']' * 60]:
        assert ask('PUT', '/api/right', text, by=c)[0] in (201, 204), text
    pieces = iter([b'["', b'x' * 50000, b'"]'])
    equal(ask('PUT', '/api/chunked', pieces, {'Transfer-Encoding': 'chunked'}, by=c, chunked=True)[0], 201)
    equal(ask('GET', '/api/chunked', by=c)[2], b'["' + b'x' * 50000 + b'"]')
    equal(ask('PUT', '/api/large', b'"' + b'y' * 262142 + b'"', by=c)[0], 201)
    assert ask('GET', '/api/large', by=c)[2] == b'"' + b'y' * 262142 + b'"'
    status, headers, data = ask('PUT', '/api/large', b'"' + b'y' * 262143 + b'"', by=c)
    equal((status, headers['connection']), (413, 'close'))


def connections():
    get = b'GET /hello.txt HTTP/1.%d\r\n%s\r\n'
    one = raw(get % (0, b''))
    assert one.endswith(b'\r\nConnection: close\r\n\r\nhello\n'), one
    equal(raw(get % (1, HOST + b'Connection: close\r\n'))[-6:], b'hello\n')
    assert b'Connection: keep-alive' in raw(get % (0, b'Connection: Keep-Alive\r\n') + get % (0, b''))
    # Several requests in one go, the last of them by a client that has closed its side.
    equal(raw(get % (1, HOST) * 3 + get % (0, b'')).count(b'hello\n'), 4)
    data = raw((b'GET /big.bin HTTP/1.1\r\n' + HOST + b'\r\n') * 3 + get % (0, b''), True)
    assert data.count(big) == 3 and data.endswith(b'hello\n')
    # Byte by byte, with extensions and trailers that nobody needs.
    s = connect()
    s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    chunks = b'1;ext="a"\r\n[\r\n01\r\n]\r\n0\r\nTrailer: 1\r\n\r\n'
    for byte in b'\r\nPUT /api/slow HTTP/1.1\r\n' + HOST + b'Transfer-Encoding: Chunked\r\n\r\n' + chunks:
        s.sendall(bytes([byte]))
    assert s.recv(1000).startswith(b'HTTP/1.1 201 Created\r\n')
    s.sendall(b'PUT /api/wait HTTP/1.1\r\n' + HOST + b'Content-Length: 2\r\nExpect: 100-continue\r\n\r\n')
    equal(exactly(s, 25), b'HTTP/1.1 100 Continue\r\n\r\n')
    s.sendall(b'[]')
    assert s.recv(1000).startswith(b'HTTP/1.1 201 Created\r\n')


def wrong():
    put = b'PUT /api/x HTTP/1.1\r\n' + HOST
    get = b'GET / HTTP/1.1\r\n' + HOST
    chunked = put + b'Transfer-Encoding: chunked\r\n\r\n'
    for data, status in [
        (b'GET / HTTP/1.1\r\n\r\n', 400), (b'garbage\r\n\r\n', 400), (b'GET /\r\n\r\n', 400), (b'\0\r\n\r\n', 400),
        (b'GET %zz HTTP/1.1\r\n' + HOST + b'\r\n', 400), (b'GET * HTTP/1.1\r\n' + HOST + b'\r\n', 400),
        (b'GET / HTTP/2.0\r\n' + HOST + b'\r\n', 505),
        (put + b'Content-Length: -5\r\n\r\n', 400), (put + b'Content-Length: 5\r\nContent-Length: 6\r\n\r\n', 400),
        (put + b'Content-Length: ' + b'9' * 99 + b'\r\n\r\n', 400), (put + b'Content-Length: 999999999\r\n\r\n', 413),
        (put + b'Content-Length:\r\n\r\n', 400), (put + b'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n', 400),
        (put + b'\r\n', 411), (put + b'Transfer-Encoding: gzip\r\n\r\n', 501),
        (chunked + b'xyz\r\n', 400), (chunked + b'-1\r\n', 400), (chunked + b'F' * 16 + b'\r\n', 413), (chunked + b'2\r\nabX\r\n', 400),
        (chunked + b'1' * 300, 400), (chunked + b'0\r\n' + b't: 1\r\n' + b'u' * 9000, 431),
        (get + b'X: ' + b'a' * 20000 + b'\r\n\r\n', 431), (b'G' * 20000, 431),
        (get + b' folded: 1\r\n\r\n', 400), (get + b'a\r: 1\r\n\r\n', 400), (get + b'a\n: 1\r\n\r\n', 400), (get + b'a b: 1\r\n\r\n', 400),
        (get + b'Expect: the unexpected\r\n\r\n', 417),
    ]:
        with connect() as s:
            s.sendall(data)
            answer = http.client.HTTPResponse(s)
            answer.begin()
            equal((answer.status, answer.getheader('connection')), (status, 'close'), data[:80])
            assert answer.read().startswith(b'%d ' % status)


def hostile(c):
    # Clients that do not read what they ask for, and clients that do not end their requests, do not stop the others.
    stuck, half = [connect() for _ in range(5)], [connect() for _ in range(5)]
    for s in stuck:
        s.sendall((b'GET /big.bin HTTP/1.1\r\n' + HOST + b'\r\n') * 20)
    for s in half:
        s.sendall(b'GET /hel')
    for _ in range(50):
        equal(ask('GET', '/hello.txt', by=c)[2], b'hello\n')
    size = len(raw(b'GET /big.bin HTTP/1.1\r\n' + HOST + b'Connection: close\r\n\r\n')) + len('keep-alive') - len('close')
    assert exactly(stuck[2], 20 * size).count(big) == 20
    # A reset in the middle of an answer.
    stuck[0].setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
    for s in stuck + half:
        s.close()
    chance = random.Random(7)
    good = b'PUT /api/x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n5\r\n"bcd"\r\n0\r\n\r\n'
    for n in range(200):
        if n % 2:
            data = chance.randbytes(chance.randrange(1, 3000))
        else:
            data = bytearray(good)
            for _ in range(chance.randrange(1, 6)):
                data[chance.randrange(len(data))] = chance.randrange(256)
        with connect() as s:
            try:
                s.sendall(data)
            except OSError:
                pass
    # More clients than there is room for: those silent longest make room.
    many = [client() for _ in range(70)]
    for c in many:
        equal(ask('GET', '/hello.txt', by=c)[2], b'hello\n')
    for c in many[-40:]:
        equal(ask('GET', '/hello.txt', by=c)[2], b'hello\n')


def curl():
    if not shutil.which('curl'):
        return
    base = 'http://127.0.0.1:%d' % port
    run = lambda *args: subprocess.run(['curl', '-sS', '--max-time', '20', *args], stdout=subprocess.PIPE, check=True).stdout
    equal(run(base + '/hello.txt', base + '/a%20b.txt'), b'hello\nblank')
    assert run(base + '/big.bin') == big
    document = os.path.join(os.path.dirname(root), 'document.json')
    with open(document, 'w') as f:
        json.dump(['x' * 1000] * 100, f)
    for how in [[], ['-H', 'Transfer-Encoding: chunked'], ['-H', 'Expect: 100-continue']]:
        run('-T', document, *how, base + '/api/curl')
        equal(run(base + '/api/curl'), open(document, 'rb').read(), how)


c = client()
files(c)
documents(c)
connections()
wrong()
curl()
hostile(client())
