/** A sentence of ours with paths and names in it, which may be of any length; the translator has kept their directions apart. */
export function Told({ text }: { readonly text: string }): preact.JSX.Element {
  return <span class="outside">{text}</span>;
}
