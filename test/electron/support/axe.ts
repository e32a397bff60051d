import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResult {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** axe-core finds nothing in this window: every rule that it has, those of good practice too. */
export async function assertAccessible(page: Page): Promise<void> {
  await page.evaluate(SOURCE);
  const { violations, passes } = await page.evaluate(async () => {
    const { axe } = window as unknown as { readonly axe: { run: () => Promise<{ readonly violations: AxeResult[]; readonly passes: AxeResult[] }> } };
    const { violations, passes } = await axe.run();
    return { violations, passes: passes.length };
  });
  assert.ok(passes > 10, `axe looked at almost nothing: ${passes} rules`);
  assert.deepEqual(violations.map(inWords), []);
}

function inWords({ id, help, nodes }: AxeResult): string {
  return `${id}: ${help}\n${nodes.map(({ html, failureSummary = '' }) => `  ${html}\n    ${failureSummary.replace(/\n/g, '\n    ')}`).join('\n')}`;
}
