import type { RestartView } from '../../contracts/app/restart-window.ts';
import { Icon } from '../common/icons.tsx';
import { Outside } from '../common/outside.tsx';
import { useWords } from '../common/words.ts';

/** Programs that are at work, and other people who are logged in. */
export function InTheWay({ view }: { readonly view: Pick<RestartView, 'blockers' | 'otherPeople'> }): preact.JSX.Element | null {
  const { t } = useWords();
  const { blockers, otherPeople } = view;
  if (blockers.length === 0 && otherPeople.length === 0) return null;
  return (
    <>
      {blockers.length > 0 && (
        <section class="group" aria-labelledby="blockers">
          <h2 id="blockers">{t('Some programs are busy')}</h2>
          <ul class="boxed">
            {blockers.map((blocker, index) => (
              <li key={index} class="row">
                <Icon name="busy" />
                <div class="row-text">
                  <p class="clip">
                    <Outside text={blocker.who} />
                  </p>
                  {blocker.why !== '' && (
                    <p class="subtitle clip">
                      <Outside text={blocker.why} />
                    </p>
                  )}
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      {otherPeople.length > 0 && (
        <section class="group" aria-labelledby="people">
          <h2 id="people">{t('Other people are logged in')}</h2>
          <ul class="boxed">
            {otherPeople.map((name) => (
              <li key={name} class="row">
                <Icon name="person" />
                <p class="row-text">
                  <Outside text={name} />
                </p>
              </li>
            ))}
          </ul>
          <p class="caption">{t('A restart logs them out, and what they have not saved is lost.')}</p>
        </section>
      )}
    </>
  );
}
