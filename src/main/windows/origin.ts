/** Our pages come from this computer only, by a scheme of our own. */
export const SCHEME = 'app';
const HOST = 'quick-restart';

export type PageName = 'restart' | 'settings';

/** The address of a window's page. */
export function pageUrl(page: PageName): string {
  return `${SCHEME}://${HOST}/${page}.html`;
}

/** One of our two pages, exactly. */
export function isOurPage(url: string): boolean {
  return url === pageUrl('restart') || url === pageUrl('settings');
}

/** Programs of the app itself lie beside the pages' files and are none of a window's business. */
const SERVED = /^\/([a-z0-9-]+)\.(html|js|css)$/;
const TYPES: Readonly<Record<string, string>> = { html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' };

/** The file that an address of ours means, and its type; null for every other address. */
export function fileOf(url: string): { readonly path: string; readonly type: string } | null {
  const { protocol, host, pathname } = new URL(url);
  const match = protocol === `${SCHEME}:` && host === HOST ? SERVED.exec(pathname) : null;
  const type = TYPES[match?.[2] ?? ''];
  return match === null || type === undefined ? null : { path: pathname.slice(1), type };
}
