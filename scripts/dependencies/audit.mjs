// Asks the registry for known vulnerabilities of the packages in package-lock.json. Exit codes: npm's own; 0 where it could not be asked, which is said.
import { npm } from './npm.mjs';

const asked = npm('audit', '--package-lock-only');
if (/audit endpoint returned an error|ENOAUDIT|EAUDITNOPJSON/.test(asked.stderr)) {
  console.log('Not checked: this registry has no audit endpoint. Set one that has (npm config set registry …) and run make audit again.');
  process.exit(0);
}
process.stdout.write(asked.stdout);
process.stderr.write(asked.stderr);
process.exit(asked.status);
