import { render, type ComponentType } from 'preact';
import { useLayoutEffect, useMemo } from 'preact/hooks';
import type { Catalogue } from '../../contracts/app/appearance.ts';
import type { WindowView } from '../../contracts/app/ipc.ts';
import { createTranslator } from '../../words/index.ts';
import { applySurroundings } from './appearance.ts';
import { bridge } from './bridge.ts';
import { PRODUCT_NAME } from './product-name.ts';
import { Words } from './words.ts';

/** Shows the main process's views of one kind in this window, from the first to the last, and says when the first one stands. */
export function mountWindow<View extends WindowView>(kind: View['window'], Content: ComponentType<{ readonly view: View }>): void {
  const place = document.getElementById('window');
  if (place === null) throw new Error('the page has no #window');
  let catalogue: Catalogue | null = null;
  const show = (view: WindowView): void => {
    if (!isOfKind<View>(view, kind)) throw new Error(`this window shows ${kind}, not ${view.window}`);
    // The same texts with every view: as one object they are the same translator.
    if (catalogue === null || catalogue.language !== view.catalogue.language) catalogue = view.catalogue;
    applySurroundings(document.documentElement, view);
    render(<WindowContent view={view} catalogue={catalogue} Content={Content} />, place);
  };
  void showFirst(show);
}

/** A window that still reads is shown after this time all the same. */
const READING_MS = 120;

async function showFirst(show: (view: WindowView) => void): Promise<void> {
  let changes = 0;
  const read = new Promise<void>((resolve) => {
    bridge().onView((view) => {
      changes += 1;
      show(view);
      if (!isReading(view)) resolve();
    });
  });
  const first = await bridge().call('view', null);
  // A change may have overtaken the answer, which is older then.
  if (changes === 0) show(first);
  await document.fonts.ready;
  if (isReading(first)) await Promise.race([read, new Promise((resolve) => setTimeout(resolve, READING_MS))]);
  await bridge().call('painted', null);
}

function isReading(view: WindowView): boolean {
  return view.window === 'restart' && view.phase.kind === 'reading';
}

function isOfKind<View extends WindowView>(view: WindowView, kind: View['window']): view is View {
  return view.window === kind;
}

interface ContentProps<View extends WindowView> {
  readonly view: View;
  readonly catalogue: Catalogue;
  readonly Content: ComponentType<{ readonly view: View }>;
}

function WindowContent<View extends WindowView>({ view, catalogue, Content }: ContentProps<View>): preact.JSX.Element {
  const words = useMemo(() => createTranslator(catalogue), [catalogue]);
  const title = view.window === 'restart' ? words.t('Restart') : PRODUCT_NAME;
  useLayoutEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <Words.Provider value={words}>
      <Content view={view} />
    </Words.Provider>
  );
}
