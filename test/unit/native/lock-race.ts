import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

export interface RaceResult {
  /** How often the lock was got, for each round. */
  holders: number[];
  /** Rounds in which two processes were in at once. */
  overlaps: number[];
  /** What is left in the folder of each round. */
  left: string[];
}

const ROUNDS = 25;
const RACERS = 10;
const ROUND_MS = 60;

/** Each racer waits for the start of a round without sleeping, so that all come at once. */
const racer = (takeLock: string): string => `
import { mkdirSync, rmdirSync, appendFileSync } from 'node:fs';
import { join } from 'node:path';
${takeLock}
const [, , kind, room, begin] = process.argv;
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
if (kind === 'victim') {
  // Dies with all locks in its hands.
  const all = Array.from({ length: ${ROUNDS} }, (_, round) => new Promise((held) => {
    void hold(join(room, String(round)), () => { held(); return new Promise(() => {}); });
  }));
  await Promise.all(all);
  process.kill(process.pid, 'SIGKILL');
}
const work = [];
for (let round = 0; round < ${ROUNDS}; round++) {
  const at = Number(begin) + round * ${ROUND_MS};
  while (Date.now() < at);
  const inside = join(room, 'inside-' + round);
  work.push(hold(join(room, String(round)), async () => {
    try {
      mkdirSync(inside);
    } catch {
      appendFileSync(join(room, 'overlaps'), round + '\\n');
      return;
    }
    appendFileSync(join(room, 'holders'), round + '\\n');
    await wait(4);
    rmdirSync(inside);
  }).catch((error) => {
    if (!/Another install/.test(error.message)) throw error;
  }));
  await wait(0);
}
await Promise.all(work);
`;

/**
 * Many processes that all come upon the lock of one that was killed while it held it, again and again.
 *
 * @param takeLock JavaScript or TypeScript that declares `hold(folder, work)`, which runs `work` under the lock of that
 * folder.
 */
export async function raceForStaleLocks(takeLock: string): Promise<RaceResult> {
  const room = mkdtempSync(join(tmpdir(), 'epochbook-race-'));
  try {
    for (let round = 0; round < ROUNDS; round++) mkdirSync(join(room, String(round)));
    for (const name of ['holders', 'overlaps']) writeFileSync(join(room, name), '');
    const program = join(room, 'racer.mjs');
    await build({
      stdin: { contents: racer(takeLock), resolveDir: import.meta.dirname, loader: 'ts' },
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'error',
    });
    await ended(program, ['victim', room]);
    const begin = String(Date.now() + 1500);
    const codes = await Promise.all(
      Array.from({ length: RACERS }, () => ended(program, ['racer', room, begin])),
    );
    if (codes.some((code) => code !== 0)) throw new Error(`A racer failed: ${codes.join(' ')}`);
    const rounds = (name: string): number[] => lines(join(room, name));
    const holders = rounds('holders');
    return {
      holders: Array.from({ length: ROUNDS }, (_, round) => holders.filter((one) => one === round).length),
      overlaps: rounds('overlaps'),
      left: Array.from({ length: ROUNDS }, (_, round) => readdirSync(join(room, String(round)))).flat(),
    };
  } finally {
    rmSync(room, { recursive: true, force: true });
  }
}

const lines = (file: string): number[] => readFileSync(file, 'utf8').split('\n').filter(Boolean).map(Number);

/** @returns the exit code, null after a kill. */
const ended = (program: string, args: string[]): Promise<number | null> =>
  new Promise((resolve) => {
    spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'ignore', 'inherit'] }).once(
      'exit',
      resolve,
    );
  });
