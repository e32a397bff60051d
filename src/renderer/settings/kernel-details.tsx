import { useState } from 'preact/hooks';
import type { KernelRow } from '../../contracts/app/settings-window.ts';
import { bridge } from '../common/bridge.ts';
import { Icon } from '../common/icons.tsx';
import { Outside } from '../common/outside.tsx';
import { Told } from '../common/told.tsx';
import { useWords } from '../common/words.ts';
import { copyText } from './copy-text.ts';

/** Everything about one entry, and what can be done with it. */
export interface KernelDetailsProps {
  readonly id: string;
  readonly entry: KernelRow;
  readonly isSettingDefault: boolean;
  readonly onSetDefault: () => void;
}

/** The opened part of an entry's row. */
export function KernelDetails({ id, entry, isSettingDefault, onSetDefault }: KernelDetailsProps): preact.JSX.Element {
  const words = useWords();
  const { t } = words;
  const { source } = entry;
  return (
    <div id={id} class="details">
      {entry.problems.length > 0 && (
        <ul class="problems">
          {entry.problems.map((problem) => (
            <li key={problem.kind}>
              <Icon name="refusal" />
              <Told text={words.message(problem)} />
            </li>
          ))}
        </ul>
      )}
      {entry.kernel !== null && <CommandLine text={entry.commandLine} />}
      <dl class="facts">
        {entry.kernel !== null && <Fact name={t('Kernel image')} values={[entry.kernel]} />}
        {entry.initrds.length > 0 && <Fact name={t('Initial RAM disks')} values={entry.initrds} />}
        {entry.devicetree !== null && <Fact name={t('Device tree')} values={[entry.devicetree]} />}
        <Fact name={t('Source')} values={[source.line === 0 ? source.file : `${source.file}:${source.line}`]} />
        <Fact name={t('Id')} values={[entry.id]} />
      </dl>
      <div class="details-buttons">
        <button type="button" class="button" disabled={entry.default || isSettingDefault} onClick={onSetDefault}>
          {entry.default ? t('Started by Default') : t('Start by Default')}
        </button>
        <button type="button" class="button" disabled={entry.kernel === null} onClick={() => void bridge().call('openRestart', { entryId: entry.id })}>
          {t('Restart Into It…')}
        </button>
      </div>
    </div>
  );
}

function Fact({ name, values }: { readonly name: string; readonly values: readonly string[] }): preact.JSX.Element {
  return (
    <div class="detail">
      <dt class="caption">{name}</dt>
      {values.map((value) => (
        <dd key={value}>
          <Outside text={value} />
        </dd>
      ))}
    </div>
  );
}

/** The whole command line, to read and to copy. */
function CommandLine({ text }: { readonly text: string }): preact.JSX.Element {
  const { t } = useWords();
  const [isCopied, setCopied] = useState(false);
  return (
    <div class="detail">
      <div class="detail-head">
        <p class="caption">{t('Command line')}</p>
        <button type="button" class="button flat small" disabled={text === ''} onClick={() => setCopied(copyText(text))}>
          <Icon name={isCopied ? 'ok' : 'copy'} />
          <span aria-live="polite">{isCopied ? t('Copied') : t('Copy')}</span>
        </button>
      </div>
      <p class="command-line">{text === '' ? <span class="dim">{t('Empty')}</span> : <Outside text={text} />}</p>
    </div>
  );
}
