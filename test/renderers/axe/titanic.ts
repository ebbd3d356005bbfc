import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../../..');
const cli = join(root, 'dist/cli.js');

interface Notebook {
  cells: { source: string | string[]; outputs?: { data?: Record<string, unknown> }[] }[];
}

const OURS = /^application\/vnd\.(epochbook\.(.+)\.v1|vegalite\.v5)\+json$/;

/** What one cell of a notebook put out, for the renderer of its name. */
export interface RealOutput {
  renderer: string;
  payload: unknown;
}

/** Runs the Titanic lesson up to its repeated trials, which put out nothing of another kind, and takes its pictures. */
export async function titanicOutputs(): Promise<RealOutput[]> {
  if (!existsSync(cli)) throw new Error('There is no dist/cli.js to run the lesson with. Run npm run build.');
  const folder = mkdtempSync(join(tmpdir(), 'epochbook-titanic-'));
  try {
    const lesson = JSON.parse(readFileSync(join(root, 'workbooks/en/07-titanic.ipynb'), 'utf8')) as Notebook;
    const trials = lesson.cells.findIndex(({ source }) =>
      [source].flat().join('').includes('function trial('),
    );
    if (trials < 0) throw new Error('The Titanic lesson has no cell of trials any more.');
    mkdirSync(join(folder, 'en'));
    cpSync(join(root, 'workbooks/data'), join(folder, 'data'), { recursive: true });
    const notebook = { ...lesson, cells: lesson.cells.slice(0, trials) };
    writeFileSync(join(folder, 'en/07-titanic.ipynb'), JSON.stringify(notebook));
    await promisify(execFile)(
      process.execPath,
      [cli, 'run', '07-titanic.ipynb', '--out', 'executed.ipynb', '--engine', 'embedded'],
      { cwd: join(folder, 'en'), env: { ...process.env, EPOCHBOOK_LOCALE: 'en' } },
    );
    const executed = JSON.parse(readFileSync(join(folder, 'en/executed.ipynb'), 'utf8')) as Notebook;
    return executed.cells.flatMap(({ outputs = [] }) =>
      outputs.flatMap(({ data = {} }) =>
        Object.entries(data).flatMap(([mime, payload]) => {
          const [, ours, name] = OURS.exec(mime) ?? [];
          return ours ? [{ renderer: name ?? 'vega-lite', payload }] : [];
        }),
      ),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
