import { useState } from 'preact/hooks';
import type { KernelRow as Kernel, SettingsView } from '../../contracts/app/settings-window.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import { Icon } from '../common/icons.tsx';
import { Outside } from '../common/outside.tsx';
import { Told } from '../common/told.tsx';
import { useWords } from '../common/words.ts';
import { isGone, policyOf, searchEntries, SEARCH_FROM, shownPolicy, submenusOf, type Submenu } from './kernel-list.ts';
import { KernelRow } from './kernel-row.tsx';
import { BeingRead, NotRead } from './not-read.tsx';
import { Group, RadioRow } from './rows.tsx';
import type { Changes } from './use-change.ts';

/** The page of boot entries: which one quick restarts start, and which one the boot loader starts. */
export function KernelsPage({ view, changes }: { readonly view: SettingsView; readonly changes: Changes }): preact.JSX.Element {
  const { kernels } = view;
  if (kernels.kind === 'reading') return <BeingRead />;
  if (kernels.kind === 'failed') return <NotRead failure={kernels.failure} />;
  const policy = shownPolicy(view.policy.kind === 'read' ? view.policy.value : null, changes.wanted);
  return (
    <>
      <PolicyGroup policy={policy} entries={kernels.value.entries} changes={changes} />
      <EntriesGroup policy={policy} entries={kernels.value.entries} changes={changes} />
      <Diagnostics diagnostics={kernels.value.diagnostics} />
    </>
  );
}

interface EntriesProps {
  readonly policy: string | null;
  readonly entries: readonly Kernel[];
  readonly changes: Changes;
}

function PolicyGroup({ policy, entries, changes }: EntriesProps): preact.JSX.Element {
  const { t } = useWords();
  const ask = (value: string): void => changes.ask({ kind: 'policy', policy: value });
  const usual = entries.find((entry) => entry.default);
  return (
    <Group id="policy-group" title={t('Quick Restarts Start')}>
      <div class="boxed">
        <RadioRow
          name="policy"
          id="policy-boot-loader"
          title={t('What the Boot Loader Would Start')}
          subtitle={usual === undefined ? t('Its own default.') : <Outside text={usual.title} />}
          on={policy === 'boot-loader'}
          onChoose={() => ask('boot-loader')}
        />
        <RadioRow
          name="policy"
          id="policy-newest"
          title={t('The Newest Kernel')}
          subtitle={t('Of the same flavour as the running one.')}
          on={policy === 'newest'}
          onChoose={() => ask('newest')}
        />
      </div>
      {policy !== null && isGone(policy, entries) && <p class="note">{t('The entry that was chosen is gone; what the boot loader would start is used.')}</p>}
    </Group>
  );
}

function EntriesGroup({ policy, entries, changes }: EntriesProps): preact.JSX.Element {
  const { t, n } = useWords();
  const [search, setSearch] = useState('');
  const hasSearch = entries.length >= SEARCH_FROM;
  const found = hasSearch ? searchEntries(entries, search) : entries;
  return (
    <Group id="entries-group" title={t('Or Always This Entry')}>
      {hasSearch && (
        <div class="search">
          <Icon name="search" />
          <input type="search" placeholder={t('Search entries')} aria-label={t('Search entries')} value={search} onInput={(event) => setSearch(event.currentTarget.value)} />
          <span class="caption" role="status">
            {search.trim() !== '' && n('{count} found', '{count} found', found.length)}
          </span>
        </div>
      )}
      {found.length === 0 && <p class="card padded dim">{entries.length === 0 ? t('The boot loader has no entries.') : t('No entry matches.')}</p>}
      {submenusOf(found).map((submenu) => (
        <SubmenuList key={submenu.entries[0]?.id} submenu={submenu} policy={policy} entries={entries} changes={changes} />
      ))}
    </Group>
  );
}

function SubmenuList({ submenu, policy, entries, changes }: EntriesProps & { readonly submenu: Submenu }): preact.JSX.Element {
  const { titlePath } = submenu;
  return (
    <div class="submenu">
      {titlePath.length > 0 && (
        <h3 class="caption clip" title={titlePath.join(' › ')}>
          <Outside text={titlePath.join(' › ')} />
        </h3>
      )}
      <ul class="boxed">
        {submenu.entries.map((entry) => (
          <KernelRow
            key={entry.id}
            entry={entry}
            index={entries.indexOf(entry)}
            isPolicy={policy === policyOf(entry)}
            isPolicyKnown={policy !== null}
            isSettingDefault={changes.wanted?.kind === 'boot-loader-default'}
            onChoose={() => changes.ask({ kind: 'policy', policy: policyOf(entry) })}
            onSetDefault={() => changes.ask({ kind: 'boot-loader-default', entryId: entry.id })}
          />
        ))}
      </ul>
    </div>
  );
}

const MOST_DIAGNOSTICS = 20;

/** What the reading of the boot configuration had to say. */
function Diagnostics({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }): preact.JSX.Element | null {
  const words = useWords();
  const { t, n } = words;
  if (diagnostics.length === 0) return null;
  const more = diagnostics.length - MOST_DIAGNOSTICS;
  return (
    <Group id="diagnostics" title={t('About the Boot Configuration')}>
      <ul class="boxed">
        {diagnostics.slice(0, MOST_DIAGNOSTICS).map((one, index) => (
          <li key={index} class="row remark-warning">
            <Icon name="warning" />
            <div class="row-text">
              <p>
                <Told text={words.message(one)} />
              </p>
              <p class="subtitle">
                <Outside text={one.line === 0 ? one.file : `${one.file}:${one.line}`} />
              </p>
            </div>
          </li>
        ))}
      </ul>
      {more > 0 && <p class="caption">{n('{count} more', '{count} more', more)}</p>}
    </Group>
  );
}
