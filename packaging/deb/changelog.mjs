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

/** `### Added` becomes `[ Added ]`, a bullet becomes `  * ` and its further lines follow, indented. */
function items(lines) {
  return lines
    .filter((line) => line.trim() !== '' && !/^\[.*\]: /.test(line))
    .map((line) => {
      if (line.startsWith('### ')) return `  [ ${line.slice(4)} ]`;
      return line.startsWith('- ') ? `  * ${line.slice(2)}` : `    ${line.trim()}`;
    })
    .join('\n');
}
