// What a page could do that somebody else's script had got into: nothing but the calls of the contract.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import test, { after, before, describe } from 'node:test';
import type { Page } from 'playwright-core';
import { Desk } from './support/desk.ts';

describe('a window', () => {
  let desk: Desk;
  let page: Page;
  before(async () => {
    desk = await Desk.open({}, ['--settings']);
    page = await desk.window('settings');
  });
  after(() => desk.stop());

  test('is sandboxed, isolated from its preload script, and without Node', async () => {
    const preferences = await desk.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      return (window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences();
    });
    const { sandbox, contextIsolation, nodeIntegration, webSecurity, nodeIntegrationInSubFrames, webviewTag } = preferences;
    assert.deepEqual([sandbox, contextIsolation], [true, true]);
    assert.deepEqual([nodeIntegration === true, nodeIntegrationInSubFrames === true, webviewTag === true, webSecurity === false], [false, false, false, false]);
    assert.deepEqual(await page.evaluate(() => ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter((name) => name in window)), []);
  });

  test('runs no script but the app’s files: neither inline nor from text nor from elsewhere', async () => {
    const ran = await page.evaluate(async () => {
      const marks = window as unknown as Record<string, unknown>;
      const add = (change: (script: HTMLScriptElement) => void): void => {
        const script = document.createElement('script');
        change(script);
        document.head.append(script);
      };
      add((script) => (script.textContent = 'window.inlineRan = true'));
      add((script) => (script.src = 'data:text/javascript,window.dataRan = true'));
      add((script) => (script.src = 'https://example.org/x.js'));
      // Later, for what a test driver evaluates is let through.
      await new Promise<void>((resolve) => setTimeout(() => {
        try {
          marks['textRan'] = (0, eval)('true');
        } catch {
          marks['textRefused'] = true;
        }
        resolve();
      }, 50));
      await new Promise((resolve) => setTimeout(resolve, 300));
      return ['inlineRan', 'dataRan', 'textRan', 'textRefused'].filter((name) => name in marks);
    });
    assert.deepEqual(ran, ['textRefused']);
  });

  test('reaches no network and no file', async () => {
    const open = await startOpenServer();
    try {
      assert.equal(await fetch(open.address).then((answer) => answer.status), 200, 'whoever may use the network reaches it');
      const reached = await page.evaluate(async (address) => {
        const addresses = [address, 'https://example.org/', 'file:///etc/passwd', 'app://quick-restart/main.cjs', 'app://quick-restart/settings.html'];
        new Image().src = `${address}image`;
        const outcomes = await Promise.all(addresses.map((one) => fetch(one).then(() => one, () => null)));
        return outcomes.filter((one) => one !== null);
      }, open.address);
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.deepEqual([reached, open.requests], [[], ['GET /']]);
    } finally {
      open.stop();
    }
  });

  test('opens no other window, and goes nowhere', async () => {
    const url = page.url();
    await page.evaluate(() => {
      window.open('https://example.org/');
      window.open('app://quick-restart/restart.html');
      window.location.href = 'https://example.org/';
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(page.url(), url);
    assert.equal(desk.app.windows().length, 1);
  });

  test('may call what the contract names, with its argument, and nothing else', async () => {
    const refused = await page.evaluate(async () => {
      const { call } = (window as unknown as { readonly quickRestart: { call: (name: unknown, argument: unknown) => Promise<unknown> } }).quickRestart;
      const calls: readonly (readonly [unknown, unknown])[] = [['constructor', {}], ['__proto__', null], ['shell', 'id'], [7, 7], [null, null]];
      return Promise.all(calls.map(([name, argument]) => call(name, argument).then(() => 'answered', (error: unknown) => (/refused/.test(String(error)) ? 'refused' : String(error)))));
    });
    assert.deepEqual(refused, Array(5).fill('refused'));
  });
});

interface OpenServer {
  readonly address: string;
  /** What reached it. */
  readonly requests: readonly string[];
  readonly stop: () => void;
}

/** A server on this computer that lets every page read what it answers: only the app itself can keep its pages from it. */
async function startOpenServer(): Promise<OpenServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end('open');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/`,
    requests,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
