import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { beHumble, type ModelProbe } from '../../engine/hint/index.js';
import {
  checkEngine,
  downloadCache,
  type EngineCheck,
  engineStorage,
  InstallCancelled,
  type InstallProgress,
  installNative,
  removeNative,
} from '../../engine/install/index.js';
import { findNative, howToInstall } from '../../engine/native/index.js';
import {
  type EngineReport,
  type InstallLine,
  type ListedEngine,
  msOfCase,
} from '../../protocol/command-line.js';
import { say } from '../../words/index.js';
import { cancelBySignal } from './cancel-by-signal.js';
import { UsageError } from './usage-error.js';

const CLI = __filename;
const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** `epochbook engine list|install|remove|test`. @returns the exit code. */
export async function engineCommand([action, ...args]: string[]): Promise<number> {
  switch (action) {
    case 'list':
      return list(args);
    case 'install':
      return install(args);
    case 'remove':
      return remove(args);
    case 'test':
      return test(args);
    case 'probe':
      return probe(args);
    default:
      throw new UsageError(`"epochbook engine" takes list, install, remove or test, not "${action ?? ''}".`);
  }
}

interface Parsed {
  folder: string;
  values: { [name: string]: string | boolean | undefined };
}

function parse(args: string[], options: Record<string, { type: 'string' | 'boolean' }>): Parsed {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (positionals.length > 1) throw new Error(say('Name at most one folder.', '폴더는 하나만 지정하세요.'));
    return {
      folder: resolve(positionals[0] ?? '.'),
      values: values as Parsed['values'],
    };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

const nameOf = ({ name, version, origin }: ListedEngine): string =>
  `${name} ${version} (${origin === 'workspace' ? say('workspace', '작업 영역') : say('installed', '설치됨')})`;

function list(args: string[]): number {
  const { folder, values } = parse(args, { json: { type: 'boolean' } });
  const natives: ListedEngine[] = findNative({ folder, storage: engineStorage() });
  if (values.json) {
    print(JSON.stringify(natives));
    return 0;
  }
  for (const candidate of natives) print(`native    ${nameOf(candidate)}  ${candidate.path}`);
  if (natives.length === 0) print(`native    ${say('none.', '없음.')} ${howToInstall()}`);
  print(`embedded  ${say('ships with Epochbook', 'Epochbook에 들어 있음')}  ${join(__dirname, 'wasm')}`);
  return 0;
}

async function install(args: string[]): Promise<number> {
  const { values } = parse(args, {
    wheel: { type: 'string' },
    force: { type: 'boolean' },
    json: { type: 'boolean' },
  });
  const started = Date.now();
  try {
    const done = await installNative({
      storage: engineStorage(),
      cache: downloadCache(),
      cli: CLI,
      ...(typeof values.wheel === 'string' && { wheel: resolve(values.wheel) }),
      force: values.force === true,
      signal: cancelBySignal(),
      onProgress: values.json ? (progress) => printLine({ progress }) : tellProgress(),
    });
    const seconds = Math.round((Date.now() - started) / 1000);
    const text = done.fresh
      ? say(`Installed in ${seconds} s: ${done.label}`, `${seconds}초 만에 설치했습니다: ${done.label}`)
      : say(`Already installed and working: ${done.label}`, `이미 설치되어 있고 동작합니다: ${done.label}`);
    if (values.json) printLine({ done, text });
    else print(`${text}\n${done.path}\n${whoTakesIt()}`);
    return 0;
  } catch (error) {
    if (values.json) printLine({ error: (error as Error).message });
    else process.stderr.write(`${(error as Error).message}\n`);
    return error instanceof InstallCancelled ? 130 : 1;
  }
}

const whoTakesIt = (): string =>
  say(
    'It trains what asks for it: "epochbook run --engine native", the setting "epochbook.engine", or "epochbook": { "engine": "native" } in a notebook\'s metadata.',
    '이 엔진은 쓰겠다고 정한 곳에서 씁니다: "epochbook run --engine native", 설정 "epochbook.engine", 또는 노트북 메타데이터의 "epochbook": { "engine": "native" }.',
  );

const printLine = (line: InstallLine): void => print(JSON.stringify(line));

/** A line for each step, and for each tenth of a long one. */
function tellProgress(): (progress: InstallProgress) => void {
  let last = '';
  return ({ text, fraction }) => {
    const line = `[${String(Math.floor(fraction * 20) * 5).padStart(3)} %] ${text}`;
    if (line !== last) process.stderr.write(`${line}\n`);
    last = line;
  };
}

async function remove(args: string[]): Promise<number> {
  parse(args, {});
  const storage = engineStorage();
  try {
    print(
      (await removeNative(storage))
        ? say('The native engine is removed.', '네이티브 엔진을 제거했습니다.')
        : say(`There is no native engine in ${storage}.`, `${storage}에 네이티브 엔진이 없습니다.`),
    );
    return 0;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return 1;
  }
}

type EngineResult = Extract<EngineCheck, { ok: true }>['result'];

interface TestedEngine {
  name: string;
  check: EngineCheck;
}

async function test(args: string[]): Promise<number> {
  const { folder, values } = parse(args, { json: { type: 'boolean' } });
  const natives = findNative({ folder, storage: engineStorage() });
  const checks: TestedEngine[] = [];
  const signal = cancelBySignal();
  for (const [name, engine] of [
    ...natives.map((candidate) => [nameOf(candidate), candidate.path] as const),
    ['embedded', 'embedded'] as const,
  ]) {
    try {
      checks.push({ name, check: await checkEngine(CLI, engine, signal) });
    } catch (error) {
      if (signal.aborted) return 130;
      throw error;
    }
  }
  if (values.json) print(JSON.stringify(checks satisfies EngineReport[], null, 2));
  else printTimes(checks);
  if (natives.length === 0 && !values.json) print(howToInstall());
  return checks.every(({ check }) => check.ok) ? 0 : 1;
}

function printTimes(checks: TestedEngine[]): void {
  const good = checks.flatMap(({ check }) => (check.ok ? [check] : []));
  const cases = good[0]?.result.cases.map(({ name }) => name) ?? [];
  const cell = (text: string): string => text.padStart(14);
  print(`${say('ms per training step', '학습 스텝당 ms').padEnd(36)}${cases.map(cell).join('')}`);
  for (const { name, check } of checks) {
    if (!check.ok) {
      print(`${name}: ${say('does not work', '동작하지 않음')}: ${check.reason}`);
      continue;
    }
    const times = check.result.cases.map(({ msPerStep }) => cell(msPerStep.toFixed(2)));
    print(`${check.label.padEnd(36)}${times.join('')}`);
    printCompiled(check.result.compiled);
  }
  for (const [i, name] of cases.entries()) {
    const ranked = good
      .map(({ label, result }) => ({ label, ms: msOfCase(result, i) }))
      .sort((a, b) => a.ms - b.ms);
    const [best, next] = ranked;
    if (best && next) {
      const times = (next.ms / best.ms).toFixed(1);
      print(
        say(
          `${name}: ${times} times faster on ${best.label}`,
          `${name}: ${best.label}에서 ${times}배 빠릅니다`,
        ),
      );
    }
  }
}

/** A row of the same models with compiled steps, and what does not compile. */
function printCompiled(compiled: EngineResult['compiled']): void {
  if (!compiled) return;
  const label = say('  with compiled steps', '  스텝을 컴파일하여');
  print(`${label.padEnd(36)}${compiled.map(({ msPerStep }) => msPerStep.toFixed(2).padStart(14)).join('')}`);
  for (const { name, trouble } of compiled)
    if (trouble !== undefined)
      print(say(`  ${name} is not compiled: ${trouble}`, `  ${name}: 컴파일하지 못함: ${trouble}`));
}

/**
 * Loads one engine in this process, trains with it, prints a line of JSON. For `checkEngine`, and with `--model`, where
 * the model to train comes through the input, for `timeEngine`.
 */
async function probe([engine = 'embedded', ...options]: string[]): Promise<number> {
  const model = options.includes('--model') ? await readProbe() : undefined;
  if (model) beHumble(model.limits);
  const engines = require(join(__dirname, 'kernel', 'engine.cjs')) as typeof import('../engine.js');
  const { info, tf } =
    engine === 'embedded'
      ? await engines.loadEngine({ wasmFolder: join(__dirname, 'wasm'), choice: 'embedded' })
      : await engines.loadNative({
          origin: 'installed',
          path: engine,
          name: '@tensorflow/tfjs-node',
          version: '',
        });
  const found = model
    ? { timing: await engines.timeModel(tf, model.plan) }
    : { result: await engines.probeEngine(tf, engine === 'embedded') };
  const version = tf.version['tfjs-core'] ?? '';
  const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  print(JSON.stringify({ label: info.label, version, peakMegabytes, ...found }));
  return 0;
}

/** The first line of the input. Its other end stays open, so what comes after it is not waited for. */
async function readProbe(): Promise<ModelProbe> {
  let text = '';
  for await (const piece of process.stdin.setEncoding('utf8')) {
    text += piece as string;
    if (text.includes('\n')) break;
  }
  return JSON.parse(text) as ModelProbe;
}
