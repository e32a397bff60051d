/** An element with what was written before it. Text is not kept: our files have none but in leaves, see `text`. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** Character data directly inside, trimmed. */
  readonly text: string;
  /** The comment directly before the element, or an empty text. */
  readonly comment: string;
}

/** Reads the XML that this project writes by hand: elements, attributes, comments. Throws on anything that is not balanced. */
export function readXml(source: string): Element {
  const stack: { name: string; attributes: Record<string, string>; children: Element[]; text: string; comment: string }[] = [{ name: '', attributes: {}, children: [], text: '', comment: '' }];
  let comment = '';
  for (const [token, commented, closing, opening, attributes, empty, data] of source.matchAll(/<!--([\s\S]*?)-->|<[?!][^>]*>|<\/([\w:]+)>|<([\w:]+)((?:\s+[\w:]+="[^"]*")*)\s*(\/?)>|([^<]+)/g)) {
    const top = stack.at(-1)!;
    if (commented !== undefined) comment = commented;
    else if (data !== undefined) top.text = (top.text + data).trim();
    else if (opening !== undefined) {
      const element = { name: opening, attributes: readAttributes(attributes ?? ''), children: [], text: '', comment };
      comment = '';
      top.children.push(element);
      if (empty === '') stack.push(element);
    } else if (closing !== undefined) {
      if (top.name !== closing) throw new Error(`${token} closes ${top.name}`);
      stack.pop();
      comment = '';
    }
  }
  if (stack.length !== 1 || stack[0]!.children.length !== 1) throw new Error('the document is not balanced');
  return stack[0]!.children[0]!;
}

/** The children with this name. */
export function all(element: Element, name: string): readonly Element[] {
  return element.children.filter((child) => child.name === name);
}

function readAttributes(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]));
}
