// Starts code-server on a free port of this machine, with folders and settings of its own.
import { spawn } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';

/** A quiet editor: no welcome pages, no assistants, no downloads, nothing that asks. */
export const quietSettings = {
  // Without it a notebook that the address names is opened as JSON text.
  'workbench.editorAssociations': { '*.ipynb': 'jupyter-notebook' },
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'typescript.disableAutomaticTypeAcquisition': true,
  'npm.autoDetect': 'off',
  'task.autoDetect': 'off',
};

/** Writes the user settings, unless there are some and `keep` is set. */
export function writeSettings(userData, settings, { keep = false } = {}) {
  const folder = join(userData, 'User');
  const file = join(folder, 'settings.json');
  if (keep && existsSync(file)) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${JSON.stringify(settings, null, 2)}\n`);
}

/**
 * Makes Korean the language of an editor that has no language pack. Ours translates nothing of the editor itself, but
 * extensions see the language and speak it. A real pack that is there is left alone.
 */
export function speakKorean(userData) {
  const packs = join(userData, 'languagepacks.json');
  if (existsSync(packs)) return;
  mkdirSync(userData, { recursive: true });
  const messages = join(userData, 'korean.i18n.json');
  writeFileSync(messages, JSON.stringify({ version: '1.0.0', contents: {} }));
  const pack = {
    hash: 'epochbook',
    label: '한국어',
    extensions: [{ extensionIdentifier: { id: 'epochbook.korean' }, version: '1.0.0' }],
    translations: { vscode: messages },
  };
  writeFileSync(packs, JSON.stringify({ ko: pack }));
}

/** Makes `extensions` an extensions folder that holds exactly the given source folders, as links. */
export function linkExtensions(extensions, sources) {
  mkdirSync(extensions, { recursive: true });
  const entries = sources.map((source) => {
    const { publisher, name, version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
    const link = join(extensions, `${publisher}.${name}-${version}`);
    // Not existsSync: a link may be left that leads nowhere.
    rmSync(link, { force: true });
    symlinkSync(source, link, 'junction');
    return {
      identifier: { id: `${publisher}.${name}` },
      version,
      location: { $mid: 1, path: link, scheme: 'file' },
      relativeLocation: basename(link),
    };
  });
  writeFileSync(join(extensions, 'extensions.json'), JSON.stringify(entries));
}

/**
 * Starts the server and resolves when it listens: `{ origin, process, log, stop() }`. `stop` ends the server and all
 * that it started in its process group, and resolves when they are gone.
 * @throws Error with the last words of the server when it ends before listening.
 */
export async function startCodeServer({
  editor,
  userData,
  extensions,
  log,
  port = 0,
  env = {},
  locale,
  args = [],
}) {
  mkdirSync(userData, { recursive: true });
  const config = join(userData, 'code-server.yaml');
  writeFileSync(config, '');
  const flags = ['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--config', config];
  flags.push('--user-data-dir', userData, '--extensions-dir', extensions);
  flags.push('--disable-telemetry', '--disable-update-check', '--disable-workspace-trust');
  flags.push('--disable-getting-started-override', '--ignore-last-opened');
  if (locale) flags.push('--locale', locale);
  const child = spawn(editor.node, [editor.entry, ...flags, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...editorEnvironment(), ...env },
    // A process group of its own, so that the whole server can be ended at once.
    detached: process.platform !== 'win32',
  });
  const guard = guardGroup(child.pid);
  const ended = new Promise((resolve) => child.once('close', resolve));
  const stop = async () => {
    signal(child, 'SIGTERM');
    const timer = setTimeout(() => signal(child, 'SIGKILL'), 5000);
    await ended;
    clearTimeout(timer);
    signal(child, 'SIGKILL');
    guard?.kill();
  };
  const origin = await new Promise((resolve, reject) => {
    let said = '';
    const hear = (data) => {
      const piece = data.toString();
      if (log) appendFileSync(log, piece);
      if (said.length > 100_000) return;
      said += piece;
      const address = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(said);
      if (address) resolve(address[1]);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', reject);
    ended.then((code) =>
      reject(new Error(`code-server ended (${code}) before it listened:\n${said.slice(-2000)}`)),
    );
  });
  return { origin, process: child, stop };
}

/** The address that opens a folder with one of its files. */
export function addressOf(origin, folder, file) {
  const url = new URL(origin);
  url.searchParams.set('folder', folder);
  if (file) {
    url.searchParams.set('payload', JSON.stringify([['openFile', `vscode-remote://${url.host}${file}`]]));
  }
  return url.href;
}

/** Without what would make the server believe that it runs inside another editor or another npm. */
function editorEnvironment() {
  const foreign = /^(npm_|VSCODE_|PORT$|CODE_SERVER|NODE_OPTIONS$|NODE_PATH$|VITEST|NODE_ENV$|ELECTRON)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

/** A watcher that ends the process group when this process is gone, however it ended: its input ends with us. */
function guardGroup(group) {
  if (process.platform === 'win32') return undefined;
  const code = `const end = (name) => { try { process.kill(-${group}, name) } catch {} };
    process.stdin.resume().on('end', () => { end('SIGTERM'); setTimeout(() => { end('SIGKILL'); process.exit() }, 3000); });`;
  const guard = spawn(process.execPath, ['-e', code], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.unref();
  guard.stdin.unref();
  return guard;
}

function signal(child, name) {
  try {
    if (process.platform === 'win32') child.kill(name);
    else process.kill(-child.pid, name);
  } catch {
    // Already gone.
  }
}
