/** Text from outside: a title, a program's name, a message with a path in it. Kept apart from the direction of the text around it. */
export function Outside({ text }: { readonly text: string }): preact.JSX.Element {
  return <bdi class="outside">{text}</bdi>;
}
