import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { WORDS } from '../../src/adapters/dbus/contract-shapes.ts';
import { encodeServiceState } from '../../src/adapters/dbus/service-state.ts';
import { introspectObject } from '../../src/adapters/dbus/transport/introspection.ts';
import { ERRORS } from '../../src/contracts/errors.ts';
import { MANAGER, type Argument, type InterfaceDescription, type ManagerMethod } from '../../src/contracts/manager-interface.ts';
import { BUS_NAME, MANAGER_INTERFACE, OBJECT_PATH } from '../../src/contracts/names.ts';
import { METHOD_ACTIONS } from '../../src/helper/authorizer.ts';
import { sampleRestart } from '../fakes/sample-history.ts';
import { sampleEntry, samplePlan } from '../fakes/sample-plan.ts';
import { sampleFailedRestart } from '../fakes/sample-kernels.ts';
import { sampleReason } from '../fakes/sample-reason.ts';
import { all, readXml, type Element } from './read-xml.ts';

const source = readFileSync('dbus/org.quickrestart1.xml', 'utf8');
const node = readXml(source);
const [manager] = all(node, 'interface');

/** The description that the XML gives of an interface. */
function describedBy(element: Element): InterfaceDescription {
  const args = (member: Element, direction: string | undefined): readonly Argument[] =>
    all(member, 'arg').filter((arg) => arg.attributes['direction'] === direction).map((arg) => ({ name: arg.attributes['name']!, type: arg.attributes['type']! }));
  return {
    name: element.attributes['name']!,
    methods: Object.fromEntries(all(element, 'method').map((one) => [one.attributes['name']!, { in: args(one, 'in'), out: args(one, 'out') }])),
    properties: Object.fromEntries(
      all(element, 'property').map((one) => {
        assert.equal(one.attributes['access'], 'read');
        return [one.attributes['name']!, { type: one.attributes['type']!, changes: one.children[0]!.attributes['value'] as 'const' | 'true' }];
      }),
    ),
    signals: Object.fromEntries(all(element, 'signal').map((one) => [one.attributes['name']!, args(one, undefined)])),
  };
}

function commentOf(kind: 'method' | 'property' | 'signal', name: string): string {
  return all(manager!, kind).find((one) => one.attributes['name'] === name)!.comment.replace(/\s+/g, ' ');
}

function documents(comment: string, words: readonly string[]): void {
  for (const word of words) assert.match(comment, new RegExp(`(^|[ (,])${word}([ ,);:.]|$)`), word);
}

describe('the reviewed D-Bus contract and the program', () => {
  test('object, interface and bus name are the same everywhere', () => {
    assert.equal(node.attributes['name'], OBJECT_PATH);
    assert.equal(MANAGER.name, MANAGER_INTERFACE);
    assert.equal(MANAGER.name, `${BUS_NAME}.Manager`);
    assert.equal(OBJECT_PATH, `/${BUS_NAME.replaceAll('.', '/')}`);
  });

  test('the table that helper and clients use is the XML', () => {
    assert.deepEqual(describedBy(manager!), MANAGER);
  });

  test('what the helper answers to Introspect is the XML', () => {
    const [served] = all(readXml(introspectObject([MANAGER])), 'interface');
    assert.deepEqual(describedBy(served!), describedBy(manager!));
  });

  test('every member is documented, under its own name', () => {
    for (const one of manager!.children) assert.match(one.comment.trim(), new RegExp(`^${one.attributes['name']!}: `));
  });

  test('every error is documented, and no other', () => {
    const listed = [...node.comment.matchAll(/^ {4}(\w+) {2,}\S/gm)].map(([, name]) => name!);
    assert.deepEqual([...listed].sort(), Object.values(ERRORS).map((one) => one.dbus).sort());
    assert.equal(new Set(listed).size, listed.length);
  });

  test('errors that a method documents exist', () => {
    const names = new Set<string>(Object.values(ERRORS).map((one) => one.dbus));
    for (const one of all(manager!, 'method')) {
      const listed = /Errors: ([\w,\s]+)\./.exec(one.comment)?.[1];
      assert.ok(listed !== undefined, one.attributes['name']);
      for (const name of listed.split(/,\s*/)) assert.ok(names.has(name), `${one.attributes['name']!}: ${name}`);
    }
  });

  test('the actions that a method documents are those that it may ask for', () => {
    for (const [method, actions] of Object.entries(METHOD_ACTIONS) as [ManagerMethod, readonly string[]][]) {
      const authorisation = /Authorisation: (.*)$/.exec(commentOf('method', method))?.[1] ?? '';
      assert.deepEqual([...authorisation.matchAll(/org\.quickrestart1\.[a-z-]+/g)].map(([id]) => id), actions, method);
      if (actions.length === 0) assert.match(authorisation, /^none\./);
    }
  });

  test('every key and word of an entry is documented', () => {
    const comment = commentOf('method', 'ListEntries');
    documents(comment, [...Object.keys(sampleEntry()), ...Object.keys(sampleEntry().source), ...Object.keys(WORDS.sourceKind), ...Object.keys(WORDS.problemKind)]);
  });

  test('every key and word of a diagnostic is documented', () => {
    documents(commentOf('method', 'ListDiagnostics'), ['file', 'line', 'kind', 'message', ...Object.keys(WORDS.diagnosticKind)]);
  });

  test('every key and word of a restart is documented', () => {
    documents(commentOf('method', 'ListHistory'), [...Object.keys(sampleRestart({ skippedSeconds: 1 })), ...Object.keys(WORDS.restartKind)]);
  });

  test('every key and word of a plan is documented', () => {
    const plan = samplePlan();
    const words = [WORDS.action, WORDS.checkId, WORDS.checkResult, WORDS.checkAgainst, WORDS.savedFrom].flatMap((one) => Object.keys(one));
    documents(commentOf('method', 'Plan'), [...Object.keys(plan), ...Object.keys(plan.checks[0]!), ...Object.keys(plan.savedSeconds), ...words]);
  });

  test('every key and word of an outcome and of a reason is documented', () => {
    documents(commentOf('method', 'Load'), ['plan', 'call', 'reason', ...Object.keys(WORDS.call)]);
    documents(commentOf('property', 'RestartReasons'), [...Object.keys(sampleReason()), ...Object.keys(WORDS.reasonKind), ...Object.keys(WORDS.reasonConfidence), ...Object.keys(WORDS.reasonSource)]);
  });

  test('every key and word of a failed restart is documented', () => {
    documents(commentOf('property', 'FailedRestarts'), [...Object.keys(sampleFailedRestart()), ...Object.keys(WORDS.failureHow)]);
  });

  test('every property has a value', () => {
    const state = encodeServiceState({ version: '', runningKernelRelease: '', loadedEntry: '', loadedChanges: [], restartRequired: false, restartReasons: [], failedRestarts: [], policy: { kind: 'newest' }, everyRestart: 'off', nextRestart: { kind: 'ordinary', entryId: null, kernelRelease: null, possible: true, message: 'Restarts are ordinary ones.' } });
    assert.deepEqual(Object.keys(state), Object.keys(MANAGER.properties));
  });
});
