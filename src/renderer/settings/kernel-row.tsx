import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import type { KernelRow as Kernel } from '../../contracts/app/settings-window.ts';
import type { Translator } from '../../words/index.ts';
import { formatDay } from '../common/format.ts';
import { Icon } from '../common/icons.tsx';
import { Outside } from '../common/outside.tsx';
import { useWords } from '../common/words.ts';
import { KernelDetails } from './kernel-details.tsx';
import { sourceName } from './kernel-list.ts';

/** One boot entry of the list. */
export interface KernelRowProps {
  readonly entry: Kernel;
  /** The position in the whole list; ids of elements are made from it. */
  readonly index: number;
  /** Quick restarts always start this one. */
  readonly isPolicy: boolean;
  readonly isPolicyKnown: boolean;
  readonly isSettingDefault: boolean;
  readonly onChoose: () => void;
  readonly onSetDefault: () => void;
}

/** A row with a radio button, what the entry is, its marks, and its details below when opened. */
export function KernelRow(props: KernelRowProps): preact.JSX.Element {
  const { entry, index, isPolicy, isPolicyKnown, onChoose } = props;
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const id = `entry-${index}`;
  return (
    <li class={`expander ${isOpen ? 'open' : ''}`}>
      <div class="row activatable">
        <input
          type="radio"
          class="radio"
          id={id}
          name="policy"
          checked={isPolicy}
          disabled={!isPolicyKnown || !entry.quickRestart}
          aria-describedby={`${id}-about`}
          onChange={onChoose}
        />
        <div class="row-text">
          <label class="title whole" for={id} title={entry.title}>
            <span class="clip">
              <Outside text={entry.title} />
            </span>
          </label>
          <p id={`${id}-about`} class="subtitle">
            <Facts entry={entry} />
          </p>
        </div>
        <Marks entry={entry} />
        <button
          type="button"
          class="button flat round"
          aria-expanded={isOpen}
          aria-controls={isOpen ? `${id}-details` : undefined}
          aria-label={words.t('Details of {title}', { title: entry.title.slice(0, LONGEST_NAME) })}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon name="chevron" class="turns" />
        </button>
      </div>
      {isOpen && <KernelDetails id={`${id}-details`} entry={entry} isSettingDefault={props.isSettingDefault} onSetDefault={props.onSetDefault} />}
    </li>
  );
}

/** Names that a screen reader reads out end somewhere. */
const LONGEST_NAME = 100;

/** Release, flavour, source, date: what is known of them. */
function Facts({ entry }: { readonly entry: Kernel }): preact.JSX.Element {
  const words = useWords();
  const facts = factsOf(entry, words);
  return (
    <>
      {facts.map((fact, index) => (
        <Fragment key={index}>
          {index > 0 && ' · '}
          <Outside text={fact} />
        </Fragment>
      ))}
    </>
  );
}

function factsOf(entry: Kernel, words: Translator): readonly string[] {
  return [
    entry.kernelRelease ?? words.t('Unknown release'),
    ...(entry.flavour === null || entry.flavour === '' ? [] : [entry.flavour]),
    sourceName(entry.source.kind, words),
    ...(entry.imageChangedAtMs === null ? [] : [formatDay(entry.imageChangedAtMs, words)]),
  ];
}

function Marks({ entry }: { readonly entry: Kernel }): preact.JSX.Element {
  const { t, c } = useWords();
  return (
    <div class="marks">
      {entry.running && <span class="mark mark-running">{c('boot entry', 'Running')}</span>}
      {entry.default && <span class="mark mark-default">{c('boot entry', 'Default')}</span>}
      {entry.recovery && <span class="mark">{c('boot entry', 'Recovery')}</span>}
      {!entry.quickRestart && <span class="mark mark-not">{t('Not Quick')}</span>}
    </div>
  );
}
