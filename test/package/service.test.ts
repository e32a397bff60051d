import assert from 'node:assert/strict';
import test, { after, before, describe } from 'node:test';
import { Debian, SUITES, type Ran } from './support/debian.ts';
import { copyPackage } from './support/package.ts';

const POLICY = '/usr/share/polkit-1/actions/org.quickrestart1.policy';

/** The distribution's own dbus-daemon and polkitd with what the package installed; systemd is not there to start the helper. */
for (const suite of SUITES) {
  describe(`the helper on the system bus of ${suite}`, () => {
    let debian: Debian;
    before(async () => {
      debian = await Debian.start(suite);
      copyPackage(debian);
      debian.shell('dpkg -i /srv/quick-restart.deb && mkdir -p /run/dbus && dbus-daemon --system --fork --nopidfile');
      debian.shell('/usr/lib/polkit-1/polkitd --no-debug >/run/polkitd.log 2>&1 &');
      debian.shell('node --jitless /usr/libexec/quick-restart/quick-restartd.cjs >/run/helper.log 2>&1 &');
      waitFor(debian, 'pkaction >/dev/null 2>&1 && busctl --system get-property org.quickrestart1 /org/quickrestart1 org.quickrestart1.Manager Version >/dev/null 2>&1');
    });
    after(() => debian.stop());

    test('polkit knows every action of the policy file', () => {
      const wanted = [...debian.shell(`cat ${POLICY}`).matchAll(/<action id="([^"]+)"/g)].map(([, id]) => id ?? '').sort();
      assert.ok(wanted.includes('org.quickrestart1.load'));
      assert.deepEqual(debian.shell('pkaction | grep ^org.quickrestart1').trim().split('\n').sort(), wanted);
    });

    test('polkit’s dialog asks in the person’s language', () => {
      const actions = debian.shell('busctl --system call org.freedesktop.PolicyKit1 /org/freedesktop/PolicyKit1/Authority org.freedesktop.PolicyKit1.Authority EnumerateActions s de_DE.UTF-8');
      assert.match(actions, /"org\.quickrestart1\.load" "[^"]*" "Legitimierung ist erforderlich/);
    });

    test('anybody may ask for its state', () => {
      const status = asNobody(debian, 'quick-restart status --json');
      assert.equal(status.status, 0, status.stderr);
      assert.equal((JSON.parse(status.stdout) as { readonly schema: number }).schema, 1);
    });

    test('somebody without a session may not change the default', () => {
      const ran = asNobody(debian, 'quick-restart default newest');
      assert.equal(ran.status, 4, ran.stdout + ran.stderr);
      assert.equal(debian.shell('ls /etc/quick-restart/quick-restart.conf.d'), '');
    });

    test('root may', () => {
      debian.shell('quick-restart default newest');
      assert.match(debian.shell('cat /etc/quick-restart/quick-restart.conf.d/90-chosen.conf'), /^Default=newest$/m);
      assert.match(debian.shell('cat /run/helper.log'), /set-default|default/i);
    });

    test('the bus gives its name to root only', () => {
      const taken = asNobody(debian, 'busctl --system call org.freedesktop.DBus / org.freedesktop.DBus RequestName su org.quickrestart1 0');
      assert.notEqual(taken.status, 0);
      assert.match(taken.stderr, /denied/i);
    });
  });
}

function asNobody(debian: Debian, line: string): Ran {
  return debian.run(['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', 'sh', '-euc', line]);
}

function waitFor(debian: Debian, line: string): void {
  debian.shell(`for i in $(seq 100); do if ${line}; then exit; fi; sleep 0.1; done; cat /run/*.log >&2; exit 1`);
}
