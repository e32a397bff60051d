/** A switch that reads like GNOME's: `labelledBy` and `describedBy` are ids of the row's texts. */
export interface SwitchProps {
  readonly id: string;
  readonly on: boolean;
  readonly disabled?: boolean;
  readonly describedBy?: string;
  readonly onToggle: (on: boolean) => void;
}

/** The switch itself; its row's title is its `<label>`. */
export function Switch({ id, on, disabled = false, describedBy, onToggle }: SwitchProps): preact.JSX.Element {
  return (
    <span class="switch">
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked={on}
        disabled={disabled}
        aria-describedby={describedBy}
        onChange={(event) => onToggle(event.currentTarget.checked)}
      />
      <span class="switch-slider" aria-hidden="true" />
    </span>
  );
}
