// `npm run package`: the .vsix that a user installs. vsce starts the production build itself (vscode:prepublish).
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { addToZip } from './add-to-zip.mjs';
import { run } from './command.mjs';
import { repository } from './repository.mjs';
import { main, SetupError } from './say.mjs';

const LIMIT_MB = 15;

await main(async () => {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  const { name, version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
  const out = values.out ?? join(repository, `${name}-${version}.vsix`);
  const file = isAbsolute(out) ? out : resolve(out);
  const vsce = join(repository, 'node_modules', '@vscode', 'vsce', 'vsce');
  // Everything is bundled, so no node_modules; and links of the README stay as they are, as there is no public address.
  const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  const status = await run(process.execPath, [vsce, 'package', ...flags, '--out', file], {
    cwd: repository,
    shell: false,
  });
  if (status !== 0) throw new SetupError(`vsce ended with status ${status}; its reason stands above.`);
  // vsce leaves out all of node_modules, which is where VS Code looks for a plug-in of its TypeScript server.
  const mute = ['package.json', 'index.js'].map((each) => `node_modules/epochbook-mute/${each}`);
  const added = mute.map((each) => [`extension/${each}`, readFileSync(join(repository, each))]);
  writeFileSync(file, addToZip(readFileSync(file), Object.fromEntries(added)));
  const megabytes = statSync(file).size / 1e6;
  console.log(`${file}: ${megabytes.toFixed(2)} MB (limit ${LIMIT_MB} MB)`);
  if (megabytes > LIMIT_MB)
    throw new SetupError(`The package is larger than ${LIMIT_MB} MB. See .vscodeignore.`);
});
