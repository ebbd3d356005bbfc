import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Locale } from '../../protocol/index.js';
import {
  type ExecutedNotebook,
  executeNotebook,
  expectLostRun,
  nbformatFaults,
  printedBy,
  removeExecuted,
} from './executed-notebook.js';

/** How many commands run at a time. */
const AT_A_TIME = 4;

/** Within which what a cell has put out gets to the command, also on a busy machine. */
const HEARD_MS = 300;

type Words = Record<Locale, RegExp>;

/** A way to die: code that does it, or a signal from outside, and how its cause reads. */
interface Death {
  code?: string;
  outside?: NodeJS.Signals;
  cause: Words;
  env?: Record<string, string>;
}

const code = (n: number): Words => ({
  en: new RegExp(`The kernel has ended \\(exit code ${n}\\)`),
  ko: new RegExp(`커널이 종료되었습니다\\(종료 코드 ${n}\\)`),
});
const signal = (name: string): Words => ({
  en: new RegExp(`The kernel has ended \\(signal ${name}\\)`),
  ko: new RegExp(`커널이 종료되었습니다\\(${name} 신호\\)`),
});
const killed: Words = {
  en: /ended from outside \(signal SIGKILL\)/,
  ko: /밖에서 종료되었습니다\(SIGKILL 신호\)/,
};
const outOfMemory: Words = {
  en: /ran out of memory for JavaScript objects\. Its memory was last seen at \d+ MB/,
  ko: /JavaScript 메모리가 모자랍니다\. 마지막으로 잰 메모리는 \d+ MB/,
};
const ownThread = (what: string): Words => ({
  en: new RegExp(`own thread failed \\(${what}\\).* fault of Epochbook`),
  ko: new RegExp(`내부 스레드에서 오류가 나서\\(${what}\\).*Epochbook의 문제`),
});

/** Has the worker thread evaluate an expression, as a debugger does. */
const inWorker = (expression: string): string => `
  const session = new Session();
  session.connect();
  session.on('NodeWorker.attachedToWorker', ({ params }) => session.post('NodeWorker.sendMessageToWorker', {
    sessionId: params.sessionId,
    message: JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression: ${JSON.stringify(expression)} } }),
  }));
  session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });`;
/** What the deaths need, before the first line of the first cell. */
const IMPORTS =
  "import { Session } from 'node:inspector'; import { writeFileSync } from 'node:fs'; import { Worker } from 'node:worker_threads';";

const EAT = 'setTimeout(() => { const eaten = []; for (;;) eaten.push(new Array(1000).fill({})); }, 100)';

const deaths = {
  'exit 3': { code: 'process.exit(3);', cause: code(3) },
  'exit 0': { code: 'process.exit(0);', cause: code(0) },
  'really exit': { code: 'process.reallyExit(4);', cause: code(4) },
  abort: { code: 'process.abort();', cause: signal('SIGABRT') },
  'own SIGKILL': { code: "process.kill(process.pid, 'SIGKILL');", cause: killed },
  'own SIGTERM': { code: "process.kill(process.pid, 'SIGTERM');", cause: signal('SIGTERM') },
  'own SIGSEGV': { code: "process.kill(process.pid, 'SIGSEGV');", cause: signal('SIGSEGV') },
  'SIGKILL from outside': { outside: 'SIGKILL', cause: killed },
  'SIGTERM from outside': { outside: 'SIGTERM', cause: signal('SIGTERM') },
  'out of memory': {
    code: 'const eaten = []; for (;;) eaten.push(new Array(1000).fill({}));',
    cause: outOfMemory,
    env: { NODE_OPTIONS: '--max-old-space-size=100' },
  },
  'a stray exception that nothing handles': {
    code: "process.removeAllListeners('uncaughtException'); setTimeout(() => { throw new Error('stray'); });",
    cause: { en: /exit code 1\)[\s\S]*Error: stray/, ko: /종료 코드 1\)[\s\S]*Error: stray/ },
  },
  'a listener that throws again': {
    code: "process.on('uncaughtException', (error) => { throw error; }); setTimeout(() => { throw new Error('twice'); });",
    cause: { en: /exit code 7\)[\s\S]*Error: twice/, ko: /종료 코드 7\)[\s\S]*Error: twice/ },
  },
  'an exception in the worker': {
    code: inWorker("setTimeout(() => { throw new Error('in the worker'); }, 100)"),
    cause: ownThread('in the worker'),
  },
  'the end of the worker': {
    code: inWorker('setTimeout(() => process.exit(5), 100)'),
    cause: ownThread('exit code 5'),
  },
  'no memory for the worker': {
    code: inWorker(EAT),
    cause: outOfMemory,
    env: { NODE_OPTIONS: '--max-old-space-size=100' },
  },
  'no memory for the worker, and no word': {
    code: inWorker(EAT),
    cause: { en: /connection to the kernel broke off/, ko: /커널과의 연결이 끊겨서/ },
    env: { NODE_OPTIONS: '--max-old-space-size=100' },
  },
} satisfies Record<string, Death>;
type DeathName = keyof typeof deaths;

const FOREVER = 'await new Promise(() => {});';
const TELL_PID = "writeFileSync('pid', process.pid + '\\n');";
const ENGINE = "import * as tf from '@tensorflow/tfjs-node';";
const NET = `${ENGINE}
const net = tf.sequential({ layers: [tf.layers.dense({ units: 4, inputShape: [2] }), tf.layers.dropout({ rate: 0.5 }), tf.layers.dense({ units: 1 })] });
net.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
const x = tf.ones([8, 2]);
const y = tf.ones([8, 1]);`;
/** As soon as the end of the cell was told. */
const behindCell = (code: string): string => `const { postMessage } = Worker.prototype;
Worker.prototype.postMessage = function (message, ...rest) {
  postMessage.call(this, message, ...rest);
  if (message.type === 'done') { ${code} }
};`;
/** Later, with nothing of the cell's own waiting. */
const soon = (code: string): string => `setImmediate(() => setImmediate(() => { ${code} }));`;
const said = (word: string): string => `console.log('${word}');`;

interface Moment {
  /** The cells, where \`die\` is the death. */
  cells(die: string): string[];
  /** The cell that is named, from 1. */
  cell: number;
  /** What the cells have put out before. */
  kept: string[];
  /** Said of the time of death, where it is not within the cell. */
  note?: Words;
  lost?: boolean;
}

const beforeCell: Words = { en: /Before this cell: /, ko: /이 셀이 시작되기 전: / };
const afterCell: Words = { en: /After this cell: /, ko: /이 셀이 끝난 뒤: / };

const moments = {
  'in the first cell': {
    cells: (die) => [`${said('before')} ${die} ${FOREVER}`, '2'],
    cell: 1,
    kept: ['before'],
  },
  'in a later cell': {
    cells: (die) => [said('one'), `${said('two')} await 1; ${die} ${FOREVER}`, '3'],
    cell: 2,
    kept: ['one', 'two'],
  },
  'in a busy loop': {
    cells: (die) => [`${said('before')} ${die} setTimeout(() => { for (;;); }, 50); ${FOREVER}`],
    cell: 1,
    kept: ['before'],
  },
  'in a timer of an earlier cell': {
    cells: (die) => [`setTimeout(() => { ${die} }, 200); 1`, `${said('waits')} ${FOREVER}`],
    cell: 2,
    kept: ['waits'],
  },
  'between two cells': {
    cells: (die) => [`${behindCell(die)} ${said('one')}`, '2'],
    cell: 2,
    kept: ['one'],
    note: beforeCell,
  },
  'after the last cell': {
    cells: (die) => [said('one'), `${behindCell(die)} ${said('two')}`],
    cell: 2,
    kept: ['one', 'two'],
    note: afterCell,
  },
  // The request to end finds it busy: the end is its own all the same.
  'after the last cell, asked to end': {
    cells: (die) => [
      `setTimeout(() => { const since = Date.now(); while (Date.now() - since < 1000); ${die} }); ${said('one')}`,
    ],
    cell: 1,
    kept: ['one'],
    note: afterCell,
  },
  'while the engine loads': {
    cells: (die) => [
      `${said('before')} const loading = import('@tensorflow/tfjs-node'); ${soon(die)} await loading; ${FOREVER}`,
    ],
    cell: 1,
    kept: ['before'],
  },
  'during a fit': {
    cells: (die) => [
      NET,
      `${said('before')} await net.fit(x, y, { epochs: 1000000, callbacks: { onEpochEnd: async (epoch) => { if (epoch === 30) { ${die} } } } });`,
      '3',
    ],
    cell: 2,
    kept: ['before'],
    lost: true,
  },
  'during a fit that no cell awaits': {
    cells: (die) => [
      NET,
      `void net.fit(x, y, { epochs: 1000000, callbacks: { onEpochEnd: async () => { if ((globalThis as any).waits) { ${die} } } } }); ${said('goes on')}`,
      `${said('waits')} (globalThis as any).waits = true; ${FOREVER}`,
    ],
    cell: 3,
    kept: ['goes on', 'waits'],
    lost: true,
  },
  'while a model is saved': {
    cells: (die) => [
      NET,
      `${said('before')} const saving = net.save('file://saved'); ${soon(die)} await saving; ${FOREVER}`,
    ],
    cell: 2,
    kept: ['before'],
  },
  'with the last output': {
    cells: (die) => [
      `${said('before')} display({ 'application/json': Array.from({ length: 50000 }, (_, i) => i) }); ${said('behind')} ${die} ${FOREVER}`,
    ],
    cell: 1,
    kept: ['before', 'behind'],
  },
  'in teardown': {
    cells: (die) => [said('one'), `process.on('exit', () => { ${said('goodbye')} ${die} }); ${said('two')}`],
    cell: 2,
    kept: ['one', 'two', 'goodbye'],
    note: afterCell,
  },
} satisfies Record<string, Moment>;
type MomentName = keyof typeof moments;

const table: [MomentName, DeathName[]][] = [
  [
    'in the first cell',
    [
      'exit 3',
      'exit 0',
      'really exit',
      'abort',
      'own SIGKILL',
      'own SIGTERM',
      'own SIGSEGV',
      'out of memory',
      'a stray exception that nothing handles',
      'a listener that throws again',
      'an exception in the worker',
      'the end of the worker',
      'no memory for the worker',
    ],
  ],
  ['in a later cell', ['exit 3', 'abort', 'SIGKILL from outside', 'SIGTERM from outside']],
  [
    'in a busy loop',
    ['an exception in the worker', 'no memory for the worker, and no word', 'SIGKILL from outside'],
  ],
  ['in a timer of an earlier cell', ['exit 3', 'own SIGKILL', 'a stray exception that nothing handles']],
  ['between two cells', ['exit 0', 'own SIGKILL', 'abort']],
  ['after the last cell', ['exit 0', 'exit 3', 'own SIGKILL', 'own SIGTERM']],
  ['after the last cell, asked to end', ['exit 0', 'exit 3', 'own SIGTERM']],
  ['while the engine loads', ['exit 3', 'own SIGKILL', 'abort', 'a stray exception that nothing handles']],
  [
    'during a fit',
    ['exit 3', 'abort', 'own SIGKILL', 'SIGKILL from outside', 'out of memory', 'an exception in the worker'],
  ],
  ['during a fit that no cell awaits', ['exit 3', 'SIGKILL from outside']],
  ['while a model is saved', ['exit 3', 'own SIGKILL']],
  ['with the last output', ['exit 3', 'abort', 'own SIGKILL']],
  ['in teardown', ['exit 3', 'abort', 'own SIGTERM']],
];

/** A script that every Node loads first, and that acts in the kernel's main thread or in its worker alone. */
const preload = (name: string, text: string): Record<string, string> => {
  const path = join(tmpdir(), `epochbook-deaths-${process.pid}-${name}.cjs`);
  writeFileSync(path, text);
  return { NODE_OPTIONS: `--require ${path}` };
};
const inMain = (text: string): string => `if (process.env.EPOCHBOOK_KERNEL) { ${text} }`;
const inThread = (text: string): string =>
  `if (require('node:worker_threads').workerData?.lonelyMs) { ${text} }`;
const starting = (how: Words): Words => ({
  en: new RegExp(`The kernel ended while starting \\(${how.en.source}\\)`),
  ko: new RegExp(`커널이 시작하다가 종료되었습니다\\(${how.ko.source}\\)`),
});

/** Deaths before the first cell has begun. */
const starts: [name: string, env: () => Record<string, string>, cause: Words][] = [
  [
    'exit 5 at once',
    () => preload('exit', inMain('process.exit(5)')),
    starting({ en: /exit code 5/, ko: /종료 코드 5/ }),
  ],
  [
    'exit 0 at once',
    () => preload('zero', inMain('process.exit(0)')),
    starting({ en: /exit code 0/, ko: /종료 코드 0/ }),
  ],
  [
    'SIGKILL at once',
    () => preload('kill', inMain("process.kill(process.pid, 'SIGKILL')")),
    starting({ en: /signal SIGKILL/, ko: /SIGKILL 신호/ }),
  ],
  [
    'an exception at once',
    () => preload('throw', inMain("throw new Error('bad start')")),
    {
      en: /while starting \(exit code 1\)\.[\s\S]*bad start/,
      ko: /시작하다가 종료되었습니다\(종료 코드 1\)\.[\s\S]*bad start/,
    },
  ],
  [
    'an exception in the worker',
    () => preload('worker', inThread("throw new Error('bad thread')")),
    {
      en: /while starting \(exit code 70\)\.[\s\S]*bad thread/,
      ko: /시작하다가 종료되었습니다\(종료 코드 70\)\.[\s\S]*bad thread/,
    },
  ],
  [
    'when a client has come',
    () =>
      preload(
        'client',
        inThread(
          "require('node:net').Server.prototype.on('connection', () => 0); const { emit } = require('node:net').Server.prototype; require('node:net').Server.prototype.emit = function (name, ...rest) { if (name === 'connection') process.kill(process.pid, 'SIGKILL'); return emit.call(this, name, ...rest); };",
        ),
      ),
    starting({ en: /signal SIGKILL/, ko: /SIGKILL 신호/ }),
  ],
];

const NAMED: Record<Locale, (cell: number) => RegExp> = {
  en: (cell) => new RegExp(`^Cell \\[${cell}\\] failed \\(`, 'm'),
  ko: (cell) => new RegExp(`^셀 \\[${cell}\\] 실패 \\(`, 'm'),
};

interface Row {
  name: string;
  locale: Locale;
  cell: number;
  cause: Words;
  kept: string[];
  note?: Words;
  lost?: boolean;
  run(): Promise<ExecutedNotebook>;
}

const withImports = ([first = '', ...rest]: string[]): string[] => [`${IMPORTS} ${first}`, ...rest];

const locales: Locale[] = ['en', 'ko'];
const rows: Row[] = [
  ...table.flatMap(([moment, names]) =>
    names.map(
      (name): Omit<Row, 'locale' | 'run'> & { execute(locale: Locale): Promise<ExecutedNotebook> } => {
        const { cells, ...expected } = moments[moment] as Moment;
        const { code: die = TELL_PID, outside, cause, env } = deaths[name] as Death;
        const meddle = async (_: number, kernel: () => Promise<number>): Promise<void> => {
          const pid = await kernel();
          await setTimeout(HEARD_MS);
          process.kill(pid, outside);
        };
        const execute = (locale: Locale) =>
          executeNotebook({
            cells: withImports(cells(die)),
            locale,
            ...(env && { env }),
            ...(outside && { meddle }),
          });
        return { name: `${moment}: ${name}`, cause, ...expected, execute };
      },
    ),
  ),
  ...starts.map(([name, env, cause]) => ({
    name: `while starting: ${name}`,
    cell: 1,
    cause,
    kept: [],
    execute: (locale: Locale) => executeNotebook({ cells: ['1', '2'], locale, env: env() }),
  })),
].map(({ execute, ...row }, index) => {
  const locale = locales[index % 2] as Locale;
  return { ...row, locale, run: () => execute(locale) };
});

describe('a kernel that dies', () => {
  const ran = new Map<string, Promise<ExecutedNotebook>>();
  beforeAll(() => {
    const lanes = Array.from({ length: AT_A_TIME }, () => Promise.resolve());
    for (const [i, { name, run }] of rows.entries()) {
      const lane = i % AT_A_TIME;
      const executed = (lanes[lane] as Promise<void>).then(run);
      ran.set(name, executed);
      lanes[lane] = executed.then(
        () => {},
        () => {},
      );
    }
  });
  afterAll(async () => {
    for (const executed of ran.values()) removeExecuted(await executed);
  });

  test.each(rows)(
    '$name ($locale)',
    { timeout: 180_000 },
    async ({ name, locale, cell, cause, kept, note, lost }) => {
      const executed = (await ran.get(name)) as ExecutedNotebook;
      const { code, stderr, notebook } = executed;
      expect(stderr).toMatch(NAMED[locale](cell));
      expect(stderr).toMatch(cause[locale]);
      if (note) expect(stderr).toMatch(note[locale]);
      expect(code).toBe(1);
      if (!notebook) throw new Error('No notebook was written.');
      expect(nbformatFaults(notebook)).toEqual([]);
      const told = notebook.cells.map(printedBy);
      expect(told[cell - 1]).toMatch(cause[locale]);
      for (const word of kept) expect(told.join('')).toContain(`${word}\n`);
      expect(notebook.cells.slice(cell).every(({ outputs }) => outputs?.length === 0)).toBe(true);
      if (lost) expectLostRun(executed, locale, cause[locale]);
    },
  );
});
