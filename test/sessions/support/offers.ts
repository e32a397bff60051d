/** Methods and signals of one interface in what an object says of itself, with the types of their arguments: `Restart(b)`. D-Bus Specification, "Introspection Data Format". */
export function offers(xml: string, of: string, names: readonly string[]): readonly string[] {
  const [, body = ''] = new RegExp(`<interface name="${of.replaceAll('.', '\\.')}">([^]*?)</interface>`).exec(xml) ?? [];
  return names.map((name) => {
    const [, inner] = new RegExp(`<(?:method|signal) name="${name}"(?:/>|>([^]*?)</(?:method|signal)>)`).exec(body) ?? [];
    if (inner === undefined && !body.includes(` name="${name}"`)) return `no ${name}`;
    const types = [...(inner ?? '').matchAll(/<arg [^>]*type="([^"]*)"/g)].map(([, type]) => type);
    return `${name}(${types.join('')})`;
  });
}
