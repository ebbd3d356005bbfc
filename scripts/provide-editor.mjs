// Provides code-server, a VS Code that runs in a browser, under its own Node. Both come from npm and are kept in the
// cache folder, because code-server is large, compiles native parts and wants a Node of one certain major version.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheFolder, withLock } from './cache-folder.mjs';
import { capture, foreignNpmEnvironment, lastLines, runQuietly } from './command.mjs';
import { hasApt, provideDebianPackages } from './debian-packages.mjs';
import { main, SetupError, say, text } from './say.mjs';

const CODE_SERVER = '4.139.1';
const NODE = '24.21.0';

/**
 * Gives `{ node, entry }`: the Node to start and the script to start with it. Installs both on first use (2–4 minutes,
 * 750 MB). Safe to call from several processes at once.
 * @throws SetupError naming the step that failed and the log that has the details.
 */
export async function provideEditor() {
  const folder = join(cacheFolder(), `editor-${CODE_SERVER}-node-${NODE}`);
  if (isVerified(folder)) return programsIn(folder);
  await withLock(`${folder}.lock`, async () => {
    if (!isVerified(folder)) await install(folder);
  });
  return programsIn(folder);
}

const programsIn = (folder) => ({
  node: join(
    folder,
    'node',
    'node_modules',
    'node',
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  ),
  entry: join(folder, 'code-server', 'node_modules', 'code-server', 'out', 'node', 'entry.js'),
});

const markerIn = (folder) => join(folder, 'verified.json');
const isVerified = (folder) => existsSync(markerIn(folder)) && existsSync(programsIn(folder).node);

/** Installs into a temporary folder and renames it when code-server has shown that it starts. */
async function install(folder) {
  say(
    `Installing code-server ${CODE_SERVER} and Node ${NODE} into ${folder}; this happens once and takes some minutes.`,
    `code-server(${CODE_SERVER})와 Node(${NODE})를 ${folder}에 설치합니다. 처음 한 번만 하며 몇 분 걸립니다.`,
  );
  await provideBuildTools();
  for (const name of readdirSync(dirname(folder))) {
    if (name.startsWith(`${basename(folder)}.part`))
      rmSync(join(dirname(folder), name), { recursive: true, force: true });
  }
  const part = `${folder}.part-${process.pid}`;
  mkdirSync(part, { recursive: true });
  const log = `${folder}.log`;
  rmSync(log, { force: true });

  const { node, entry } = programsIn(part);
  await npmInstall(join(part, 'node'), { node: NODE }, ['node'], log, environment());
  if (capture(node, ['--version']).stdout.trim() !== `v${NODE}`) {
    throw new SetupError(failure('node', text('It does not start.', '시작되지 않습니다.'), log));
  }
  // code-server's install step checks the Node that runs npm, so npm itself has to run under the new one.
  const underNewNode = environment({ PATH: `${dirname(node)}${delimiter}${process.env.PATH}` });
  await npmInstall(
    join(part, 'code-server'),
    { 'code-server': CODE_SERVER },
    ['code-server', 'argon2'],
    log,
    underNewNode,
  );
  const version = capture(node, [entry, '--version', '--config', join(part, 'config.yaml')], {
    timeout: 60_000,
  });
  if (!version.stdout.includes(CODE_SERVER)) {
    const said = `${version.stdout}${version.stderr}`.trim();
    throw new SetupError(
      failure('code-server', text(`It does not start: ${said}`, `시작되지 않습니다: ${said}`), log),
    );
  }
  writeFileSync(
    markerIn(part),
    JSON.stringify({ codeServer: CODE_SERVER, node: NODE, installed: new Date().toISOString() }),
  );
  rmSync(folder, { recursive: true, force: true });
  renameSync(part, folder);
}

async function npmInstall(folder, dependencies, allowScripts, log, env) {
  mkdirSync(folder);
  const manifest = {
    private: true,
    description: 'Made by Epochbook. Safe to delete.',
    dependencies,
    // npm 11 and later run install scripts only of packages that are named here.
    allowScripts: Object.fromEntries(allowScripts.map((name) => [name, true])),
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  const name = Object.keys(dependencies)[0];
  const args = ['install', '--no-audit', '--no-fund', '--no-package-lock', '--foreground-scripts'];
  const status = await runQuietly(`npm install ${name}@${dependencies[name]}`, 'npm', args, {
    cwd: folder,
    env,
    log,
  });
  if (status !== 0) throw new SetupError(failure(name, lastLines(log), log));
}

function environment(extra = {}) {
  const env = foreignNpmEnvironment({
    // code-server's install step calls npm again for the packages of VS Code; this reaches those calls, allowScripts
    // does not. What they install is pinned by code-server's shrinkwrap file. An npm without the option ignores it.
    npm_config_dangerously_allow_all_scripts: 'true',
    npm_config_ignore_scripts: 'false',
    ...extra,
  });
  // The native parts use Node-API only, so the headers of any Node will do; those at hand spare a download.
  const prefix = dirname(dirname(process.execPath));
  if (!env.npm_config_nodedir && existsSync(join(prefix, 'include', 'node', 'node.h')))
    env.npm_config_nodedir = prefix;
  return env;
}

async function provideBuildTools() {
  if (process.platform !== 'linux') return;
  if (hasApt()) await provideDebianPackages(['libkrb5-dev', 'python3', 'make', 'g++'], 'code-server');
  else if (!existsSync('/usr/include/gssapi/gssapi.h') && !existsSync('/usr/include/gssapi.h')) {
    say(
      '  The Kerberos headers (krb5-devel or the like) were not found; code-server may fail to compile without them.',
      '  커버로스 헤더(krb5-devel 등)를 찾지 못했습니다. 없으면 code-server 컴파일이 실패할 수 있습니다.',
    );
  }
}

const failure = (name, reason, log) =>
  text(
    `Installing ${name} failed. ${reason}\nThe whole log: ${log}\nNothing was left behind that has to be cleaned up; run the command again to try again.`,
    `${name} 설치에 실패했습니다. ${reason}\n전체 로그: ${log}\n따로 지울 것은 없습니다. 명령을 다시 실행하면 다시 시도합니다.`,
  );

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    const { node, entry } = await provideEditor();
    console.log(`code-server ${CODE_SERVER}
${node} ${entry}`);
  });
}
