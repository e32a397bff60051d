import { COUNTDOWN_SECONDS, type Preferences } from '../../contracts/app/preferences.ts';
import type { SettingsView } from '../../contracts/app/settings-window.ts';
import { useWords } from '../common/words.ts';
import { EveryRestartGroup } from './every-restart-group.tsx';
import { QuietHoursRows } from './quiet-hours-rows.tsx';
import { ChoiceRow, Group, SwitchRow } from './rows.tsx';
import type { Changes } from './use-change.ts';

/** The page of a person's own wishes. */
export function RestartPage({ view, changes }: { readonly view: SettingsView; readonly changes: Changes }): preact.JSX.Element {
  const preferences = changes.wanted?.kind === 'preferences' ? changes.wanted.preferences : view.preferences;
  const set = (change: Partial<Preferences>): void => changes.ask({ kind: 'preferences', preferences: { ...preferences, ...change } });
  return (
    <>
      <WindowGroup preferences={preferences} set={set} />
      <EveryRestartGroup everyRestart={view.everyRestart} changes={changes} />
      <DesktopGroup preferences={preferences} set={set} shellExtension={view.shellExtension} changes={changes} />
    </>
  );
}

interface GroupProps {
  readonly preferences: Preferences;
  readonly set: (change: Partial<Preferences>) => void;
}

function WindowGroup({ preferences, set }: GroupProps): preact.JSX.Element {
  const { t, n } = useWords();
  return (
    <Group id="restart-window" title={t('Restart Window')}>
      <div class="boxed">
        <ChoiceRow
          id="default-action"
          title={t('Restart Button')}
          subtitle={t('What it does while no key is held.')}
          value={preferences.defaultAction}
          values={[
            { value: 'full', label: t('Ordinary Restart') },
            { value: 'quick', label: t('Quick Restart') },
          ]}
          onChoose={(defaultAction) => set({ defaultAction })}
        />
        <SwitchRow
          id="modifier-turns"
          title={t('Shift and Ctrl Turn the Button')}
          subtitle={t('While one is held, the button does the other kind of restart.')}
          on={preferences.modifierTurns}
          onToggle={(modifierTurns) => set({ modifierTurns })}
        />
        <SwitchRow
          id="countdown"
          title={t('Countdown')}
          subtitle={n('Restart after {count} second unless the window is touched.', 'Restart after {count} seconds unless the window is touched.', COUNTDOWN_SECONDS)}
          on={preferences.countdown}
          onToggle={(countdown) => set({ countdown })}
        />
        <SwitchRow
          id="ask-others"
          title={t('Mind Other People')}
          subtitle={t('Say who else is logged in, and wait for a decision.')}
          on={preferences.askOthers}
          onToggle={(askOthers) => set({ askOthers })}
        />
      </div>
    </Group>
  );
}

interface DesktopProps extends GroupProps {
  readonly shellExtension: SettingsView['shellExtension'];
  readonly changes: Changes;
}

function DesktopGroup({ preferences, set, shellExtension, changes }: DesktopProps): preact.JSX.Element {
  const { t, c } = useWords();
  return (
    <Group id="desktop" title={c('group', 'Desktop')}>
      <div class="boxed">
        <SwitchRow
          id="start-at-login"
          title={t('Start at Login')}
          subtitle={t('Keep the icon in the panel.')}
          on={preferences.startAtLogin}
          onToggle={(startAtLogin) => set({ startAtLogin })}
        />
        {shellExtension !== null && (
          <SwitchRow
            id="shell-extension"
            title={t('Quick Restart in the System Menu')}
            subtitle={t('Restart… there becomes Quick Restart… while Shift or Ctrl is held.')}
            on={changes.wanted?.kind === 'shell-extension' ? changes.wanted.on : shellExtension}
            onToggle={(on) => changes.ask({ kind: 'shell-extension', on })}
          />
        )}
        <SwitchRow
          id="notify"
          title={t('Notifications')}
          subtitle={t('Say when a restart is due.')}
          on={preferences.notify}
          onToggle={(notify) => set({ notify })}
        />
        {preferences.notify && <QuietHoursRows quietHours={preferences.quietHours} set={(quietHours) => set({ quietHours })} />}
      </div>
    </Group>
  );
}
