// Provides a Node of another major version for the tests, from npm, in the cache folder.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheFolder, withLock } from './cache-folder.mjs';
import { capture, foreignNpmEnvironment, lastLines, runQuietly } from './command.mjs';
import { main, SetupError, say, text } from './say.mjs';

/** Between the oldest that we run on and that of the editor. */
const NODE = '22.23.3';

const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
const program = process.platform === 'win32' ? 'node.exe' : 'node';
const programIn = (folder) => join(folder, 'node_modules', name, 'bin', program);
const verifiedIn = (folder) => join(folder, 'verified.json');

/**
 * Gives the path of the program. Installs it on first use (100 MB). Safe to call from several processes at once.
 * @throws SetupError naming the log that has the details.
 */
export async function provideNode() {
  const folder = join(cacheFolder(), `node-${NODE}`);
  if (!existsSync(verifiedIn(folder)))
    await withLock(`${folder}.lock`, async () => {
      if (!existsSync(verifiedIn(folder))) await install(folder);
    });
  return programIn(folder);
}

/** Into a temporary folder, which is renamed when the program has shown that it starts. */
async function install(folder) {
  say(
    `Installing Node ${NODE} into ${folder}; this happens once.`,
    `Node(${NODE})를 ${folder}에 설치합니다. 처음 한 번만 합니다.`,
  );
  for (const other of readdirSync(dirname(folder)))
    if (other.startsWith(`${basename(folder)}.part`))
      rmSync(join(dirname(folder), other), { recursive: true, force: true });
  const part = `${folder}.part-${process.pid}`;
  const log = `${folder}.log`;
  rmSync(log, { force: true });
  mkdirSync(part, { recursive: true });
  const manifest = { private: true, description: 'Made by Epochbook. Safe to delete.' };
  writeFileSync(join(part, 'package.json'), JSON.stringify(manifest));
  const args = ['install', '--no-audit', '--no-fund', '--no-package-lock', `${name}@${NODE}`];
  const options = { cwd: part, env: foreignNpmEnvironment(), log };
  const status = await runQuietly(`npm install ${name}@${NODE}`, 'npm', args, options);
  const version = status === 0 ? capture(programIn(part), ['--version']).stdout.trim() : '';
  if (version !== `v${NODE}`)
    throw new SetupError(
      text(
        `Node ${NODE} could not be installed.\n${lastLines(log)}\nThe whole log: ${log}`,
        `Node(${NODE})를 설치하지 못했습니다.\n${lastLines(log)}\n전체 로그: ${log}`,
      ),
    );
  writeFileSync(verifiedIn(part), JSON.stringify({ node: NODE }));
  rmSync(folder, { recursive: true, force: true });
  renameSync(part, folder);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => console.log(await provideNode()));
}
