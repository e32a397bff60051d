import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { echoOf } from './fake-host.ts';

/** Prints its arguments, one in each pair of angle brackets. */
const SHOW = 'function show { for word in "$@"; do echo -n "<$word>"; done; }\n';

describe('words', () => {
  const cases: readonly (readonly [string, string])[] = [
    ["show a 'b c' \"d e\"", '<a><b c><d e>'],
    ['set a="x  y"; show $a "$a"', '<x><y><x  y>'],
    ['set a=" x "; show p$a"q" "$a"', '<pxq>< x >'],
    ['show $none "$none" \'\'', '<><>'],
    ['show a\\ b \\"c\\" \\\\ \\$x \\;', '<a b><"c"><\\><$x><;>'],
    ['show "a\\"b" "a\\\\b" "a\\$b" "a\\nb"', '<a"b><a\\b><a$b><a\\nb>'],
    ["show 'a\\b' 'it'\\''s'", "<a\\b><it's>"],
    ['show a\\\nb "c\\\nd"', '<ab><cd>'],
    ['show \\\n  x', '<x>'],
    ['a=1; b=2; show ${a}$b x${a}y', '<12><x1y>'],
    ['show a#b #c', '<a#b>'],
    ['show "#no" # yes "', '<#no>'],
    ['show a { }; show b', ''],
    ['show a; show "b$"', ''],
    ['a=v; show $"t $a \\$a"', '<t v $a>'],
    ['show a\\b$"c"', '<a\\bc>'],
    ['show x$"$#"; function f { show $"$#$1"; }; f a b', '<x><2>'],
    ['a="one two"; show "$a"b$a', '<one twobone><two>'],
    ['show if then fi in do', '<if><then><fi><in><do>'],
    ["a='*'; show k$a", '<k*>'],
    ["a='\\*'; show $a \"$a\"", '<\\*><\\*>'],
    ['set x="a\n#b"\nc"; show "$x"', '<a\nc>'],
    ['show a\r\n', '<a>'],
    ['show a\0b\nshow c', '<a><c>'],
    ['show /m/*.cfg /m/?.cfg /n/* "/m/*"', '</m/a.cfg></m/bb.cfg></m/a.cfg></n/*></m/*>'],
  ];
  for (const [script, expected] of cases) {
    test(JSON.stringify(script), () => assert.equal(echoOf(SHOW + script, { files: { '/m/a.cfg': '', '/m/bb.cfg': '' } }), expected));
  }
});

describe('commands and $?', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['false; echo $?', '1\n'],
    ['nosuch; echo $?', '0\n'],
    ['if nosuch; then echo yes; fi', 'yes\n'],
    ['! true; echo $?', '1\n'],
    ['! false; echo $?', '0\n'],
    ['! ! true; echo $?', '0\n'],
    ['while false; do true; done; echo $?', '1\n'],
    ['until true; do true; done; echo $?', '0\n'],
    ['if false; then true; fi; echo $?', '0\n'],
    ['for x in; do true; done; echo $?', '0\n'],
    ['set; echo $?', '0\n'],
    ['set novalue; echo $?', '18\n'],
    ['unset; echo $?', '18\n'],
    ['break 0; echo $?', '18\n'],
    ['break x; echo $?', '10\n'],
    ['return; echo $?', '18\n'],
    ['setparams a; echo $?', '17\n'],
    ['search --fs-uuid nope; echo $?', '5\n'],
    ['search nope; echo $?', '17\n'],
    ['source /nothing; echo $?', '0\n'],
    ['load_env -f /nothing; echo $?', '5\n'],
    ['regexp a; echo $?', '18\n'],
    ['regexp a b; echo $?', '1\n'],
    ['insmod nothing; echo $?', '0\n'],
    ['false\n# comment\n\necho $?', '1\n'],
    ['false\nfunction f { true; }\necho $?', '1\n'],
    ['true; false', ''],
    ['1=x; echo "[$1]"', '[]\n'],
    ['set 1=x; echo "[$1]"', '[]\n'],
    ['a=1; unset a; echo "[$a]"', '[]\n'],
    ['set root=(hd0,1); echo $root; unset root; echo "[$root]"', 'hd0,1\n[]\n'],
    ['a= b=2; echo "[$a][$b]"', '[][]\n'],
  ];
  for (const [script, expected] of cases) test(JSON.stringify(script), () => assert.equal(echoOf(script), expected));
});

describe('flow', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['if false; then echo a; elif true; then echo b; else echo c; fi', 'b\n'],
    ['if false\nthen echo a\nelse echo c\nfi', 'c\n'],
    ['if false; true; then echo a; fi', 'a\n'],
    ['for x in a "b c" $none d; do echo -n "<$x>"; done', '<a><b c><d>'],
    ['for x in 1 2 3; do if [ $x = 2 ]; then continue; fi; echo -n $x; done', '13'],
    ['for x in 1 2 3; do if [ $x = 2 ]; then break; fi; echo -n $x; done', '1'],
    ['for x in 1 2; do for y in a b; do break 2; done; echo $x; done; echo end', 'end\n'],
    ['for x in 1 2; do for y in a b; do continue 2; done; echo no; done; echo $x$y', '2a\n'],
    ['i=; while [ "$i" != xxx ]; do i=x$i; echo -n $i,; done', 'x,xx,xxx,'],
    ['i=; until [ "$i" = xx ]; do i=x$i; done; echo $i', 'xx\n'],
    ['function f { echo "$# $1 $2"; }; f a "b c"', '2 a b c\n'],
    ['function f { shift; echo $1; shift 2; echo $? "$#"; }; f a b', 'b\n18 1\n'],
    ['function f { return 3; echo no; }; f; echo $?', '3\n'],
    ['function f { if true; then return 4; fi; echo no; }; f; echo $?', '4\n'],
    ['function f { false; return; }; f; echo $?', '1\n'],
    ['function f { setparams x y z; echo $#$3; }; f a', '3z\n'],
    ['function f { f2 "$@"; }; function f2 { echo $#; }; f "a b" c', '2\n'],
    ['function f { echo 1; }; function f { echo 2; }; f', '2\n'],
    ['function f { echo "<$*>"; for x in $*; do echo -n $x.; done; }; f "a b" c', '<a b c>\na.b.c.'],
    ['function echo { true; }; echo command', 'command\n'],
    ['for x in a; do function_like=1; done; echo $function_like', '1\n'],
    ["eval 'a=5; echo $a'", '5\n'],
    ["x=echo; eval $x hi; eval 'false'; echo $?", 'hi\n1\n'],
    ["eval 'echo a; }'; echo $?", '0\n'],
    ['a; b } c\necho next', 'next\n'],
    ['if true; then echo a\necho b; }\necho c', 'c\n'],
    ['echo a; echo "open\necho b', ''],
    ['echo a b; echo $\necho c', 'c\n'],
    ['function ok { echo 1; }; bad }\nok', '1\n'],
    ["regexp --set 1:v --set 2:n '^(.*)-([0-9]+)$' linux-66; echo $v.$n", 'linux.66\n'],
    ['n=1; regexp --set n "(x)?a" a; echo "[$n]"', '[]\n'],
    ['probe --set u --fs-uuid (disk); echo $u; probe --fs-uuid nowhere; echo $?', 'uuid-of-disk\n12\n'],
    ["echo -e 'a\\tb\\\\d'; echo -n x; echo -x y", 'a\tb\\d\nx-x y\n'],
    ["echo -e 'a\\cb'", 'ab'],
  ];
  for (const [script, expected] of cases) test(JSON.stringify(script), () => assert.equal(echoOf(script), expected));
});

describe('where GRUB goes on after an error', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['echo "a $ b" c\necho e', 'e\n'],
    ['echo "a $ b" "c\nd" x\necho e', ''],
    ['echo "a $ b""\nc\necho d', ''],
    ['echo a; echo b | c\necho d', 'd\n'],
    ['if true; then\necho a\n}\necho b\nfi\necho c', 'b\nc\n'],
    ['menuentry x {\n}\necho a', 'a\n'],
    ['for 1 in a; do echo $1; done\necho a', 'a\n'],
    ['function a-b { echo 1; }\necho a', 'a\n'],
    ['if true; then function f { echo 1; }; fi\necho a', 'a\n'],
  ];
  for (const [script, expected] of cases) test(JSON.stringify(script), () => assert.equal(echoOf(script), expected));
});
