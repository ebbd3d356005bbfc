import { type StdioOptions, spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { findProgram } from '../../engine/install/find-program.mjs';
import { takeLock } from '../../engine/processes/process-lock.mjs';
import { endProcesses, processesWith } from '../e2e/leftover-processes.js';
import { until, wait } from '../e2e/until.js';

const cli = join(import.meta.dirname, '../../dist/cli.js');
const room = (): string => mkdtempSync(join(tmpdir(), 'epochbook-install-'));
const linux = process.platform === 'linux' && process.arch === 'x64';

interface Ran {
  code: number | null;
  out: string;
  err: string;
}

function run(args: string[], env: NodeJS.ProcessEnv): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8', EPOCHBOOK_CACHE: room(), ...env },
  });
  return { code: status, out: stdout, err: stderr };
}

/** A storage folder with an engine of which only the marker can be told. */
function storageWithEngine(): { storage: string; untouched(): boolean } {
  const storage = room();
  const home = join(storage, 'native/node_modules/@tensorflow/tfjs-node');
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), '{ "version": "4.22.0", "main": "index.js" }');
  writeFileSync(join(home, 'index.js'), 'throw new Error("only a marker")');
  const untouched = (): boolean =>
    readdirSync(storage).join() === 'native' &&
    readFileSync(join(home, 'index.js'), 'utf8').includes('marker');
  return { storage, untouched };
}

/** The Python at hand, whose own program may need more of the PATH than it. */
function putPython(folder: string, flags = ''): void {
  const { stdout } = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' });
  writeFileSync(join(folder, 'python3'), `#!/bin/sh\nexec ${stdout.trim()} ${flags} "$@"\n`, { mode: 0o755 });
}

/** A PATH with these programs only. */
function pathWith(...names: string[]): string {
  const folder = room();
  for (const name of names) {
    if (name === 'python3') putPython(folder);
    else symlinkSync(findProgram(name) ?? '/nowhere', join(folder, name));
  }
  symlinkSync(process.execPath, join(folder, 'node'));
  return folder;
}

describe.skipIf(!linux)(`engine install${linux ? '' : ' (skipped: builds on Linux x64 only)'}`, () => {
  test('without a compiler names g++ and what installs it; the engine that is there stays', () => {
    const { storage, untouched } = storageWithEngine();
    const { code, err } = run(['engine', 'install', '--wheel', 'any.whl'], {
      EPOCHBOOK_STORAGE: storage,
      PATH: pathWith('npm', 'python3'),
    });
    expect(err).toMatch(/needs a C\+\+ compiler \(g\+\+\).*sudo apt-get install g\+\+\. Then install again/);
    expect(code).toBe(1);
    expect(untouched()).toBe(true);
  });

  test('without pip, and without Python at all', () => {
    const { storage, untouched } = storageWithEngine();
    const PATH = pathWith('npm', 'g++');
    const none = run(['engine', 'install', '--wheel', 'any.whl'], { EPOCHBOOK_STORAGE: storage, PATH });
    expect(none.err).toMatch(/needs Python 3 \(python3, pip\).*sudo apt-get install python3-pip/);
    // Without its site packages Python has no pip.
    putPython(PATH, '-S');
    const bare = run(['engine', 'install', '--wheel', 'any.whl'], {
      EPOCHBOOK_STORAGE: storage,
      PATH,
    });
    expect(bare.err).toMatch(/needs Python’s pip.*sudo apt-get install python3-pip/);
    expect(untouched()).toBe(true);
  });

  test('in Korean', () => {
    const { err } = run(['engine', 'install', '--wheel', 'any.whl'], {
      EPOCHBOOK_STORAGE: room(),
      EPOCHBOOK_LOCALE: 'ko',
      PATH: pathWith('npm', 'python3'),
    });
    expect(err).toMatch(/C\+\+ 컴파일러\(g\+\+\).*sudo apt-get install g\+\+/);
  });

  test('a second one at the same time is refused', () => {
    const { storage } = storageWithEngine();
    const lock = takeLock(join(storage, 'install.lock'));
    const { code, err } = run(['engine', 'install'], { EPOCHBOOK_STORAGE: storage });
    expect(err).toContain(`Another install is at work (process ${process.pid})`);
    expect(code).toBe(1);
    expect(existsSync(join(storage, 'native'))).toBe(true);
    lock.release?.();
  });

  test('a broken wheel', () => {
    const { storage, untouched } = storageWithEngine();
    const wheel = join(room(), 'tensorflow.whl');
    writeFileSync(wheel, 'PK\u0003\u0004 and no more');
    const { code, err } = run(['engine', 'install', '--wheel', wheel], { EPOCHBOOK_STORAGE: storage });
    expect(err).toMatch(/tensorflow\.whl is broken and cannot be unpacked/);
    expect(code).toBe(1);
    expect(untouched()).toBe(true);
  });
});

describe('a full disk', () => {
  let disk = '';
  afterEach(() => void spawnSync('umount', [disk]));

  test('is told before anything is begun', (context) => {
    disk = room();
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', disk]);
    if (status !== 0) context.skip('a small disk cannot be mounted here (needs root)');
    const { code, err } = run(['engine', 'install'], { EPOCHBOOK_STORAGE: disk });
    expect(err).toMatch(
      /The disk of .* is full\. 1\.3 GB are needed there while installing, 0\.0 GB are free/,
    );
    expect(code).toBe(1);
    expect(readdirSync(disk)).toEqual([]);
  });
});

describe('an install that is broken off', () => {
  async function start(storage: string, stdio: StdioOptions = 'ignore'): Promise<ReturnType<typeof spawn>> {
    const child = spawn(process.execPath, [cli, 'engine', 'install', '--force', '--json'], {
      env: { ...process.env, EPOCHBOOK_STORAGE: storage, EPOCHBOOK_CACHE: room() },
      stdio,
    });
    const staging = (): boolean => readdirSync(storage).some((name) => name.startsWith('native.part-'));
    while (!staging()) await new Promise((resolve) => setTimeout(resolve, 20));
    return child;
  }
  const ended = (child: ReturnType<typeof spawn>): Promise<number | null> =>
    new Promise((resolve) => child.once('exit', resolve));

  test('by Ctrl-C leaves nothing behind', async () => {
    const { storage, untouched } = storageWithEngine();
    const child = await start(storage);
    child.kill('SIGINT');
    expect(await ended(child)).toBe(130);
    expect(untouched()).toBe(true);
  });

  test('by the program that started it, which lets go of it, leaves nothing behind', async () => {
    const { storage, untouched } = storageWithEngine();
    const child = await start(storage, ['ignore', 'ignore', 'ignore', 'ipc']);
    child.disconnect();
    expect(await ended(child)).toBe(130);
    expect(untouched()).toBe(true);
  });

  test('by a program that ends and reads no more, leaves nothing behind', async () => {
    const { storage, untouched } = storageWithEngine();
    const child = await start(storage, ['ignore', 'pipe', 'ignore', 'ipc']);
    child.stdout?.destroy();
    child.disconnect();
    expect(await ended(child)).toBe(130);
    expect(untouched()).toBe(true);
  });

  test('by a kill leaves the engine that was there, and the next command clears up', async () => {
    const { storage, untouched } = storageWithEngine();
    const child = await start(storage);
    child.kill('SIGKILL');
    await ended(child);
    expect(existsSync(join(storage, 'native/node_modules/@tensorflow/tfjs-node/index.js'))).toBe(true);
    // Its npm may still be at work, and make again what the next command clears up.
    if (process.platform !== 'linux') await wait(500);
    const left = () => processesWith('EPOCHBOOK_STORAGE', storage);
    endProcesses(left());
    await until('the end of npm', () => left().length === 0);
    const { err } = run(['engine', 'install', '--wheel', 'any.whl'], {
      EPOCHBOOK_STORAGE: storage,
      PATH: pathWith('npm', 'python3'),
    });
    expect(err).toMatch(linux ? /g\+\+/ : /./);
    expect(untouched()).toBe(true);
  });

  test('between the two renames: the older engine comes back', () => {
    const { storage, untouched } = storageWithEngine();
    spawnSync('mv', [join(storage, 'native'), join(storage, 'native.old')]);
    run(['engine', 'install', '--wheel', 'any.whl'], { EPOCHBOOK_STORAGE: storage, PATH: pathWith('npm') });
    expect(untouched()).toBe(true);
  });
});

describe('engine remove and list, doctor', () => {
  test('remove takes it away, a second time says that there is none', () => {
    const { storage } = storageWithEngine();
    const env = { EPOCHBOOK_STORAGE: storage };
    expect(run(['engine', 'list'], env).out).toContain('@tensorflow/tfjs-node 4.22.0 (installed)');
    expect(run(['engine', 'remove'], env)).toMatchObject({ code: 0, out: 'The native engine is removed.\n' });
    expect(readdirSync(storage)).toEqual([]);
    expect(run(['engine', 'remove'], env).out).toContain('There is no native engine in');
    expect(run(['engine', 'list'], env).out).toContain('npx epochbook engine install');
    rmSync(storage, { recursive: true });
  });

  test('doctor: 1 and the command for an engine that does not load, 0 without any', () => {
    const { storage } = storageWithEngine();
    const sick = run(['doctor'], { EPOCHBOOK_STORAGE: storage });
    expect(sick.code).toBe(1);
    expect(sick.out).toMatch(/✗ Native engine: .*only a marker[\s\S]*npx epochbook engine install --force/);
    expect(sick.out).toMatch(/✓ Node \d+/);
    expect(sick.out).toMatch(/✓ Memory: [\d.]+ GB/);
    expect(sick.out).toMatch(/✓ Embedded engine: embedded \(WebAssembly/);
    const bare = run(['doctor', '--json'], { EPOCHBOOK_STORAGE: room(), PATH: pathWith('npm', 'python3') });
    expect(bare.code).toBe(0);
    const { findings } = JSON.parse(bare.out) as { findings: { what: string; command?: string }[] };
    const commands = findings.map(({ command }) => command);
    expect(commands).toContain('npx epochbook engine install');
    if (linux) expect(commands).toContain('sudo apt-get install g++');
  });
});
