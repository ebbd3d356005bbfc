import type { LogFile } from './log-file.js';
import { type ScalarRows, ScalarTable } from './scalar-table.js';

/** Files of one folder that tell of one run, in the order in which they were written. */
export interface FolderRun {
  /** As TensorBoard names it; of further programs that wrote into the folder at the same time "train (2)". */
  folder: string;
  files: LogFile[];
  rows: ScalarRows;
  /** Values that later ones have replaced. */
  replaced: number;
}

/**
 * The runs of an import: of each folder one, in which a later file goes on where an earlier one ended. Where several programs
 * wrote into a folder at the same time, under the same tags at the same steps, each has a run of its own: their values would make
 * no curve.
 */
export function joinedFiles(files: readonly LogFile[]): FolderRun[] {
  const folders = new Map<string, LogFile[][]>();
  for (const file of [...files].sort((a, b) => a.firstTime - b.firstTime || (a.name < b.name ? -1 : 1))) {
    const groups = folders.get(file.folder) ?? [];
    folders.set(file.folder, groups);
    const group = groups.find((others) => !others.some((other) => areAtOnce(other, file)));
    if (group) group.push(file);
    else groups.push([file]);
  }
  return [...folders].flatMap(([folder, groups]) =>
    groups.map((group, index) => ({
      folder: index === 0 ? folder : `${folder} (${index + 1})`,
      files: group,
      ...joined(group),
    })),
  );
}

/** Whether two files have values of one tag at steps, and in times, that lie across each other. */
function areAtOnce(a: LogFile, b: LogFile): boolean {
  if (b.firstTime >= a.lastTime || a.firstTime >= b.lastTime) return false;
  return a.scalars.tags.some((tag) => {
    if (!b.scalars.has(tag)) return false;
    const [one, other] = [a.scalars.spanOf(tag), b.scalars.spanOf(tag)];
    return one.first <= other.last && other.first <= one.last;
  });
}

function joined(files: readonly LogFile[]): Pick<FolderRun, 'rows' | 'replaced'> {
  const replaced = files.reduce((sum, { scalars }) => sum + scalars.replaced, 0);
  const [first, ...others] = files;
  if (!first || others.length === 0)
    return { rows: first?.scalars.snapshot() ?? { step: [], wallTime: [], columns: new Map() }, replaced };
  const table = new ScalarTable(() => Number.MAX_SAFE_INTEGER);
  for (const { scalars } of files) {
    const { step, wallTime, columns } = scalars.snapshot();
    for (const [tag, values] of columns)
      for (const [row, value] of values.entries())
        if (value !== null) table.add(tag, step[row] as number, wallTime[row] as number, value);
  }
  return { rows: table.snapshot(), replaced: replaced + table.replaced };
}
