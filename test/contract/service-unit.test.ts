import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOAD_RECORD_FILE, LoadRecordFile } from '../../src/adapters/load-record/load-record-file.ts';
import { BUS_NAME } from '../../src/contracts/names.ts';
import { temporaryTree } from '../fakes/temporary-directory.ts';
import { readUnit } from './read-unit.ts';

const unit = readUnit(readFileSync('systemd/quick-restartd.service', 'utf8'));
const one = (key: string): string => {
  const values = unit.get(`Service.${key}`) ?? [];
  assert.equal(values.length, 1, key);
  return values[0]!;
};

describe('the unit of the helper', () => {
  test('owns the name that the helper takes', () => {
    assert.equal(one('Type'), 'dbus');
    assert.equal(one('BusName'), BUS_NAME);
  });

  test('memory that is both writable and executable is forbidden, so V8 does without', () => {
    assert.equal(one('MemoryDenyWriteExecute'), 'yes');
    for (const command of [one('ExecStart'), one('ExecStopPost')]) assert.match(command, /\/usr\/bin\/node --jitless \/usr\/libexec\/quick-restart\/quick-restartd\.cjs/);
  });

  test('the load record is in its runtime directory, which outlives it', () => {
    assert.ok(LOAD_RECORD_FILE.startsWith(`/run/${one('RuntimeDirectory')}/`));
    assert.equal(one('RuntimeDirectoryPreserve'), 'yes');
  });

  test('kexec(8) ends with the helper, before the clean-up looks', () => {
    assert.equal(one('KillMode'), 'control-group');
  });

  test('every limit that the service needs lifted is argued in a comment', () => {
    const lines = readFileSync('systemd/quick-restartd.service', 'utf8').split('\n');
    for (const setting of ['CapabilityBoundingSet=', 'ReadWritePaths=', 'DevicePolicy=', 'UMask=', 'User=', 'SystemCallFilter=kexec_load']) {
      const at = lines.findIndex((line) => line.startsWith(setting));
      assert.ok(at > 0 && lines[at - 1]!.startsWith('#'), setting);
    }
  });

  // The line that systemd runs after the helper ended, with another record and `echo` in node's place.
  function cleansUp(record: string): boolean {
    const script = /^\/bin\/sh -c '(.*)'$/.exec(one('ExecStopPost'))?.[1];
    assert.ok(script !== undefined);
    assert.doesNotMatch(script, /[\\"$%]/, 'systemd.service(5) would read it before the shell does');
    const shell = script.replaceAll(LOAD_RECORD_FILE, record).replace(/exec .*$/, 'echo cleans up');
    const ran = spawnSync('/bin/sh', ['-c', shell], { encoding: 'utf8' });
    assert.equal(ran.stderr, '');
    assert.equal(ran.status, 0);
    return ran.stdout === 'cleans up\n';
  }

  test('the clean-up runs unless the record says that the load was finished', (t) => {
    const file = join(temporaryTree(t), 'load.json');
    const records = new LoadRecordFile(file);
    assert.equal(cleansUp(file), false, 'no record');
    records.write({ state: 'loading', entryId: 'gnulinux' });
    assert.equal(cleansUp(file), true, 'loading');
    records.write({ state: 'loading', entryId: '{"state":"loaded"' });
    assert.equal(cleansUp(file), true, 'loading, with an id that looks like the other state');
    records.write({ state: 'loaded', entryId: 'loading' });
    assert.equal(cleansUp(file), false, 'loaded');
    for (const damaged of ['', '{"st', 'x\n{"entryId":"","state":"loaded"}']) {
      writeFileSync(file, damaged);
      assert.equal(cleansUp(file), true, `damaged: ${damaged}`);
    }
  });
});
