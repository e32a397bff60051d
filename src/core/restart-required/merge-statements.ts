import { said } from '../said.ts';
import { MAX_PACKAGES, type RestartReason, type RestartReasonKind } from './restart-reason.ts';
import { reasonMessage } from './reason-message.ts';
import type { Names, RestartStatement } from './restart-statement.ts';

/** Most pressing first. */
const ORDER: readonly RestartReasonKind[] = ['modules-gone', 'kernel-superseded', 'kernel-updated', 'boot-chain', 'libraries', 'requested'];

/**
 * One answer from what all sources say: one reason a kind, most pressing first. A kernel that is superseded takes in what says only
 * that its package was updated. Of several statements the surer one counts, and the earliest time.
 */
export function mergeStatements(statements: readonly RestartStatement[]): readonly RestartReason[] {
  const superseded = statements.some((one) => one.kind === 'kernel-superseded' && one.confidence === 'sure');
  const kinded = superseded ? statements.map((one) => (one.kind === 'kernel-updated' ? { ...one, kind: 'kernel-superseded' as const } : one)) : statements;
  return ORDER.flatMap((kind) => {
    const own = kinded.filter((one) => one.kind === kind);
    return own.length === 0 ? [] : [mergeKind(kind, own)];
  });
}

function mergeKind(kind: RestartReasonKind, statements: readonly RestartStatement[]): RestartReason {
  const packages = union(statements.map((one) => one.packages));
  const times = statements.map((one) => one.sinceMs).filter((time) => time !== null);
  const surest = statements.filter((one) => one.confidence === 'sure');
  const sentence = [...surest, ...statements].find((one) => one.message !== null)?.message ?? null;
  return {
    kind,
    ...said(sentence ?? reasonMessage(kind, packages)),
    packages: packages.names.slice(0, MAX_PACKAGES),
    morePackages: Math.max(0, packages.inAll - MAX_PACKAGES),
    sinceMs: times.length === 0 ? null : Math.min(...times),
    confidence: surest.length > 0 ? 'sure' : 'likely',
    sources: [...new Set(statements.map((one) => one.source))],
  };
}

/** Every name once; what a source counted and did not name is added. */
function union(all: readonly Names[]): Names {
  const names = [...new Set(all.flatMap((one) => one.names))];
  const unnamed = Math.max(0, ...all.map((one) => one.inAll - one.names.length));
  return { names, inAll: names.length + unnamed };
}
