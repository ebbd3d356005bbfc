import { copyFileSync, existsSync, lstatSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { teacherProblems } from '../../exercises/index.js';
import { cancelBySignal, UsageError } from '../../kernel/cli/index.js';
import { NotebookFile, writeNotebookFile } from '../../kernel/notebook/index.js';
import { say } from '../../words/index.js';
import { runChecks } from '../checking/run-checks.js';
import { engineOf, parseCommand, secondsOf } from '../command-options.js';
import { studentCopy } from './student-copy.js';
import { runProblems } from './teacher-checks.js';

/** A file of the source and where it goes. */
interface Planned {
  from: string;
  to: string;
  isNotebook: boolean;
}

/** `epochbook student SRC OUT`. @returns the exit code: 1 where a teacher's copy is not fit to be handed out. */
export async function studentCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseCommand(args, {
    force: { type: 'boolean' },
    'no-run': { type: 'boolean' },
    json: { type: 'boolean' },
    timeout: { type: 'string' },
    engine: { type: 'string' },
  });
  const [src, out, ...more] = positionals;
  if (src === undefined || out === undefined || more.length > 0)
    throw new UsageError(
      say(
        "Name the teacher's notebook or folder, and where the student copy goes.",
        '교사용 노트북이나 폴더와, 학생용을 쓸 곳을 지정하세요.',
      ),
    );
  const planned = plan(resolve(src), resolve(out));
  if (!values.force) refuseOverwriting(planned);
  const signal = cancelBySignal();
  const notebooks = planned.filter(({ isNotebook }) => isNotebook);
  const files = new Map(notebooks.map(({ from }) => [from, NotebookFile.read(from)]));
  const problems: { notebook: string; problems: string[] }[] = [];
  for (const [path, file] of files) {
    const found = teacherProblems(file.notebook).map(({ text }) => text);
    if (found.length === 0 && !values['no-run']) {
      const checked = await runChecks(path, file, {
        engine: engineOf(values.engine),
        timeoutMs: secondsOf('--timeout', values.timeout),
        allowErrors: false,
        signal,
      });
      if (signal.aborted) return 130;
      found.push(...runProblems(file.notebook, checked));
    }
    if (found.length > 0) problems.push({ notebook: path, problems: found });
  }
  if (problems.length > 0) {
    if (values.json) print({ ok: false, problems });
    for (const { notebook, problems: texts } of problems)
      tell(`${notebook}\n${texts.map((text) => `  ${text}`).join('\n')}`);
    tell(say('Nothing was written.', '아무것도 쓰지 않았습니다.'));
    return 1;
  }
  for (const { from, to } of planned) {
    mkdirSync(dirname(to), { recursive: true });
    const file = files.get(from);
    if (file) writeNotebookFile(to, studentCopy(file));
    else copyFileSync(from, to);
  }
  if (values.json) print({ ok: true, written: planned.map(({ to }) => to) });
  else
    tell(
      say(
        `Student copies: ${notebooks.length}, other files: ${planned.length - notebooks.length}, in ${resolve(out)}`,
        `학생용 노트북 ${notebooks.length}개, 다른 파일 ${planned.length - notebooks.length}개: ${resolve(out)}`,
      ),
    );
  return 0;
}

function plan(src: string, out: string): Planned[] {
  if (!existsSync(src)) throw new Error(say(`There is no ${src}.`, `${src} 파일이나 폴더가 없습니다.`));
  if (!statSync(src).isDirectory()) {
    const isFile = /\.ipynb$/i.test(out) && !(existsSync(out) && statSync(out).isDirectory());
    const to = isFile ? out : join(out, basename(src));
    if (to === src) throw new Error(sameFile(src));
    return [{ from: src, to, isNotebook: true }];
  }
  if (out === src || src.startsWith(out + sep)) throw new Error(sameFile(src));
  return filesIn(src, out).map((from) => ({
    from,
    to: join(out, relative(src, from)),
    isNotebook: /\.ipynb$/i.test(from),
  }));
}

/** Without what is hidden, installed, put out by a run, or led to elsewhere. */
function filesIn(folder: string, out: string): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      if (path === out || /^\.|^node_modules$|\.executed\.ipynb$/.test(name)) return [];
      const stats = lstatSync(path);
      if (stats.isDirectory()) return filesIn(path, out);
      if (stats.isFile()) return [path];
      tell(say(`Left out, as it is no file: ${path}`, `파일이 아니어서 뺐습니다: ${path}`));
      return [];
    });
}

function refuseOverwriting(planned: readonly Planned[]): void {
  const there = planned.filter(({ to }) => existsSync(to)).map(({ to }) => to);
  const [first] = there;
  if (first === undefined) return;
  throw new Error(
    there.length === 1
      ? say(
          `${first} is already there; --force writes over it.`,
          `${first}이(가) 이미 있습니다. --force를 주면 덮어씁니다.`,
        )
      : say(
          `${there.length} files are already there, ${first} the first of them; --force writes over them.`,
          `${first} 등 파일 ${there.length}개가 이미 있습니다. --force를 주면 덮어씁니다.`,
        ),
  );
}

const sameFile = (src: string): string =>
  say(
    `The student copy would take the place of the teacher's (${src}). Name another place.`,
    `학생용이 교사용(${src})의 자리에 쓰이게 됩니다. 다른 곳을 지정하세요.`,
  );

const print = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
const tell = (text: string): void => void process.stderr.write(`${text}\n`);
