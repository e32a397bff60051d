/** Symbolic icons on a grid of 16, drawn for this program; they take the colour of the text around them. */
const SHAPES = {
  /** A circle's three quarters with an arrow head. */
  restart: <path d="M8 2.5a5.5 5.5 0 1 1-5.3 4 M2.3 2.2v4.6h4.6" class="line" />,
  bolt: <path d="M9.6 0.9 3 8.9a.55.55 0 0 0 .43.9H7l-1.2 5.1c-.1.5.5.8.8.4L13.1 7.3a.55.55 0 0 0-.43-.9H9.1l1.4-5c.13-.5-.56-.85-.9-.5z" class="solid" />,
  chip: (
    <>
      <rect x="3.75" y="3.75" width="8.5" height="8.5" rx="1.75" class="line" />
      <rect x="6.5" y="6.5" width="3" height="3" rx=".75" class="solid" />
      <path d="M6 1v2M10 1v2M6 13v2M10 13v2M1 6h2M1 10h2M13 6h2M13 10h2" class="line" />
    </>
  ),
  pulse: <path d="M1 8.5h3l1.7-5.3 3.2 9.6 2-4.3H15" class="line" />,
  chart: <path d="M2.5 14V8.5M6.2 14V3M9.9 14V6M13.5 14V10" class="line wide" />,
  ok: (
    <>
      <circle cx="8" cy="8" r="7" class="solid" />
      <path d="m4.9 8.3 2.2 2.2 4.1-4.6" class="cut" />
    </>
  ),
  warning: (
    <>
      <path d="M6.9 1.7.9 12.6A1.25 1.25 0 0 0 2 14.5h12a1.25 1.25 0 0 0 1.1-1.9L9.1 1.7a1.25 1.25 0 0 0-2.2 0z" class="solid" />
      <path d="M8 5.3v4.2M8 11.9v.1" class="cut" />
    </>
  ),
  refusal: (
    <>
      <path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" class="solid" />
      <path d="m5.6 5.6 4.8 4.8M10.4 5.6l-4.8 4.8" class="cut" />
    </>
  ),
  unknown: (
    <>
      <circle cx="8" cy="8" r="6.25" class="line" />
      <path d="M6.1 6.4a1.9 1.9 0 1 1 2.8 1.7c-.6.3-.9.7-.9 1.2M8 11.4v.1" class="line" />
    </>
  ),
  arrow: <path d="M2 8h11M9 3.8 13.2 8 9 12.2" class="line" />,
  chevron: <path d="m4 6 4 4 4-4" class="line" />,
  close: <path d="m4 4 8 8M12 4l-8 8" class="line" />,
  search: (
    <>
      <circle cx="6.75" cy="6.75" r="4.5" class="line" />
      <path d="m10.2 10.2 4 4" class="line" />
    </>
  ),
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8.5" height="9" rx="1.5" class="line" />
      <path d="M10.5 2.5A1 1 0 0 0 9.5 1.5h-6A1.5 1.5 0 0 0 2 3v6.5a1 1 0 0 0 1 1" class="line" />
    </>
  ),
  person: (
    <>
      <circle cx="8" cy="4.75" r="3" class="solid" />
      <path d="M2.5 14c0-3 2.2-4.9 5.5-4.9s5.5 1.9 5.5 4.9z" class="solid" />
    </>
  ),
  busy: <path d="M4 1.75h8M4 14.25h8M5 2v2.4c0 1.5 3 2.6 3 3.6s-3 2.1-3 3.6V14M11 2v2.4C11 5.9 8 7 8 8s3 2.1 3 3.6V14" class="line" />,
} as const;

export type IconName = keyof typeof SHAPES;

/** An icon that only decorates: what it means stands beside it in words. */
export function Icon({ name, class: className = '' }: { readonly name: IconName; readonly class?: string }): preact.JSX.Element {
  return (
    <svg class={`icon icon-${name} ${className}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {SHAPES[name]}
    </svg>
  );
}

/** An icon that stands for a word of its own. */
export function NamedIcon({ name, label }: { readonly name: IconName; readonly label: string }): preact.JSX.Element {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 16 16" role="img" aria-label={label} focusable="false">
      {SHAPES[name]}
    </svg>
  );
}
