import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Hyperparameters } from '../../library/tensorboard/index.js';
import { type FolderRun, joinedFiles } from './joined-files.js';
import type { LogFile } from './log-file.js';
import type { ScalarRows } from './scalar-table.js';
import { trainAndValidation } from './tag-names.js';

/** A run of a folder of logs, as it is stored. */
export interface ImportedRun {
  /** The same for the same run of the same folder, so that another import takes its place. */
  id: string;
  name: string;
  /** What its rows are counted in: epochs where Keras (or we) wrote it, else the steps of whoever wrote it. */
  by: 'epoch' | 'step';
  rows: ScalarRows;
  /** Of a run by epochs, what was written of single updates. */
  updates: ScalarRows | undefined;
  hparams: Hyperparameters;
  /** As its writer has told the plugin of hyperparameters. */
  status: string | undefined;
  /** Seconds since 1970. */
  startedAt: number;
  lastTime: number;
  files: LogFile[];
  replaced: number;
}

const EPOCH = 'epoch_';
const BATCH = 'batch_';
const HALVES = ['train', 'validation'] as const;
type Half = (typeof HALVES)[number];

/** The folder in which PyTorch's `add_hparams` puts what belongs to the run above it. */
const TRIAL = /^\d{10}\.\d+$/;

interface Gathered {
  name: string;
  halves: Map<Half, FolderRun>;
  /** Folders that tell hyperparameters, or scalars that are not counted in epochs. */
  own: FolderRun[];
}

/** The runs of the event files of a folder, in the order of their names. */
export function importedRuns(root: string, files: readonly LogFile[]): ImportedRun[] {
  const gathered = new Map<string, Gathered>();
  const folders = joinedFiles(files.filter(({ firstTime }) => Number.isFinite(firstTime)));
  const names = new Set(folders.map(({ folder }) => folder));
  for (const run of folders) {
    const { owner, half } = ownerOf(run, names);
    const into: Gathered = gathered.get(owner) ?? { name: nameOf(root, owner), halves: new Map(), own: [] };
    gathered.set(owner, into);
    if (half) into.halves.set(half, run);
    else into.own.push(run);
  }
  return [...gathered]
    .flatMap(([owner, parts]) => runOfParts(root, owner, parts))
    .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}

/** Which run a folder tells of, and which half of it where it is one of Keras. */
function ownerOf({ folder, rows }: FolderRun, names: ReadonlySet<string>): { owner: string; half?: Half } {
  const parts = folder.split('/');
  const last = parts.at(-1) as Half;
  const above = parts.slice(0, -1).join('/') || '.';
  const byEpoch = [...rows.columns.keys()].some((tag) => tag.startsWith(EPOCH));
  if (HALVES.includes(last) && byEpoch && folder !== '.') return { owner: above, half: last };
  if (TRIAL.test(last) && names.has(above)) return { owner: above };
  return { owner: folder };
}

const nameOf = (root: string, owner: string): string => (owner === '.' ? basename(root) : owner);

function runOfParts(root: string, owner: string, { name, halves, own }: Gathered): ImportedRun[] {
  const all = [...halves.values(), ...own];
  const files = all.flatMap((run) => run.files);
  const shared = {
    hparams: Object.assign({}, ...files.map(({ media }) => media.hparams)) as Hyperparameters,
    status: files.findLast(({ media }) => media.status !== undefined)?.media.status,
    startedAt: Math.min(...files.map(({ firstTime }) => firstTime)),
    lastTime: Math.max(...files.map(({ lastTime }) => lastTime)),
    files,
    replaced: all.reduce((sum, run) => sum + run.replaced, 0),
  };
  const id = (kind: string): string =>
    `tb-${createHash('sha256').update(`${root}\n${owner}\n${kind}`).digest('hex').slice(0, 20)}`;
  const steps = joinedRows(own.map(({ rows }) => trainAndValidation(rows)));
  const runs: ImportedRun[] = [];
  if (halves.size > 0) runs.push({ id: id('epoch'), name, by: 'epoch', ...keras(halves), ...shared });
  if (steps.step.length > 0)
    runs.push({
      id: id('step'),
      name: halves.size > 0 ? `${name} (steps)` : name,
      by: 'step',
      rows: steps,
      updates: undefined,
      ...shared,
    });
  return runs;
}

/** What Keras wrote into two folders, under the names that a training here logs. */
function keras(halves: ReadonlyMap<Half, FolderRun>): Pick<ImportedRun, 'rows' | 'updates'> {
  const taken = (before: string, shift: number): ScalarRows[] =>
    [...halves].map(([half, { rows }]) => {
      const columns = [...rows.columns].filter(
        ([tag]) => tag.startsWith(before) && !/steps_per_second$/.test(tag),
      );
      const named = columns.map(
        ([tag, values]) =>
          [`${half === 'validation' ? 'val_' : ''}${tag.slice(before.length)}`, values] as const,
      );
      return withoutEmptyRows({
        ...rows,
        step: rows.step.map((step) => step + shift),
        columns: new Map(named),
      });
    });
  const updates = joinedRows(taken(BATCH, 0));
  return { rows: joinedRows(taken(EPOCH, 1)), updates: updates.step.length > 0 ? updates : undefined };
}

function withoutEmptyRows({ step, wallTime, columns }: ScalarRows): ScalarRows {
  const kept = step.flatMap((_, row) =>
    [...columns.values()].some((column) => column[row] !== null) ? [row] : [],
  );
  const pick = <T>(column: readonly T[]): T[] => kept.map((row) => column[row] as T);
  return {
    step: pick(step),
    wallTime: pick(wallTime),
    columns: new Map([...columns].map(([tag, column]) => [tag, pick(column)])),
  };
}

/** Rows of the same step become one; a tag of several tables is that of the last. */
function joinedRows(tables: readonly ScalarRows[]): ScalarRows {
  const [only] = tables;
  if (only && tables.length === 1) return only;
  const times = new Map<number, number>();
  for (const { step, wallTime } of tables)
    for (const [row, at] of step.entries())
      times.set(at, Math.max(times.get(at) ?? 0, wallTime[row] as number));
  const step = [...times.keys()].sort((a, b) => a - b);
  const places = new Map(step.map((at, row) => [at, row]));
  const columns = new Map<string, (number | null)[]>();
  for (const table of tables)
    for (const [tag, values] of table.columns) {
      const column = new Array<number | null>(step.length).fill(null);
      for (const [row, at] of table.step.entries())
        column[places.get(at) as number] = values[row] as number | null;
      columns.set(tag, column);
    }
  return { step, wallTime: step.map((at) => times.get(at) as number), columns };
}
