/** A small EFI program with the given sections, in their order; texts are written as UTF-8. */
export function efiProgram(sections: readonly (readonly [name: string, content: string | Uint8Array])[], machine = 0x8664): Uint8Array {
  const contents = sections.map(([, content]) => (typeof content === 'string' ? Buffer.from(content) : Buffer.from(content)));
  const tableStart = 0x40 + 24;
  let at = tableStart + sections.length * 40;
  const image = Buffer.alloc(at + contents.reduce((sum, one) => sum + one.length, 0));
  image.write('MZ', 0, 'latin1');
  image.writeUInt32LE(0x40, 0x3c);
  image.write('PE\0\0', 0x40, 'latin1');
  image.writeUInt16LE(machine, 0x44);
  image.writeUInt16LE(sections.length, 0x46);
  for (const [index, [name]] of sections.entries()) {
    const header = tableStart + index * 40;
    const content = contents[index] ?? Buffer.alloc(0);
    image.write(name, header, 8, 'latin1');
    image.writeUInt32LE(content.length, header + 8);
    image.writeUInt32LE(content.length, header + 16);
    image.writeUInt32LE(at, header + 20);
    content.copy(image, at);
    at += content.length;
  }
  return image;
}

/** What ukify puts into an image of Debian, but for what is given in `more`. */
export function unifiedKernelImage(kernel: Uint8Array, commandLine: string | null, more: readonly (readonly [string, string | Uint8Array])[] = []): Uint8Array {
  return efiProgram([
    ['.osrel', 'PRETTY_NAME="Debian GNU/Linux 13"\nID=debian\nVERSION_ID="13"\n'],
    ...(commandLine === null ? [] : ([['.cmdline', commandLine]] as const)),
    ['.uname', '6.12.9'],
    ['.linux', kernel],
    ...more,
  ]);
}
