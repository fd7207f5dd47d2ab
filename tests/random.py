#!/usr/bin/env python3
"""Compares random programs under mrun with an installed GT.M.

    tests/random.py [-n COUNT] [-s SEED] [-k KIND] [--mrun PATH] [--keep DIR]

Each program holds COUNT/20 cases of one kind (expr, string, piece, pattern, flow, subs); a case prints its number and its
result or the error that it raised. Same seed, same programs. Without GT.M nothing is compared and the status is 0;
otherwise the status is 1 when an output differs, and the first differing cases are shown.
"""
import argparse, glob, os, random, subprocess, sys, tempfile

NUMBERS = ['0', '1', '2', '3', '5', '7', '10', '-1', '-3', '.5', '1.5', '-2.25', '100', '12345', '999999999999999999',
           '123456789012345678', '1E10', '1E-5', '3E18', '.000001', '99.99', '1000000', '-.001', '4E17', '2147483648']
STRINGS = ['""', '"a"', '"abc"', '"ABC"', '"a,b,c"', '"1,2,3"', '" "', '"12abc"', '"-5x"', '"+7"', '"--3"', '"1E3"', '"1e3"',
           '"0"', '"00"', '"007"', '"1.0"', '".5"', '"-0"', '"hello world"', '"x^y^z"', '"""q"""', '"AbC123"', '"5."', '"-"',
           '"."', '"1.2.3"', '"aXbXc"', '"aaa"', '"1E"', '"E5"', '"+-+2"']
VARS = ['a', 'b', 'c', 'd', 'e', 'f']
BINARY = ['+', '-', '*', '/', '\\', '#', '_', '=', '<', '>', "'<", "'>", "'=", '[', "'[", ']', "']", ']]', "']]", '&', '!',
          "'&", "'!", '**']


class Maker:
    def __init__(self, seed):
        self.r = random.Random(seed)

    def pick(self, seq):
        return self.r.choice(seq)

    def atom(self):
        n = self.r.random()
        if n < .35:
            return self.pick(NUMBERS) if self.r.random() < .8 else str(self.r.randint(-10 ** 6, 10 ** 6))
        if n < .6:
            return self.pick(STRINGS)
        if n < .95:
            return self.pick(VARS)
        return 'v(%s)' % self.pick(['1', '"x"', '2'])

    def expr(self, depth=3):
        n = self.r.random()
        if depth <= 0 or n < .15:
            return self.atom()
        if n < .6:
            op = self.pick(BINARY)
            right = self.expr(depth - 1) if op != '**' else self.pick(['0', '1', '2', '3', '-1', '.5', 'a'])
            if op == '**':
                return '(%s)**%s' % (self.pick(['2', '10', '1.5', '-2', 'a', '0', '4']), right)
            return '%s%s%s' % (self.expr(depth - 1), op, right)
        if n < .75:
            return '(%s)' % self.expr(depth - 1)
        if n < .83:
            return self.pick(['-', '+', "'"]) + self.expr(depth - 1)
        return self.function(depth - 1)

    def small(self, depth):
        return self.pick(['0', '1', '2', '3', '4', '(-1)', '10', '1.9', '("2x")', self.atom(), self.expr(depth - 1)])

    def width(self):
        return self.pick(['0', '1', '2', '3', '5', '8', '12', '-1', '2.5'])

    def function(self, depth):
        e = lambda: self.expr(depth)
        s = lambda: self.small(depth)
        d = lambda: self.pick(['","', '"^"', '"b"', '"aa"', '""', '" "', '1', e()])
        f = self.pick(['E', 'E2', 'E3', 'P', 'P3', 'P4', 'L', 'L2', 'F', 'F3', 'A', 'A2', 'C', 'J', 'J3', 'TR', 'TR2', 'RE', 'S',
                       'FN', 'FN3', 'D', 'G', 'O', 'Q', 'NA', 'QL', 'QS', 'ZCO', 'ZD', 'ZWR', 'PAT', 'ZL', 'INC'])
        return {
            'E': lambda: '$E(%s)' % e(), 'E2': lambda: '$E(%s,%s)' % (e(), s()), 'E3': lambda: '$E(%s,%s,%s)' % (e(), s(), s()),
            'P': lambda: '$P(%s,%s)' % (e(), d()), 'P3': lambda: '$P(%s,%s,%s)' % (e(), d(), s()),
            'P4': lambda: '$P(%s,%s,%s,%s)' % (e(), d(), s(), s()), 'L': lambda: '$L(%s)' % e(),
            'L2': lambda: '$L(%s,%s)' % (e(), d()), 'F': lambda: '$F(%s,%s)' % (e(), d()),
            'F3': lambda: '$F(%s,%s,%s)' % (e(), d(), s()), 'A': lambda: '$A(%s)' % e(), 'A2': lambda: '$A(%s,%s)' % (e(), s()),
            'C': lambda: '$A($C(%s#256))' % e(), 'J': lambda: '$J(%s,%s)' % (e(), self.width()),
            'J3': lambda: '$J(%s,%s,%s)' % (e(), self.width(), self.pick(['0', '1', '2', '3', '5'])),
            'TR': lambda: '$TR(%s,%s)' % (e(), d()), 'TR2': lambda: '$TR(%s,%s,%s)' % (e(), d(), e()),
            'RE': lambda: '$RE(%s)' % e(), 'S': lambda: '$S(%s:%s,1:%s)' % (e(), e(), e()),
            'FN': lambda: '$FN(%s,"%s")' % (e(), self.pick(['', '+', '-', ',', 'T', 'P', '+,', ',T', '-,'])),
            'FN3': lambda: '$FN(%s,"%s",%s)' % (e(), self.pick(['', '+', ',', 'P', 'T+']), self.pick(['0', '1', '2', '4'])),
            'D': lambda: '$D(%s)' % self.pick(VARS + ['v', 'v(1)', 'zz']), 'G': lambda: '$G(%s,%s)' % (self.pick(VARS + ['v(9)', 'zz']), e()),
            'O': lambda: '$O(v(%s)%s)' % (s(), self.pick(['', ',1', ',-1'])), 'Q': lambda: '$Q(v(%s))' % s(),
            'NA': lambda: '$NA(v(%s,%s)%s)' % (s(), e(), self.pick(['', ',0', ',1', ',2'])),
            'QL': lambda: '$QL($NA(v(%s)))' % e(), 'QS': lambda: '$QS($NA(v(%s,%s)),%s)' % (e(), e(), self.pick(['0', '1', '2', '-1', '3'])),
            'ZCO': lambda: '$ZCO(%s,"%s")' % (e(), self.pick('UL')), 'ZD': lambda: '$ZD(%s,"%s")' % (s(), self.pick(['YYYY-MM-DD', 'MON DD YEAR', 'DAY', 'MM/DD/YY'])),
            'ZWR': lambda: '$ZWRITE(%s)' % e(), 'PAT': lambda: '%s?%s' % (self.pick(VARS + STRINGS + ['(%s)' % e()]), self.pattern()),
            'ZL': lambda: '$ZL(%s)' % e(), 'INC': lambda: '$I(%s,%s)' % (self.pick(VARS), s()),
        }[f]()

    def pattern(self, depth=2):
        out = ''
        for _ in range(self.r.randint(1, 3)):
            low = self.pick(['', '0', '1', '2', '3'])
            count = low + self.pick(['', '.', '.%d' % self.r.randint(3, 5)]) if low else '.'
            n = self.r.random()
            if n < .6:
                out += count + ''.join(self.r.sample('ANUPLCE', self.r.randint(1, 2)))
            elif n < .85 or not depth:
                out += count + self.pick(['"a"', '"ab"', '","', '""', '"X"'])
            else:
                out += count + '(%s,%s)' % (self.pattern(depth - 1), self.pattern(depth - 1))
        return out

    def set_piece(self):
        target = self.pick(VARS + ['v(1)', 'n'])
        s = lambda: self.small(1)
        d = self.pick(['","', '"^"', '"b"', '"ab"', '""', '" "'])
        form = self.pick(['$P(%s,%s)' % (target, d), '$P(%s,%s,%s)' % (target, d, s()), '$P(%s,%s,%s,%s)' % (target, d, s(), s()),
                          '$E(%s)' % target, '$E(%s,%s)' % (target, s()), '$E(%s,%s,%s)' % (target, s(), s())])
        return 's %s=%s w $g(%s,"undefined")' % (form, self.expr(1), target)

    def flow(self):
        body = self.pick(['s x=x+i', 's x=x_i', 's x=$l(x)+i', 'i i#2 s x=x_","_i', 's:i>2 x=x*2', 'q:i>3  s x=x_i', 's a(i)=x,x=$o(a(""),-1)'])
        loop = self.pick(['f i=1:1:%d' % self.r.randint(0, 6), 'f i=%d:-1:%d' % (self.r.randint(0, 6), self.r.randint(-2, 3)),
                          'f i=1,%s,3:2:7' % self.atom(), 'f i=.5:.5:2.5', 'f i="a",2:1:4', 'f i=1:%s:5 q:i>9 ' % self.pick(['1', '2', '.5', '3'])])
        test = self.expr(2)
        return self.pick([
            's x="" %s %s w x_"/"_i' % (loop, body),
            'i %s w "yes",$t e  w "no",$t' % test,
            'i %s,%s w "both" i  w "again"' % (test, self.expr(1)),
            'f i=1:1:3 f j=i:1:3 w i*j," " q:%s ' % self.pick(['i=j', 'j>2', self.expr(1)]),
            's x=1 f  s x=x*%s+1 q:x>100!(x<-100)  w x,","' % self.pick(['2', '3', '-2']),
            's i=0 f  s i=i+1 q:i>5  i i#2 w i,$s(%s:"t",1:"f")' % self.expr(1),
            'w:%s "post" w $t' % test,
            's:%s x=5 w $g(x)' % test,
            's t=$t i %s w $t,t e  w "else",$t' % test,
            'd sub(%s)' % self.expr(1), 'w $$fun(%s,%s)' % (self.expr(1), self.expr(1)), 's x=%s d ref(.x) w x' % self.expr(1),
            's y="a" s @y=%s w a,@y' % self.expr(1), 's y="$l(b)+1" w @y', 'x "s x=1 i %s s x=2" w x' % 'a>b',
            'n x s x=%s d  w x' % self.expr(1),
        ])

    def subs(self):
        keys = [self.pick(NUMBERS + STRINGS[1:]) for _ in range(self.r.randint(2, 8))]
        sets = ' '.join('s w(%s)=%d' % (k, i) for i, k in enumerate(keys))
        return 'k w %s s k="" f  s k=$o(w(k)) q:k=""  w k,"=",w(k),";"' % sets

    def case(self, kind):
        return {'expr': lambda: 'w ' + self.expr(4), 'string': lambda: 'w ' + self.function(2), 'piece': self.set_piece,
                'pattern': lambda: 'w %s?%s' % (self.pick(VARS + STRINGS), self.pattern()), 'flow': self.flow, 'subs': self.subs}[kind]()

    def program(self, name, kind, cases):
        lines = [name + ' ; random ' + kind]
        lines += [' d c%d' % i for i in range(cases)] + [' q']
        lines += ['trap s $ec="" w " ! ",$p($zs,",",3,4),! q']
        lines += ['init k  s ' + ','.join('%s=%s' % (v, self.pick(NUMBERS + STRINGS)) for v in VARS) + ',v(1)="one",v("x")=-5,v(2)="2,3",x="" q']
        lines += ['sub(p) w "<",p,"," s p=p+1 w p,">" q', 'fun(p,q) q:p>q p_"+" q p_","_q', 'ref(p) s p=p_"!" q']
        for i in range(cases):
            lines += ['c%d n (i0) d init n $et s $et="g trap"' % i, ' w "%d: " %s' % (i, self.case(kind)), ' w ! q']
        return '\n'.join(lines) + '\n'


def run(command, cwd, env):
    try:
        p = subprocess.run(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
        return p.stdout.decode('latin-1')
    except subprocess.TimeoutExpired:
        return 'TIMEOUT\n'


def main():
    a = argparse.ArgumentParser()
    a.add_argument('-n', type=int, default=2000)
    a.add_argument('-s', type=int, default=1)
    a.add_argument('-k', default='expr,string,piece,pattern,flow,subs')
    a.add_argument('--mrun', default='target/release/mrun')
    a.add_argument('--keep')
    a = a.parse_args()
    gtm = sorted(glob.glob('/usr/lib/*/fis-gtm/*/mumps')) if 'gtm_dist' not in os.environ else [os.environ['gtm_dist'] + '/mumps']
    if not gtm:
        print('GT.M is not installed: nothing compared')
        return 0
    dist, mrun = os.path.dirname(gtm[-1]), os.path.abspath(a.mrun)
    wrong = done = 0
    kinds = a.k.split(',')
    while done < a.n:
        seed = a.s + done // 20
        kind = kinds[seed % len(kinds)]
        with tempfile.TemporaryDirectory() as work:
            with open(work + '/rnd.m', 'w') as f:
                f.write(Maker(seed).program('rnd', kind, 20))
            if a.keep:
                os.makedirs(a.keep, exist_ok=True)
                subprocess.run(['cp', work + '/rnd.m', '%s/rnd%d.m' % (a.keep, seed)])
            env = {'PATH': os.environ['PATH'], 'LC_ALL': 'C', 'TZ': 'UTC', 'HOME': work, 'gtm_dist': dist, 'gtmroutines': work}
            theirs = run([dist + '/mumps', '-run', 'rnd'], work, env)
            ours = run([mrun, '-run', 'rnd'], work, env)
            text = open(work + '/rnd.m').read().split('\n')
        done += 20
        if theirs == ours:
            continue
        bodies = {l.split(': ', 1)[0].split('"')[1]: l for l in text if l.startswith(' w "')}
        t, o = cases(theirs), cases(ours)
        for key in sorted(set(t) | set(o), key=str):
            if t.get(key) != o.get(key):
                wrong += 1
                print('seed %d %s case %s:%s\n  GT.M %r\n  mrun %r' % (seed, kind, key, bodies.get(key, ''), t.get(key), o.get(key)))
    print('%d cases, %d differ' % (done, wrong))
    return 1 if wrong else 0


def cases(output):
    """Output by case number; compiler messages and the like are put together under 'other'."""
    table, key = {}, 'other'
    for line in output.split('\n'):
        head = line.split(': ', 1)
        if len(head) == 2 and head[0].isdigit() and len(head[0]) < 4:
            key = head[0]
        table[key] = table.get(key, '') + line + '\n'
        if key != 'other' and not line.startswith(key + ':'):
            key = 'other'
    return table


if __name__ == '__main__':
    sys.exit(main())
