import { existsSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import type { HtmlReport } from '../../protocol/command-line.js';
import { type EngineChoice, isEngineChoice, type Locale, objectOf } from '../../protocol/index.js';
import { currentLocale, say } from '../../words/index.js';
import type { Notebook } from '../notebook/notebook.js';
import { checkWritable, NotebookFile, writeNotebookFile } from '../notebook/notebook-file.js';
import { Answers } from './answers.js';
import { cancelBySignal } from './cancel-by-signal.js';
import type { CellReport } from './cell-report.js';
import { systemLocale } from './locale.js';
import { type NotebookRun, NotebookRunner } from './notebook-runner.js';
import type { PageOfRun, ReportBundle } from './report-bundle.js';
import { type RunOptions, runOptions } from './run-options.js';

/** `epochbook run`. @returns the exit code. */
export async function runCommand(args: string[]): Promise<number> {
  const options = runOptions(args);
  const file = NotebookFile.read(options.notebook);
  const { notebook } = file;
  checkOut(options.out);
  const page = pageOf(options);
  const answers = Answers.from(options.input);
  const started = Date.now();
  const signal = cancelBySignal();
  const runner = new NotebookRunner(notebook, {
    launch: {
      host: join(__dirname, 'kernel', 'host.cjs'),
      folder: dirname(options.notebook),
      notebook: options.notebook,
      locale: localeOf(notebook),
      engine: options.engine ?? engineOf(notebook),
      env: { ...compileVariable(notebook), ...(options.on !== 'local' && { EPOCHBOOK_ON: options.on }) },
      hintOn: options.engineHint ? ['native', 'embedded'] : [],
    },
    timeoutMs: options.timeoutMs,
    engineHint: options.engineHint,
    allowErrors: options.allowErrors,
    answers,
    signal,
  });
  const run = await runner.run();
  answers.close();
  const text = file.withResults(run.results);
  const { out, trouble } = writeSomewhere(options.out, text);
  const made = page && makePage(page, text);
  const failed = run.reports.find(({ status, allowed }) => status !== 'ok' && !allowed);
  const ok = !failed && !run.failure && !trouble && !made?.trouble && !signal.aborted;
  if (options.json) printSummary({ ...options, out }, run, ok, Date.now() - started, made?.report);
  if (run.hint) tell(run.hint.text);
  if (made?.report && page) for (const line of page.accountOf(made.report)) tell(line);
  if (!ok) {
    tellFailure(failed, run.failure);
    for (const each of [trouble, made?.trouble]) if (each !== undefined) tell(each);
    tell(say(`The notebook up to there: ${out}`, `여기까지 실행된 노트북: ${out}`));
    return signal.aborted ? 130 : 1;
  }
  const time = ((Date.now() - started) / 1000).toFixed(1);
  tell(
    say(
      `Done in ${time} s. Executed notebook: ${options.out}`,
      `${time}초 만에 마쳤습니다. 실행된 노트북: ${options.out}`,
    ),
  );
  return 0;
}

/** @throws Error where the page that is asked for could not be written: known before the cells have run, not after an hour. */
function pageOf({ html, notebook }: RunOptions): PageOfRun | undefined {
  if (html === undefined) return undefined;
  const bundle = require(join(__dirname, 'report.js')) as ReportBundle;
  return bundle.pageOfRun(notebook, html, join(__dirname, 'report'), currentLocale());
}

function makePage(page: PageOfRun, text: string): { report?: HtmlReport; trouble?: string } {
  try {
    return { report: page.write(text) };
  } catch (error) {
    return { trouble: (error as Error).message };
  }
}

/** What has run for an hour is written elsewhere where its file cannot be: another program may have opened it meanwhile. */
function writeSomewhere(out: string, text: string): { out: string; trouble?: string } {
  try {
    writeNotebookFile(out, text);
    return { out };
  } catch (error) {
    const stem = out.slice(0, -extname(out).length || undefined);
    let other: string;
    let count = 2;
    do other = `${stem} (${count++})${extname(out)}`;
    while (existsSync(other));
    writeNotebookFile(other, text);
    return { out: other, trouble: (error as Error).message };
  }
}

/** Known before the cells have run, not after an hour. */
function checkOut(out: string): void {
  const folder = dirname(out);
  if (!existsSync(folder))
    throw new Error(
      say(
        `There is no folder ${folder} for the executed notebook.`,
        `실행된 노트북을 쓸 폴더 ${folder}이(가) 없습니다.`,
      ),
    );
  checkWritable(out);
}

function printSummary(
  { notebook, out }: RunOptions,
  { reports, failure, hint }: NotebookRun,
  ok: boolean,
  durationMs: number,
  page: HtmlReport | undefined,
): void {
  const summary = {
    ok,
    notebook,
    out,
    durationMs,
    cells: reports,
    ...(failure !== undefined && { error: failure }),
    ...(hint && { engineHint: hint }),
    ...(page && { page }),
  };
  process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
}

function tellFailure(failed: CellReport | undefined, failure: string | undefined): void {
  if (failure !== undefined) tell(failure);
  if (!failed) return;
  const { order, title, status, error } = failed;
  const why = error?.stack ?? status;
  tell(say(`Cell [${order}] failed (${title}):\n${why}`, `셀 [${order}] 실패 (${title}):\n${why}`));
}

/** The notebook's own language (its metadata), else that of the environment. */
function localeOf(notebook: Notebook): Locale {
  const own = objectOf(notebook.metadata.epochbook).locale;
  return typeof own === 'string' ? (own.startsWith('ko') ? 'ko' : 'en') : systemLocale();
}

/** The engine that the notebook's metadata pins, if any. */
function engineOf(notebook: Notebook): EngineChoice {
  const pinned = objectOf(notebook.metadata.epochbook).engine;
  return isEngineChoice(pinned) ? pinned : 'auto';
}

/** Whether the notebook's metadata wants its training steps compiled, as the kernel's environment says it. */
function compileVariable(notebook: Notebook): Record<string, string> {
  const { compile } = objectOf(notebook.metadata.epochbook);
  return typeof compile === 'boolean' ? { EPOCHBOOK_COMPILE: compile ? '1' : '0' } : {};
}

const tell = (text: string): void => void process.stderr.write(`${text}\n`);
