import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { pagePath, UsageError } from '../kernel/cli/index.js';
import { NotebookFile } from '../kernel/notebook/index.js';
import type { HtmlReport } from '../protocol/command-line.js';
import { currentLocale, say } from '../words/index.js';

import { checkPlace, writePage } from './write-page.js';

interface HtmlOptions {
  notebook: string;
  out: string;
  /** The notebook's text comes by standard input. */
  stdin: boolean;
  running: boolean;
  json: boolean;
}

/** `epochbook html`: a notebook as it is, as a page. @returns the exit code. */
export function htmlCommand(args: string[]): number {
  const options = htmlOptions(args);
  checkPlace(options.out);
  const file = options.stdin
    ? NotebookFile.parse(readFileSync(0, 'utf8'), options.notebook)
    : NotebookFile.read(options.notebook);
  const report = writePage(file, {
    notebook: options.notebook,
    out: options.out,
    running: options.running,
    locale: currentLocale(),
    assets: join(__dirname, 'report'),
  });
  if (options.json) process.stdout.write(`${JSON.stringify(report satisfies HtmlReport)}\n`);
  else for (const line of accountOf(report)) process.stderr.write(`${line}\n`);
  return 0;
}

/** What became of a page, for people: a line for each thing worth knowing. */
export function accountOf({ html, bytes, pictures, running, solutions, outputs }: HtmlReport): string[] {
  const size = `${(bytes / 1e6).toFixed(1)} MB`;
  return [
    say(
      `Page: ${html} (${size}, live pictures: ${pictures})`,
      `페이지: ${html} (${size}, 실시간 그림 ${pictures}개)`,
    ),
    ...(outputs === 0
      ? [
          say(
            'The notebook holds no outputs. Run it first, or use "epochbook run NOTEBOOK --html FILE".',
            '노트북에 출력이 없습니다. 먼저 실행하거나 "epochbook run NOTEBOOK --html FILE"을 쓰세요.',
          ),
        ]
      : []),
    ...(running
      ? [
          say(
            'A training in it had not ended when it was saved; the page says so.',
            '저장할 때 끝나지 않은 학습이 있었습니다. 페이지에도 그렇게 적었습니다.',
          ),
        ]
      : []),
    ...(solutions
      ? [
          say(
            'This is a teacher\'s notebook: its solutions or hidden tests can be read on the page. For students, make the page of their copy ("epochbook student").',
            '교사용 노트북이라 페이지에서 풀이나 숨은 점검을 읽을 수 있습니다. 학생에게는 학생용("epochbook student")으로 만든 페이지를 주세요.',
          ),
        ]
      : []),
  ];
}

/** @throws UsageError where the arguments were not understood. */
function htmlOptions(args: string[]): HtmlOptions {
  let parsed: ReturnType<typeof parseHtmlArgs>;
  try {
    parsed = parseHtmlArgs(args);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const { values, positionals } = parsed;
  const [notebook, ...more] = positionals;
  if (!notebook || more.length > 0)
    throw new UsageError(say('Name one notebook.', '노트북 하나를 지정하세요.'));
  const path = resolve(notebook);
  return {
    notebook: path,
    out: pagePath(values.out, path),
    stdin: values.stdin ?? false,
    running: values.running ?? false,
    json: values.json ?? false,
  };
}

const parseHtmlArgs = (args: string[]) =>
  parseArgs({
    args,
    allowPositionals: true,
    options: {
      out: { type: 'string', short: 'o' },
      stdin: { type: 'boolean' },
      running: { type: 'boolean' },
      json: { type: 'boolean' },
    },
  });
