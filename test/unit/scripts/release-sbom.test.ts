import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { releaseSbom } from '../../../scripts/dependencies/release-sbom.mjs';

const RELEASE = { name: 'quick-restart', version: '1.2.3', epochSeconds: 1_700_000_000 };
const made = (serial: string, timestamp: string, folder: string): string =>
  JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.5', serialNumber: serial, metadata: { timestamp, component: { name: folder, version: '0', type: 'library' } }, components: [{ name: 'dbus-native', version: '0.16.1' }] });

describe('the list of packages that is released', () => {
  test('is the same from every checkout of one commit, at any time', () => {
    assert.equal(releaseSbom(made('urn:uuid:1', '2026-01-01T00:00:00Z', 'here'), RELEASE), releaseSbom(made('urn:uuid:2', '2027-01-01T00:00:00Z', 'there'), RELEASE));
  });

  test('has the product’s name, the commit’s time, a serial number of its own, and every component', () => {
    const document = JSON.parse(releaseSbom(made('urn:uuid:1', '2026-01-01T00:00:00Z', 'here'), RELEASE)) as Record<string, unknown>;
    assert.deepEqual(document['metadata'], { timestamp: '2023-11-14T22:13:20.000Z', component: { name: 'quick-restart', version: '1.2.3', type: 'library' } });
    assert.match(String(document['serialNumber']), /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.deepEqual(document['components'], [{ name: 'dbus-native', version: '0.16.1' }]);
    assert.notEqual(releaseSbom(made('', '', ''), { ...RELEASE, version: '1.2.4' }).includes(String(document['serialNumber'])), true);
  });
});
