// Prints CHANGELOG.md (keepachangelog.com) in the form of Debian's changelogs, deb-changelog(5).
//   node changelog.mjs CHANGELOG.md PACKAGE MAINTAINER EPOCH
// A release without a date gets EPOCH, in seconds.
import { readFileSync } from 'node:fs';

const [file, name, maintainer, epoch] = process.argv.slice(2);
const releases = readFileSync(file, 'utf8').split(/^## /m).slice(1);
process.stdout.write(releases.map(release).join('\n'));

function release(text) {
  const [heading, ...lines] = text.split('\n');
  const match = /^\[?(?<version>\d[^\]\s]*)\]?(?: - (?<date>\d{4}-\d\d-\d\d))?/.exec(heading);
  if (match === null) throw new Error(`${file}: not a release's heading: ## ${heading}`);
  const { version, date } = match.groups;
  const when = date === undefined ? new Date(Number(epoch) * 1000) : new Date(`${date}T12:00:00Z`);
  const stamp = when.toUTCString().replace('GMT', '+0000');
  return `${name} (${version}) unstable; urgency=medium\n\n${items(lines)}\n\n -- ${maintainer}  ${stamp}\n`;
}

/** `### Added` becomes `[ Added ]`; a bullet and the lines that belong to it become `  * ` and lines of at most 79 characters. */
function items(lines) {
  const paragraphs = [];
  for (const line of lines.filter((one) => one.trim() !== '' && !/^\[.*\]: /.test(one))) {
    if (line.startsWith('### ')) paragraphs.push(`  [ ${line.slice(4)} ]`);
    else if (line.startsWith('- ')) paragraphs.push(`  * ${line.slice(2)}`);
    else paragraphs.push(`${paragraphs.pop() ?? ' '} ${line.trim()}`);
  }
  return paragraphs.map(wrap).join('\n');
}

function wrap(paragraph) {
  const lines = [];
  for (const word of paragraph.trim().split(' ')) {
    const longer = `${lines.at(-1) ?? ' '} ${word}`;
    if (lines.length > 0 && longer.length > 79) lines.push(`    ${word}`);
    else lines.splice(-1, 1, longer);
  }
  return lines.join('\n');
}
