import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, protocol, session, type Session, type WebContents } from 'electron';
import { HEADERS } from './content-policy.ts';
import { fileOf, isOurPage, SCHEME } from './origin.ts';

/** To be called before the app is ready: Electron takes schemes only then. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: false } }]);
}

/** Whatever a page does, it opens no window, goes nowhere and embeds nothing. */
export function confineContents(): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame || !isOurPage(event.url)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
  });
}

let made: Session | null = null;

/** The session of all windows: in memory, files of `folder` only, every permission denied, the network out of reach. Made with the first window. */
export function windowSession(folder: string): Session {
  made ??= makeSession(folder);
  return made;
}

function makeSession(folder: string): Session {
  const own = session.fromPartition('windows', { cache: false });
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  own.setPermissionCheckHandler(() => false);
  own.setDevicePermissionHandler(() => false);
  own.on('will-download', (event) => event.preventDefault());
  own.webRequest.onBeforeRequest((request, answer) => answer({ cancel: fileOf(request.url) === null && !request.url.startsWith('devtools:') }));
  own.protocol.handle(SCHEME, async ({ url }) => {
    const file = fileOf(url);
    const body = file === null ? null : await readFile(join(folder, file.path)).catch(() => null);
    if (file === null || body === null) return new Response('', { status: 404, headers: HEADERS });
    return new Response(body, { headers: { ...HEADERS, 'content-type': file.type } });
  });
  return own;
}
