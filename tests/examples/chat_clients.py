# Clients of examples/chat.m, the port of which is the argument.
import socket, sys
port=int(sys.argv[1])
class C:
    def __init__(s):
        s.s=socket.create_connection(('127.0.0.1',port),10); s.f=s.s.makefile('rb')
    def say(s,t): s.s.sendall(t)
    def line(s): return s.f.readline()
    def want(s,t):
        got=s.line(); assert got==t+b'\n',(got,t)
a=C(); a.want(b'* You are guest1. Commands: /nick NAME, /who, /quit')
b=C(); b.want(b'* You are guest2. Commands: /nick NAME, /who, /quit'); a.want(b'* guest2 joins')
a.say(b'/nick Ada\n'); a.want(b'* guest1 is now Ada'); b.want(b'* guest1 is now Ada')
b.say(b'/nick ada\n'); b.want(b'! ada is taken.')
b.say(b'/nick a b\n'); b.want(b'! A name has 1 to 20 letters and digits.')
b.say(b'/nick Bob\r\n'); b.want(b'* guest2 is now Bob'); a.want(b'* guest2 is now Bob')
a.say(b'hel'); b.say(b'first\n'); a.want(b'Bob: first'); a.say(b'lo\x1b[2J\n'); b.want(b'Ada: hello[2J')
a.say(b'/who\n'); a.want(b'* Ada, Bob')
a.say(b'x'*500+b'\n'); b.want(b'Ada: '+b'x'*500)
a.say(b'x'*501+b'\nshort\n'); a.want(b'! A line has at most 500 characters.'); b.want(b'Ada: short')
a.say(b'y'*5000); a.want(b'! A line has at most 500 characters.'); a.say(b'\n\n/foo\n'); a.want(b'! There is no command /foo')
c=C(); c.line(); a.want(b'* guest3 joins'); b.want(b'* guest3 joins')
c.s.close(); c.f.close(); a.want(b'* guest3 leaves'); b.want(b'* guest3 leaves')
# A client that reads nothing: it has to go, and the others do not wait for it.
d=socket.socket(); d.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096); d.connect(('127.0.0.1',port)); a.want(b'* guest4 joins'); b.want(b'* guest4 joins')
n=0; left=False
while not left:
    a.say((b'z'*490+b'\n')*50)
    for i in range(50):
        got=b.line()
        if got==b'* guest4 leaves\n': left=True; got=b.line()
        assert got==b'Ada: '+b'z'*490+b'\n',got
    n+=50
    assert n<100000
a.want(b'* guest4 leaves')
b.say(b'/quit\n'); assert b.line()==b''; a.want(b'* Bob leaves')
many=[]
for i in range(80):
    x=C(); l=x.line(); many.append((x,l))
full=[l for x,l in many if l.startswith(b'! Too many')]
assert len(full) > 0 and many[-1][1].startswith(b'! Too many')
# A place is free again.
many[0][0].say(b'/quit\n'); assert many[0][0].f.read().endswith(b' joins\n')
assert C().line().startswith(b'* You are guest')
