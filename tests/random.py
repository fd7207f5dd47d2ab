#!/usr/bin/env python3
"""Compares random programs under mrun with an installed GT.M.

    tests/random.py [-n COUNT] [-s SEED] [-k KIND] [--mrun PATH] [--keep DIR]

Each program holds 20 cases of one kind (expr, string, piece, pattern, flow, subs, arrays, calls, indirect, errors, state; with -k also
globals, merge, query, tp, of which a few in a thousand differ still); a case
prints its number and its result or the error that it raised. Same seed, same programs. With -t it ends after so many seconds; a
program that is then under way is not judged. Without GT.M nothing is compared and the status is 0; otherwise the status is 1 when an output differs, and the
differing cases are shown.
"""
import argparse, glob, math, os, random, shutil, signal, subprocess, sys, tempfile, time

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
        # GT.M does nothing for a negative literal and a last position that is none (docs/gtm-differences.md).
        s = lambda: self.pick(['0', '1', '2', '3', '4', '10', '1.9', '("2x")', 'a', 'b', '$l(c)', self.pick(VARS) + '#5'])
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

    def key(self):
        return self.pick(NUMBERS + STRINGS[1:] + VARS + ['1', '2', '3', '"k"'])

    def node(self, name=None):
        name = name or self.pick(['w', 'w', '^g'])
        n = self.r.randint(0, 3)
        return name + ('(%s)' % ','.join(self.key() for _ in range(n)) if n else '')

    def arrays(self):
        steps = []
        for _ in range(self.r.randint(2, 7)):
            steps.append(self.pick([
                's %s=%s' % (self.node(), self.expr(1)), 's %s=%s' % (self.node(), self.atom()), 'k %s' % self.node(),
                'zk %s' % self.node(), 'm %s=%s' % (self.node('w'), self.node('v')), 'm %s=%s' % (self.node('x'), self.node('w')),
                's %s=$g(%s,"none")' % (self.node('w'), self.node()), 's x=$i(%s,%s)' % (self.node(), self.small(1)),
                's $p(%s,",",%s)=%s' % (self.node(), self.pick('12034'), self.atom()), 'k (x,%s,a,b,c,d,e,f)' % self.pick(['w', 'v', 'w,v'])]))
        shows = self.r.sample(['w $d(%s)' % self.node(), 'w $o(%s(%s))' % (self.pick(['w', '^g']), self.key()),
                               'w $o(%s(%s),-1)' % (self.pick(['w', '^g']), self.key()), 'w $q(%s)' % self.node(), 'w $g(%s)' % self.node(),
                               's q="w" f n=1:1:30 s q=$q(@q) q:q=""  w q,"=",@q,";"', 's q="^g" f n=1:1:30 s q=$q(@q) q:q=""  w q,"=",@q,";"',
                               'zwr w', 'w $zp(w(%s))' % self.key(), 'w $na(%s)' % self.node()], 3)
        return 'k w,^g,x ' + ' '.join(steps) + ' w "/" ' + ' w "/" '.join(shows)

    def naked(self):
        steps = ['s ^g(%s)=%s' % (self.key(), self.atom())]
        for _ in range(self.r.randint(1, 4)):
            steps.append(self.pick(['s ^(%s)=%s' % (self.key(), self.atom()), 's ^(%s,%s)=%s' % (self.key(), self.key(), self.atom()),
                                    'w $d(^(%s))' % self.key(), 'w $o(^(%s))' % self.key(), 'k ^(%s)' % self.key(), 'w $g(^(%s),$na(^(1)))' % self.key(),
                                    's ^g(1)=$g(^(%s))' % self.key()]))
        return 'k ^g ' + ' '.join(steps) + ' w $r'

    def calls(self):
        e = lambda: self.expr(1)
        v = lambda: self.pick(VARS)
        return self.pick([
            'd ref(.%s),ref(.%s) w %s' % (v(), v(), v()), 'w $$fun(%s,$$fun(%s,%s))' % (e(), e(), e()), 'd new(.%s,%s) w %s,$d(t)' % (v(), e(), v()),
            'w $$rec(%d,%s)' % (self.r.randint(0, 6), self.atom()), 'd arr(.w,%s) zwr w' % e(), 'n (%s,%s) w $d(%s),$d(%s)' % (v(), v(), v(), v()),
            'd kil(.%s) w $d(%s)' % ((lambda x: (x, x))(v())), 'n %s s %s=%s d sub(%s) w %s' % (('a', 'a') + (e(), v(), 'a')),
            'w $$opt(%s),$$opt(),$$opt(,%s)' % (e(), e()), 'd sub(%s):%s,sub(%s)' % (e(), e(), e()), 's w(1)=%s d arr(.w,%s) w w(1),$g(w(2))' % (e(), e()),
            'w $$two^rnd(%s,%s)' % (e(), e()), 's l="fun" w @("$$"_l_"(%s,%s)")' % (self.r.randint(0, 9), self.r.randint(0, 9)),
            'd @("sub(""%s"")")' % self.r.randint(0, 9), 'd %s' % self.pick(['nolabel', 'sub', 'sub()', 'sub(1,2)', 'ref(1)', '^nortn'])])

    def indirect(self):
        text = self.pick(['a', 'b', 'v(1)', 'v(2)', 'v("x")', 'v(9)', '^g(1)', '@"a"', 'a+1', '', '1', '(a)', 'v(', 'a b', 'v(a)', '$l(a)'])
        q = '"%s"' % text.replace('"', '""')
        e = self.expr(1)
        return self.pick([
            's y=%s w @y' % q, 's y=%s s @y=%s w $g(@y)' % (q, e), 's y=%s w $d(@y)' % q, 's y=%s w @y@(%s)' % (q, self.key()),
            's y=%s s @y@(1,%s)=%s w $g(@y@(1))' % (q, self.key(), self.atom()), 's y=%s k @y w $d(a),$d(v)' % q, 's y="x=%s" s @y w x' % self.r.randint(0, 9),
            's y="a,b",z="w a" w @y', 'x "s x=%s w x"' % e.replace('"', '""'), 'x "w 1","w %s":%s' % (self.r.randint(0, 9), e),
            's y="%s" f @y=1:1:3 w $g(a)' % self.pick(['a', 'b', 'v(1)', 'v(a)']), 's y="%s" i @y w "yes"' % self.pick(['a', 'a>b', '1,0', 'a=a']), 's y=%s w $o(@y)' % q, 's y=%s w $na(@y)' % q,
            's y="%s" n @y w $d(a)' % self.pick(['a', 'b', 'a,b', '@"a"', '']), 's y=%s d ref(.@y) w $g(a)' % q, 'w a?@"%s"' % self.pattern().replace('"', '""'), 'w $t(@"%s")' % self.pick(['sub', 'sub+0', '+1', 'no', 'sub+1^rnd']),
            'x "f i=1:1:3 w i q:i=%s  w 0"' % self.r.randint(1, 4), 'x "x ""x """"w 7"""""""', 'x "w %s"' % self.pick(['(', '1+', 'a b', '1 w 2', '$x+1', '"" ""'.replace('"', '""')])])

    def errors(self):
        bad = self.pick(['1/0', 'zz', 'v(77)', '$s(0:1)', '^nog', '1E46*(a+1)*100', '$r(0)', '$$nolab()', '$p(zz,1)', '@"1+"', 'a**9999', '(-a*a-1)**.5',
                         '$fn(1,"Z")', '$j(1,2,-1)', '$c(-1)+zz', '$zd(-9)', 'a#0', '1\\0', '$na(a,-1)', '$qs("a(",1)', '$st(1,"X")'])
        return self.pick([
            'w %s' % bad, 'd err w 1', 'x "w %s"' % bad.replace('"', '""'), 's x=%s' % bad, 'f i=1:1:3 w i w:i=2 %s' % bad,
            'n $et s $et="w ""in "",$ec,$st s $ec="""" q"  w "b" s x=%s w "a"' % bad, 'd lev(%s) w "after"' % self.expr(1), 'i %s w "t"' % bad,
            'd lev2 w $ec', 's $ec=",U%d,"' % self.r.randint(1, 99), 'w $st,$es d lev(1/0) w $st', 'w $$exf(%s)' % self.atom(), 'g nolab', 's a(%s)=1' % bad,
            's $p(a,",",%s)=1' % bad, 'k @%s' % bad, 'zm %d:"x"' % self.pick([150373850, 150372361, 150374746]), 'w $zs=$ec,%s' % bad, 'd @%s' % bad])

    def state(self):
        return self.pick([
            'w $x,"abc",$x,!,$y>0,?%s,$x' % self.pick(['0', '5', '20', '(-1)', '1.9', '"7x"']), 's $x=%s w $x' % self.pick(['0', '5', '20', '1.9', '"7x"']), 'i %s w $t d tst w $t' % self.expr(1), 's $t=%s w $t' % self.expr(1),
            'w $l($t(+%s))' % self.pick(VARS), 'w $st,$es n $es w $es', 's x=$h w $p(x,",")>60000', 'w $q,$$qt', 'n $et w $l($et)', 'w $zl,$$zl', 'w $tl ts  w $tl s ^g=1 tro  w $tl,$d(^g)',
            'ts  s ^g=%s w ^g tc  w ^g k ^g' % self.atom(), 'l +^g:0 w $t l  w $t', 'o "f":new u "f" w %s,! u $p c "f" o "f":read u "f" r x u $p c "f":delete w x' % self.expr(1),
            'w $a($e($zv,1)),$l($j)>0', 'h 0 w $t', 'w $na(%s)' % self.node(), 's ($x,y)=%s w $x,y' % self.pick(['1', '5', '"3a"']),
            's ($p(y,",",2),z)=%s w y,z' % self.expr(1), 's (v(%s),z)=%s zwr v' % (self.key(), self.atom())])

    def gkey(self):
        """A subscript, at times one that looks like a number, is empty, or reads a global itself."""
        n = self.r.random()
        if n < .5:
            return self.pick(['1', '2', '3', '"a"', '"b"', '1.5', '-1', '10'])
        if n < .8:
            return self.pick(['""', '"1"', '"01"', '"1.0"', '"1E2"', '100', '-.5', '.5', '"-0"', '0', '"-1"', '1E20', '1E-5', '-1E10', '"+1"', '"A"', '"a b"',
                              '$c(0)', '$c(255)', '"a"_$c(1)', '"%"', '123456789012345678', '"123456789012345678901"', '"1."', '"1E46"', '"."', '"-"', 'b', 'c'])
        return self.pick(['$g(^(1),2)', '$o(^g(1))', '$g(^h(2),"q")', 'a', '$r', '$d(^(2))', '$na(^(1),0)'])

    def gvn(self, naked=.4):
        n = self.r.randint(0, 3)
        name = '^' if self.r.random() < naked and n else self.pick(['^g', '^g', '^h'])
        return name + ('(%s)' % ','.join(self.gkey() for _ in range(n)) if n else '')

    def value(self):
        return self.pick([self.pick(NUMBERS), self.pick(STRINGS), 'a', '$g(%s)' % self.gvn(), '$r', '$g(%s,%s)' % (self.gvn(), self.gvn(.2)), '$i(%s)' % self.gvn(.2)])

    def by_name(self):
        return self.pick(['@$na(%s)' % self.gvn(), '@y@(%s)' % self.gkey(), '@y', '@("^g("_1_")")', '@"^(2)"', '@$q(%s)' % self.gvn(.2)])

    def step(self):
        g = lambda: self.gvn() if self.r.random() < .85 else self.by_name()
        way = lambda: self.pick(['', ',1', ',-1', ',-1'])
        return self.pick([
            lambda: 's %s=%s' % (g(), self.value()), lambda: 's %s=%s' % (g(), self.value()), lambda: 's %s=%s' % (g(), self.value()),
            lambda: 's (%s,%s)=%s' % (g(), g(), self.value()), lambda: 's $p(%s,",",%s)=%s' % (g(), self.pick(['1', '2', '$g(^(1))', '0']), self.value()),
            lambda: 's $e(%s,%s)=%s' % (g(), self.pick(['1', '3', '2,4']), self.value()), lambda: 's ($p(%s,"b"),%s)=%s' % (g(), g(), self.value()),
            lambda: 'k %s' % g(), lambda: 'zk %s' % g(), lambda: 'k %s,%s' % (g(), g()), lambda: 'm %s=%s' % (g(), g()), lambda: 'w $i(%s,%s)' % (g(), self.pick(['1', '-1', '.5', '""', '"2x"'])),
            lambda: 'w $o(%s%s)' % (g(), way()), lambda: 'w $q(%s%s)' % (g(), way()), lambda: 'w $zp(%s)' % g(), lambda: 'w $d(%s)' % g(), lambda: 'w $g(%s)' % g(),
            lambda: 'w %s' % g(), lambda: 'w $na(%s%s)' % (g(), self.pick(['', ',0', ',1', ',2'])), lambda: 'w $g(%s,%s)' % (g(), g()), lambda: 'w $s(%s:%s,1:%s)' % ('$d(%s)' % g(), g(), '$r'),
            lambda: 'i $d(%s),%s w "t"' % (g(), g()), lambda: 'f i=1:1:$d(%s)+1 s ^(i)=$r' % g(), lambda: 'w:%s %s' % ('$d(%s)' % g(), g()), lambda: 's y=$na(%s)' % self.gvn(.2),
            lambda: 'l +%s:0 l' % g(), lambda: 'w $ql($na(%s)),$qs($na(%s),%s)' % (g(), g(), self.pick(['0', '1', '2', '-1'])), lambda: 'w %s=%s' % (g(), g()), lambda: 'w %s_%s' % (g(), self.pick(['$r', g()])),
            lambda: 'w $$fun(%s,%s)' % (g(), g()), lambda: 'd sub(%s)' % g(), lambda: 'x "w ^(1)"', lambda: 's x(%s)=%s' % (g(), g()), lambda: 'm w=%s' % g(), lambda: 'm %s=w' % g(), lambda: 'zwr %s' % self.gvn(0)])()

    def steps(self, step, low, high):
        """Steps that each catch their errors and tell the last reference, or all in one line."""
        steps = [step() for _ in range(self.r.randint(low, high))]
        if self.r.random() < .6:
            return ' '.join('d st("%s")' % s.replace('"', '""') for s in steps)
        return ' '.join(steps) + ' w "/",$r'

    def fill(self):
        return ' '.join('s %s=%d' % (self.gvn(0), i) for i in range(self.r.randint(2, 6)))

    def globals(self):
        return 's y="^g(1)" k ^g,^h %s ' % self.fill() + self.steps(self.step, 2, 6) + ' d all'

    def merge(self):
        name = lambda: self.pick([self.gvn(.2), self.gvn(.2), self.node('w'), self.node('v'), 'w', '^g', '^h(1)', '^g(1)', 'w(1)', self.by_name(), '@"w"', '@("w("_1_")")'])
        step = lambda: self.pick([lambda: 'm %s=%s' % (name(), name()), lambda: 'm %s=%s' % (name(), name()), lambda: 'm %s=%s,%s=%s' % (name(), name(), name(), name()),
                                  lambda: 'k %s' % name(), lambda: 's %s=%s' % (name(), self.value()), lambda: 'w $d(%s)' % name(), lambda: 'm (%s)=%s' % (name(), name())])()
        return 's y="^g(1)" k ^g,^h,w %s s w(1)=1,w(1,"a")=2,w("b",1)=3 ' % self.fill() + self.steps(step, 1, 4) + ' d all zwr w'

    def range(self):
        k = lambda: self.pick(['', '1', '2', '"a"', '"b"', '-1', '1.5', '""', '"A"', '100', '"1"'])
        return self.pick([lambda: k(), lambda: k() + ':' + k(), lambda: ':' + k(), lambda: '*', lambda: self.gkey(), lambda: ':', lambda: ''])()

    def query(self):
        n = self.r.randint(1, 3)
        name = self.pick(['^g', '^g', '^h', 'w'])
        show = self.pick(['zwr %s(%s)' % (name, ','.join(self.range() for _ in range(n))), 'zwr %s(%s)' % (name, ','.join(self.range() for _ in range(n))), 'zwr %s' % name,
                          's q="%s" f n=1:1:40 s q=$q(@q,%s) q:q=""  w q,";"' % (self.gvn(0).replace('"', '""').replace('$', '$'), self.pick(['1', '-1'])),
                          's k="" f n=1:1:40 s k=$o(^g(k),%s) q:k=""  w k,","' % self.pick(['1', '-1']), 's k="^%%" f n=1:1:9 s k=$o(@k,%s) q:k=""  w k' % self.pick(['1', '-1']),
                          'zwr @"%s(%s)"' % (name, ','.join(self.range() for _ in range(n)).replace('"', '""')), 'zwr ^g(1),^(%s)' % self.range(), 'zwr %s,%s' % (self.gvn(.3), self.gvn(.3))])
        # Ranges make GT.M raise an error at an empty subscript, patterns of globals at any.
        fill = ' '.join((self.fill(), self.fill())).replace('""', '"z"')
        return 'k ^g,^h,w %s m w=^g ' % fill + show + ' w "/",$r'

    def tp(self):
        step = lambda: self.step() if self.r.random() < .6 else self.pick(['ts ', 'ts ', 'ts *', 'ts (a,w)', 'ts ():serial', 'tc ', 'tc ', 'tro ', 'tro ', 'tro -1', 'tro 1', 'tro %s' % self.pick(['0', '2', '-2', 'a']),
                                                                           'w $tl,$tr', 's a=%s' % self.value(), 'w $g(a)', 'l +^g', 'ts  s ^g(9)=1 tro  w $d(^g(9))', 's w(1)=2', 'tre:$tr<1 '])
        return 's y="^g(1)" k ^g,^h %s ts  ' % self.fill() + self.steps(step, 2, 7) + ' w $tl tro:$tl  w $tl d all w $g(a)'

    def case(self, kind):
        return {'globals': self.globals, 'merge': self.merge, 'query': self.query, 'tp': self.tp, 'arrays': lambda: self.arrays() if self.r.random() < .7 else self.naked(), 'calls': self.calls, 'indirect': self.indirect, 'errors': self.errors,
                'state': self.state, 'expr': lambda: 'w ' + self.expr(4), 'string': lambda: 'w ' + self.function(2), 'piece': self.set_piece,
                'pattern': lambda: 'w %s?%s' % (self.pick(VARS + STRINGS), self.pattern()), 'flow': self.flow, 'subs': self.subs}[kind]()

    def program(self, name, kind, cases):
        lines = [name + ' ; random ' + kind]
        lines += [' d c%d' % i for i in range(cases)] + [' q']
        lines += ['trap s $ec="" w " ! ",$p($zs,",",3,4),! tro:$tl  q']
        lines += ['init k  s ' + ','.join('%s=%s' % (v, self.pick(NUMBERS + STRINGS)) for v in VARS) + ',v(1)="one",v("x")=-5,v(2)="2,3",x="" q']
        lines += ['new(p,q) n t,p2 s t=q,p2=p,p=t_p q', 'rec(n,x) q:n<1 x q $$rec(n-1,x_n)', 'arr(p,q) s p(2)=q,p("n",q)=1 k p(1) q', 'kil(p) k p q',
                  'opt(p,q) q $d(p)_$d(q)', 'two(p,q) n a s a=p q a_q', 'err n x s x=1/0 q', 'lev(p) s x=p/0 w "l" q', 'lev2 n $et s $et="s $ec="""" q" d err w "x" q',
                  'st(x) n $et s $et="w "" ! "",$p($zs,"","",3,4),"";"" s $ec="""" tro:$tl  q" x x w "|",$r,";"', ' q', 'all n q,r s r=$r w ! f q="^g","^h" w:$d(@q)#2 q,"=",@q,";" f  s q=$q(@q) q:q=""  w q,"=",@q,";"', ' w r q',
                  'exf(p) n $et s $et="s $ec="""" q ""caught""" q p/0', 'tst i 0 q', 'qt() q $q', 'zl() q $zl']
        lines += ['sub(p) w "<",p,"," s p=p+1 w p,">" q', 'fun(p,q) q:p>q p_"+" q p_","_q', 'ref(p) s p=p_"!" q']
        for i in range(cases):
            lines += ['c%d n (i0) d init n $et s $et="g trap"' % i, ' w "%d: " %s' % (i, self.case(kind)), ' w ! q']
        return '\n'.join(lines) + '\n'


def run(command, cwd, env, until):
    """What a program prints within 20 seconds, or that it does not end; None when the time of all is over before. What it started ends with it, and does not hold the output."""
    with tempfile.TemporaryFile() as out:
        p = subprocess.Popen(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            p.wait(max(0, min(20, until - time.monotonic())))
        except subprocess.TimeoutExpired:
            os.killpg(p.pid, signal.SIGKILL)
            p.wait()
            return None if time.monotonic() >= until else 'TIMEOUT\n'
        out.seek(0)
        return out.read().decode('latin-1')


def prepare(dist, folder):
    """A database as tests/programs.rs has it, to be copied for each program."""
    env = {'PATH': os.environ['PATH'], 'LC_ALL': 'C', 'gtm_dist': dist, 'gtmroutines': dist + '/libgtmutil.so', 'gtmgbldir': folder + '/x.gld', 'testdb': folder}
    settings = ('change -segment DEFAULT -file="$testdb/x.dat"\n'
                'change -region DEFAULT -null_subscripts=always -stdnullcoll -key_size=255 -record_size=4000\nexit\n')
    for command, text in (['mumps', '-run', 'GDE'], settings), (['mupip', 'create'], ''):
        subprocess.run([dist + '/' + command[0]] + command[1:], cwd=folder, env=env, input=text.encode(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


def main():
    a = argparse.ArgumentParser()
    a.add_argument('-n', type=int, default=2000)
    a.add_argument('-s', type=int, default=1)
    a.add_argument('-k', default='expr,string,piece,pattern,flow,subs,arrays,calls,indirect,errors,state')
    a.add_argument('-t', type=float)
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
    database = tempfile.TemporaryDirectory()
    prepare(dist, database.name)
    until = math.inf if a.t is None else time.monotonic() + a.t
    while done < a.n and time.monotonic() < until:
        seed = a.s + done // 20
        kind = kinds[seed % len(kinds)]
        with tempfile.TemporaryDirectory() as work:
            with open(work + '/rnd.m', 'w') as f:
                f.write(Maker(seed).program('rnd', kind, 20))
            if a.keep:
                os.makedirs(a.keep, exist_ok=True)
                subprocess.run(['cp', work + '/rnd.m', '%s/rnd%d.m' % (a.keep, seed)])
            env = {'PATH': os.environ['PATH'], 'LC_ALL': 'C', 'TZ': 'UTC', 'HOME': work, 'gtm_dist': dist, 'gtmroutines': work}
            shutil.copy(database.name + '/x.dat', work)
            globals_at = {'gtmgbldir': database.name + '/x.gld', 'testdb': work}
            theirs = run([dist + '/mumps', '-run', 'rnd'], work, env | globals_at, until)
            ours = run([mrun, '-run', 'rnd'], work, env, until)
            text = open(work + '/rnd.m').read().split('\n')
        if theirs is None or ours is None:
            break
        done += 20
        if theirs == ours == 'TIMEOUT\n':
            # A program that tells nothing is a fault of the generator.
            wrong += 1
            print('seed %d %s ends under neither' % (seed, kind))
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
