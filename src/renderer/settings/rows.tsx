import type { ComponentChildren } from 'preact';
import { Switch } from '../common/switch.tsx';

/** A titled group of rows. */
export function Group({ id, title, about, children }: { readonly id: string; readonly title: string; readonly about?: string; readonly children: ComponentChildren }): preact.JSX.Element {
  return (
    <section class="group" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {about !== undefined && <p class="dim about">{about}</p>}
      {children}
    </section>
  );
}

interface RowTextProps {
  readonly id: string;
  readonly title: ComponentChildren;
  readonly subtitle: ComponentChildren;
  /** The title is a label for all of the row. */
  readonly whole?: boolean;
}

/** What a row says: the label of its control, and a sentence that describes it. */
function RowText({ id, title, subtitle, whole = false }: RowTextProps): preact.JSX.Element {
  return (
    <div class="row-text">
      <label class={whole ? 'title whole' : 'title'} for={id}>
        {title}
      </label>
      <p id={`${id}-about`} class="subtitle">
        {subtitle}
      </p>
    </div>
  );
}

/** A row with a switch. */
export interface SwitchRowProps {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly on: boolean;
  readonly onToggle: (on: boolean) => void;
}

/** The whole row is the switch's label, so it can be pressed anywhere. */
export function SwitchRow({ id, title, subtitle, on, onToggle }: SwitchRowProps): preact.JSX.Element {
  return (
    <div class="row activatable">
      <RowText id={id} title={title} subtitle={subtitle} whole />
      <Switch id={id} on={on} describedBy={`${id}-about`} onToggle={onToggle} />
    </div>
  );
}

/** A row with a choice of a few values. */
export interface ChoiceRowProps<Value extends string> {
  readonly id: string;
  readonly title: string;
  readonly subtitle: ComponentChildren;
  readonly value: Value;
  readonly values: readonly { readonly value: Value; readonly label: string }[];
  readonly disabled?: boolean;
  readonly onChoose: (value: Value) => void;
}

/** A drop-down list in a row. */
export function ChoiceRow<Value extends string>({ id, title, subtitle, value, values, disabled = false, onChoose }: ChoiceRowProps<Value>): preact.JSX.Element {
  const choose = (event: { readonly currentTarget: HTMLSelectElement }): void => {
    const chosen = values[event.currentTarget.selectedIndex];
    if (chosen !== undefined) onChoose(chosen.value);
  };
  return (
    <div class="row">
      <RowText id={id} title={title} subtitle={subtitle} />
      <span class="select">
        <select id={id} value={value} disabled={disabled} aria-describedby={`${id}-about`} onChange={choose}>
          {values.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
      </span>
    </div>
  );
}

/** One of several rows of which one is chosen. */
export interface RadioRowProps {
  readonly name: string;
  readonly id: string;
  readonly title: ComponentChildren;
  readonly subtitle: ComponentChildren;
  readonly on: boolean;
  readonly onChoose: () => void;
}

/** A row with a radio button before its title. */
export function RadioRow({ name, id, title, subtitle, on, onChoose }: RadioRowProps): preact.JSX.Element {
  return (
    <div class="row activatable">
      <input type="radio" class="radio" id={id} name={name} checked={on} aria-describedby={`${id}-about`} onChange={onChoose} />
      <RowText id={id} title={title} subtitle={subtitle} whole />
    </div>
  );
}
