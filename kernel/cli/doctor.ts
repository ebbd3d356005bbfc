import { existsSync, statfsSync } from 'node:fs';
import { freemem, totalmem } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { CompiledProbe } from '../../engine/index.js';
import {
  checkEngine,
  engineStorage,
  findBuildTools,
  findProgram,
  installCommand,
  wheelFits,
} from '../../engine/install/index.js';
import { findNative } from '../../engine/native/index.js';
import type { DoctorReport, Finding } from '../../protocol/command-line.js';
import { say } from '../../words/index.js';
import { cancelBySignal } from './cancel-by-signal.js';
import { UsageError } from './usage-error.js';

const MINIMUM_NODE = 20;
const MINIMUM_BYTES = 2e9;

/** `epochbook doctor`: what is there, what is missing, and what mends it. @returns 0, or 1 where something is broken. */
export async function doctorCommand(args: string[]): Promise<number> {
  const { folder, json } = parse(args);
  const signal = cancelBySignal();
  const findings = await examine(folder, signal).catch((error: unknown) => {
    if (signal.aborted) return undefined;
    throw error;
  });
  if (!findings) return 130;
  const broken = findings.some(({ state }) => state === 'broken');
  if (json) {
    const report: DoctorReport = { ok: !broken, findings };
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  } else {
    const marks = { good: '✓', missing: '–', broken: '✗' };
    for (const { state, what, command } of findings) {
      process.stdout.write(`${marks[state]} ${what}\n`);
      if (command) process.stdout.write(`    ${command}\n`);
    }
    const verdict = broken
      ? say(
          'Something is broken; the commands above mend it.',
          '고장 난 곳이 있습니다. 위의 명령으로 고치세요.',
        )
      : say('Epochbook works here.', 'Epochbook을 쓸 수 있습니다.');
    process.stdout.write(`\n${verdict}\n`);
  }
  return broken ? 1 : 0;
}

function parse(args: string[]): { folder: string; json: boolean } {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { json: { type: 'boolean' } },
      allowPositionals: true,
    });
    return { folder: resolve(positionals[0] ?? '.'), json: values.json ?? false };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

async function examine(folder: string, signal: AbortSignal): Promise<Finding[]> {
  const findings = [node(), memory()];
  const natives = await nativeEngines(folder, signal);
  findings.push(...natives, ...(await embedded(signal)));
  if (natives.every(({ state }) => state !== 'good')) findings.push(...(await installing()));
  return findings;
}

function node(): Finding {
  const { node: version } = process.versions;
  if (Number(version.split('.')[0]) >= MINIMUM_NODE)
    return { state: 'good', what: `Node ${version} (${process.execPath})` };
  return {
    state: 'broken',
    what: say(`Node ${version} is too old`, `Node ${version}은(는) 너무 오래되었습니다`),
    command: process.platform === 'win32' ? installCommand(['npm']) : 'npm install --global node@22',
  };
}

function memory(): Finding {
  const gigabytes = (bytes: number): string => (bytes / 1e9).toFixed(1);
  // A container's limit, where there is one below the machine's memory.
  const limit = process.constrainedMemory?.() ?? 0;
  const total = limit > 0 && limit < totalmem() ? limit : totalmem();
  const what = say(
    `Memory: ${gigabytes(total)} GB, ${gigabytes(freemem())} GB free`,
    `메모리: ${gigabytes(total)}GB, 남은 양 ${gigabytes(freemem())}GB`,
  );
  if (total >= MINIMUM_BYTES) return { state: 'good', what };
  const enough = say('lessons need up to 1.5 GB', '수업에는 최대 1.5GB가 필요합니다');
  return { state: 'missing', what: `${what}; ${enough}` };
}

async function nativeEngines(folder: string, signal: AbortSignal): Promise<Finding[]> {
  const storage = engineStorage();
  const candidates = findNative({ folder, storage });
  if (candidates.length === 0) {
    return [
      {
        state: 'missing',
        what: say('Native engine: not installed', '네이티브 엔진: 설치되지 않음'),
        command: 'npx epochbook engine install',
        mend: 'install',
      },
    ];
  }
  const findings: Finding[] = [];
  for (const { path, name, version, origin } of candidates) {
    const check = await checkEngine(__filename, path, signal);
    if (check.ok) {
      findings.push({
        state: 'good',
        what: `${say('Native engine', '네이티브 엔진')}: ${check.label}, ${name} ${version}, ${path}`,
      });
      continue;
    }
    const owner = dirname(dirname(dirname(path)));
    findings.push({
      state: 'broken',
      what: `${say('Native engine', '네이티브 엔진')}: ${name} ${version}, ${path}: ${check.reason}`,
      ...(origin === 'installed'
        ? { command: 'npx epochbook engine install --force', mend: 'reinstall' }
        : { command: `npm rebuild ${name} --prefix "${owner}"` }),
    });
  }
  return findings;
}

async function embedded(signal: AbortSignal): Promise<Finding[]> {
  const what = say('Embedded engine', '내장 엔진');
  const check = await checkEngine(__filename, 'embedded', signal);
  if (check.ok)
    return [
      { state: 'good', what: `${what}: ${check.label}, tfjs ${check.version}` },
      ...compiled(check.result.compiled ?? []),
    ];
  const inClone = existsSync(join(__dirname, '..', 'scripts', 'build.mjs'));
  return [
    {
      state: 'broken',
      what: `${what}: ${check.reason}`,
      command: inClone ? 'npm run build' : 'code --install-extension epochbook.epochbook --force',
    },
  ];
}

/** Whether training steps are compiled here, and learn the same. */
function compiled(probes: readonly CompiledProbe[]): Finding[] {
  const what = say('Compiled training steps', '컴파일한 학습 스텝');
  const good = probes.filter(({ trouble }) => trouble === undefined).map(({ name }) => name);
  const troubles = probes.flatMap(({ name, trouble }) =>
    trouble === undefined ? [] : [`${name}: ${trouble}`],
  );
  const work = `${what}: ${good.join(', ')}`;
  return [
    ...(good.length > 0 ? [{ state: 'good' as const, what: work }] : []),
    ...troubles.map((trouble) => ({ state: 'missing' as const, what: `${what}: ${trouble}` })),
  ];
}

/** What installing the native engine would need. */
async function installing(): Promise<Finding[]> {
  const findings: Finding[] = [];
  if (!findProgram('npm')) {
    findings.push({
      state: 'missing',
      what: say('npm, to install the native engine', '네이티브 엔진을 설치할 npm'),
      command: installCommand(['npm']),
    });
  }
  if (wheelFits()) {
    const { missing } = await findBuildTools();
    for (const { what, command } of missing) {
      findings.push({
        state: 'missing',
        what: say(
          `${what}, to build the native engine where its download is out of reach`,
          `다운로드할 수 없는 곳에서 네이티브 엔진을 만들 ${what}`,
        ),
        command,
      });
    }
  }
  const storage = engineStorage();
  const at = existsSync(storage) ? storage : process.cwd();
  const { bavail, bsize } = statfsSync(at);
  if (bavail * bsize < 1.6e9) {
    findings.push({
      state: 'missing',
      what: say(
        `Disk: ${((bavail * bsize) / 1e9).toFixed(1)} GB free, the native engine needs 1.6 GB while installing`,
        `디스크: ${((bavail * bsize) / 1e9).toFixed(1)}GB 남음. 네이티브 엔진 설치에는 1.6GB가 필요합니다`,
      ),
    });
  }
  return findings;
}
