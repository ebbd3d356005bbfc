import { availableParallelism, totalmem } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../../kernel/cli/index.js';
import { type Place, placeOf } from '../../kernel/cluster/index.js';
import type { EngineChoice } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import { engineOf, oneOf, parseCommand, positiveOf, secondsOf } from '../command-options.js';
import type { Limits } from './sandbox.js';

/** What `epochbook grade` was asked to do. */
export interface GradeOptions {
  folder: string;
  teacher: string;
  csv: string;
  /** Reports, graded notebooks and the journal go here. */
  out: string;
  /** Files that all submissions get. */
  data: string | undefined;
  readable: string[];
  limits: Limits;
  /** How many at a time on this machine. */
  jobs: number;
  /** What was said of that; a cluster has its own number otherwise. */
  jobsAsked: number | undefined;
  on: Place;
  /** Of a worker, for one submission. */
  cpus: number;
  /** How often a submission is graded again whose node was lost. */
  retries: number;
  engine: EngineChoice;
  /** Grades also what the journal has. */
  fresh: boolean;
  /** Runs submissions even where they cannot be kept apart. */
  unguarded: boolean;
  json: boolean;
  /** Prints a line of JSON (`GradeLine`) for each step. */
  progress: boolean;
}

const MEGABYTE = 1024 * 1024;
/** What one submission may use where nothing else is said. */
const MEMORY_MB = 2048;
const DISK_MB = 512;
const PROCESSES = 32;
const RETRIES = 5;

/** @throws UsageError where the arguments were not understood. */
export function gradeOptions(args: string[]): GradeOptions {
  const { values, positionals } = parseCommand(args, {
    teacher: { type: 'string' },
    csv: { type: 'string' },
    out: { type: 'string', short: 'o' },
    data: { type: 'string' },
    'allow-read': { type: 'string', multiple: true },
    timeout: { type: 'string' },
    'cell-timeout': { type: 'string' },
    memory: { type: 'string' },
    disk: { type: 'string' },
    processes: { type: 'string' },
    jobs: { type: 'string', short: 'j' },
    on: { type: 'string' },
    cpus: { type: 'string' },
    retries: { type: 'string' },
    engine: { type: 'string' },
    network: { type: 'boolean' },
    fresh: { type: 'boolean' },
    'no-isolation': { type: 'boolean' },
    json: { type: 'boolean' },
    progress: { type: 'boolean' },
  });
  const folder = resolve(
    oneOf(positionals, say('Name one folder of submissions.', '제출물 폴더 하나를 지정하세요.')),
  );
  if (values.teacher === undefined)
    throw new UsageError(
      say("Name the teacher's copy with --teacher NOTEBOOK.", '--teacher로 교사용 노트북을 지정하세요.'),
    );
  const out = resolve(
    values.out ?? join(dirname(folder), `${basename(folder).replace(/\.zip$/i, '')}.graded`),
  );
  const memory = (positiveOf('--memory', values.memory) ?? MEMORY_MB) * MEGABYTE;
  const timeMs = secondsOf('--timeout', values.timeout) ?? 300_000;
  const jobs = positiveOf('--jobs', values.jobs);
  const jobsAsked = jobs === undefined ? undefined : Math.ceil(jobs);
  return {
    folder,
    teacher: resolve(values.teacher),
    csv: resolve(values.csv ?? join(out, 'marks.csv')),
    out,
    data: values.data === undefined ? undefined : resolve(values.data),
    readable: (values['allow-read'] ?? []).map((path) => resolve(path)),
    limits: {
      timeMs,
      cellMs: Math.min(timeMs, secondsOf('--cell-timeout', values['cell-timeout']) ?? 60_000),
      memory,
      disk: (positiveOf('--disk', values.disk) ?? DISK_MB) * MEGABYTE,
      processes: Math.ceil(positiveOf('--processes', values.processes) ?? PROCESSES),
      network: values.network ?? false,
    },
    jobs: jobsAsked ?? jobsFor(memory),
    jobsAsked,
    on: onOf(values.on ?? 'local'),
    cpus: positiveOf('--cpus', values.cpus) ?? 1,
    retries: retriesOf(values.retries),
    // The same marks on every machine.
    engine: engineOf(values.engine) ?? 'embedded',
    fresh: values.fresh ?? false,
    unguarded: values['no-isolation'] ?? false,
    json: values.json ?? false,
    progress: values.progress ?? false,
  };
}

/** @throws UsageError */
function onOf(text: string): Place {
  try {
    return placeOf(text);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** @throws UsageError */
function retriesOf(text: string | undefined): number {
  if (text === undefined) return RETRIES;
  return text === '0' ? 0 : Math.ceil(positiveOf('--retries', text) ?? RETRIES);
}

/** As many as there are processors, and as the machine's memory holds. */
const jobsFor = (memory: number): number =>
  Math.max(1, Math.min(availableParallelism(), Math.floor(totalmem() / memory)));
