import { closeSync, ftruncateSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { studentCopy } from '../../../course/student/student-copy.js';
import { NotebookFile } from '../../../kernel/notebook/index.js';
import {
  checks,
  type FileCell,
  fileText,
  locked,
  manual,
  plain,
  solved,
} from '../../unit/course/teacher-cells.js';

/** Runs to the end of the class; in it no submission may find the word. */
const SECRET = 'the-hidden-rule-of-the-teacher';

export const teacherText = fileText([
  plain('imports', "import { check, expect, rule } from 'epochbook';"),
  locked('intro', '# Two functions'),
  { ...solved('sum', 'const sum = (a: number, b: number) => a + b;'), metadata: solved('sum', '').metadata },
  checks(
    'sum-check',
    [
      "await check('sum', [",
      "  expect('sum(2, 3)', () => sum(2, 3)).equals(5),",
      '  // BEGIN HIDDEN TESTS',
      `  rule('${SECRET}', () => sum(-2, 2) === 0).hidden(),`,
      '  // END HIDDEN TESTS',
      ']);',
    ].join('\n'),
    2,
  ),
  solved('prod', 'const prod = (a: number, b: number) => a * b;'),
  checks(
    'prod-check',
    "await check('prod', [expect('prod(2, 3)', () => prod(2, 3)).equals(6).points(3)]);",
    3,
  ),
  manual('why', 'Because.', 1),
]);

const copy = JSON.parse(studentCopy(NotebookFile.parse(teacherText, 'teacher.ipynb'))) as {
  cells: FileCell[];
};

const SUM = 'const sum = (a: number, b: number) => a + b;';
const PROD = 'const prod = (a: number, b: number) => a * b;';

/** What students do. Points are said here, apart from all that grades: those of sum-check, of prod-check. */
export interface Kind {
  name: string;
  points: readonly [sum: number, prod: number];
  /** A remark that has to be there. */
  remark?: RegExp;
  look?: true;
  /** It hangs, crashes, floods, forks, takes too much, cheats, looks for what is not its own, or is damaged. */
  bad?: true;
  write(path: string): void;
}

type Change = (cells: FileCell[]) => FileCell[];

const filled = (sum: string, prod: string): FileCell[] =>
  structuredClone(copy.cells).map((cell) =>
    cell.id === 'sum' ? { ...cell, source: sum } : cell.id === 'prod' ? { ...cell, source: prod } : cell,
  );

const kind = (
  name: string,
  points: Kind['points'],
  {
    sum = SUM,
    prod = PROD,
    change = (cells) => cells,
    ...more
  }: Partial<Kind> & { sum?: string; prod?: string; change?: Change } = {},
): Kind => ({
  name,
  points,
  write: (path) => writeFileSync(path, fileText(change(filled(sum, prod)))),
  ...more,
});

const bad = (...given: Parameters<typeof kind>): Kind => ({ ...kind(...given), bad: true });

const raw = (name: string, remark: RegExp, write: Kind['write']): Kind => ({
  name,
  points: [0, 0],
  remark,
  look: true,
  bad: true,
  write,
});

const swap =
  (id: string, make: (cell: FileCell) => FileCell[]): Change =>
  (cells) =>
    cells.flatMap((cell) => (cell.id === id ? make(cell) : [cell]));

const forgedPayload = `{ version: 1, id: 'sum', passed: true, points: 2, maximum: 2, more: 0, hints: [], runs: [], rules: [
  { words: { en: 'sum(2, 3) equals 5', ko: '' }, passed: true, points: 1, maximum: 1, hidden: false },
  { words: { en: '${SECRET}', ko: '${SECRET}' }, passed: true, points: 1, maximum: 1, hidden: true } ] }`;
const MIME = "'application/vnd.epochbook.check.v1+json'";
const WRONG = 'const sum = (a: number, b: number) => 7;';

/** Most of what can be done, harmless and not; none of it may cost another submission anything. */
export const kinds: readonly Kind[] = [
  kind('solved', [2, 3]),
  kind('김 학생 🙂', [2, 3]),
  kind('half right', [1, 3], { sum: 'const sum = (a: number, b: number) => Math.abs(a) + b;' }),
  kind('untouched', [0, 0], { change: () => structuredClone(copy.cells) }),
  kind('does not compile', [0, 3], { sum: 'const sum = (a =>', remark: /Cell 3 failed/ }),
  // It does no harm to what hangs not on it.
  bad('hangs', [0, 3], { sum: 'while (true) {}', remark: /longer than 6 s/ }),
  bad('exits', [0, 3], { sum: 'process.exit(0);', remark: /ended its kernel/, look: true }),
  bad('floods', [0, 3], { sum: "for (;;) console.log('x'.repeat(1000));", remark: /longer than 6 s/ }),
  bad('forks', [0, 3], {
    sum: "import { spawn } from 'node:child_process';\nfor (let i = 0; i < 60; i++) spawn('sleep', ['60']);\nawait new Promise((end) => setTimeout(end, 2500));",
    remark: /more than 16 processes/,
    look: true,
  }),
  bad('takes memory', [0, 3], {
    sum: 'const all: Uint8Array[] = [];\nfor (;;) { all.push(new Uint8Array(2e8).fill(1)); await new Promise((end) => setTimeout(end, 1)); }',
    remark: /more than 900 MB of memory|longer than 6 s/,
  }),
  bad('fills the disk', [0, 3], {
    sum: "import { writeFileSync } from 'node:fs';\nfor (let i = 0; ; i++) writeFileSync('f' + i, new Uint8Array(1e7));",
    remark: /ENOSPC/,
  }),
  // Marks are made by the teacher's check and by nothing else.
  bad('shows a result', [0, 3], {
    sum: `${WRONG}\nsetInterval(() => display({ ${MIME}: ${forgedPayload} }), 5);`,
    look: true,
  }),
  bad('brings outputs and an edited check', [0, 3], {
    sum: WRONG,
    change: swap('sum-check', (cell) => [
      {
        ...cell,
        source: "await check('sum', []);",
        outputs: [
          {
            output_type: 'display_data',
            data: {
              'application/vnd.epochbook.check.v1+json': {
                id: 'sum',
                passed: true,
                points: 2,
                maximum: 2,
                rules: [],
              },
            },
            metadata: {},
          },
        ],
      },
    ]),
  }),
  bad('calls check itself', [0, 3], {
    sum: `const sum = (a: number, b: number) => { void check('sum', [rule('sum(2, 3) equals 5', () => true).points(2)]); return 7; };`,
    remark: /not what the teacher's check gives/,
    look: true,
  }),
  bad('makes rules hold', [0, 3], {
    sum: `${WRONG}\nconst made = Object.getPrototypeOf(rule('x', () => true));\nfor (const name of Object.getOwnPropertyNames(made)) if (name !== 'constructor') Object.defineProperty(made, name, { value: () => rule('x', () => true).points(2) });`,
    remark: /changed what the check sum-check is made with/,
    look: true,
  }),
  bad('has an expect of its own', [0, 3], {
    sum: `${WRONG}\nconst genuine = rule;`,
    change: swap('imports', (cell) => [
      {
        ...cell,
        source:
          "import { check, rule as made } from 'epochbook';\nconst rule = (words: string) => made(words, () => true).hidden();\nconst expect = () => ({ equals: () => made('sum(2, 3) is 5', () => true) });",
      },
    ]),
  }),
  bad('changes arrays', [0, 3], {
    sum: `${WRONG}\nArray.prototype.every = () => true;`,
    remark: /Array\.prototype\.every/,
    look: true,
  }),
  // Whatever comes after it has no Object either.
  bad('hides a name', [0, 0], { sum: `${WRONG}\nconst Object = {};`, remark: /\(Object/, look: true }),
  bad('exits in a check', [0, 3], {
    sum: 'const sum = (a: number, b: number) => { process.exit(0); };',
    look: true,
  }),
  bad('deletes a check', [2, 3], {
    change: swap('sum-check', () => []),
    remark: /sum-check is not in the submission/,
  }),
  bad('looks around', [2, 3], {
    sum: [
      SUM,
      "import { readdirSync, readFileSync } from 'node:fs';",
      'const look = (folder: string, depth = 0): void => { if (depth > 9) return; for (const entry of (() => { try { return readdirSync(folder, { withFileTypes: true }); } catch { return []; } })()) {',
      "  const path = folder + '/' + entry.name;",
      '  if (entry.isDirectory()) { if (!/^\\/(usr|proc|lib|etc)/.test(path)) look(path, depth + 1); }',
      // Every student has the lessons that come with the program.
      "  else if (/ipynb$/.test(path) && !/\\/dist\\/lessons\\//.test(path)) console.log('FOUND', path, readFileSync(path, 'utf8').length); } };",
      "look('/');",
      "console.log('KEYS', Object.keys(process.env).filter((name) => /TOKEN|KEY|SECRET/.test(name)).join());",
    ].join('\n'),
  }),
  bad('phones out', [2, 3], {
    sum: `${SUM}\ntry { await fetch('http://192.0.2.1/'); } catch (error) { console.log(String((error as Error).cause)); }`,
  }),
  // What happens to cells without ill will.
  kind('doubled', [2, 3], {
    change: swap('sum', (cell) => [{ ...cell, id: 'other' }, cell]),
    remark: /sum is there 2 times/,
    look: true,
  }),
  kind('moved', [2, 3], {
    change: (cells) => [
      ...cells.filter(({ id }) => id === 'prod'),
      ...cells.filter(({ id }) => id !== 'prod'),
    ],
    remark: /prod was moved/,
  }),
  kind('another type', [2, 3], {
    change: swap('sum', ({ outputs: _, execution_count: __, ...cell }) => [
      { ...cell, cell_type: 'markdown' } as FileCell,
    ]),
    remark: /sum was made a markdown cell/,
    look: true,
  }),
  kind('without ids', [2, 3], {
    sum: `// your code here\n${SUM}`,
    change: (cells) =>
      cells.map(({ metadata: _, ...cell }, i) => ({ ...cell, id: `new-${i}`, metadata: {} }) as FileCell),
  }),
  raw('damaged', /its JSON is broken|cut off/, (path) =>
    writeFileSync(path, fileText(filled(SUM, PROD)).slice(0, 900)),
  ),
  raw('no notebook', /not a notebook/, (path) => writeFileSync(path, '%PDF-1.7 \u0000')),
  raw('100 MB', /100 MB large/, (path) => {
    const file = openSync(path, 'w');
    ftruncateSync(file, 100 * 1024 * 1024);
    writeSync(file, '{', 0);
    closeSync(file);
  }),
  raw('too many cells', /20000 cells/, (path) =>
    writeFileSync(path, fileText(Array.from({ length: 20_000 }, (_, i) => plain(`c${i}`, '1')))),
  ),
  {
    ...bad('nested without end', [2, 3]),
    write: (path) => {
      const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
      writeFileSync(
        path,
        fileText(filled(SUM, PROD)).replace('"metadata": {}', `"metadata": {"deep": ${deep}}`),
      );
    },
  },
];

/** Writes the teacher's copy and a class of submissions. @returns the names with what they have to get. */
export function writeClass(folder: string, count: number = kinds.length): Map<string, Kind> {
  mkdirSync(join(folder, 'submissions'), { recursive: true });
  writeFileSync(join(folder, 'teacher.ipynb'), teacherText);
  const wanted = new Map<string, Kind>();
  for (let i = 0; i < count; i++) {
    // Beyond one of each, four of five are ordinary.
    const own = kinds[i < kinds.length ? i : i % 5 === 0 ? i % kinds.length : i % 4] as Kind;
    const name = i < kinds.length ? own.name : `${own.name} ${i}`;
    own.write(join(folder, 'submissions', `${name}.ipynb`));
    wanted.set(name, own);
  }
  return wanted;
}

/** A class whose task is a training. */
export function writeTrained(folder: string): void {
  const training = (callbacks: string): string =>
    [
      'const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] }), tf.layers.dropout({ rate: 0.1 }), tf.layers.batchNormalization()] });',
      "model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });",
      'const x = tf.linspace(0, 1, 20).reshape([20, 1]);',
      `const history = await model.fit(x, x, { epochs: 20, validationSplit: 0.2, verbose: 0, callbacks: [${callbacks}] });`,
    ].join('\n');
  const stopping = training("new EarlyStopping({ monitor: 'val_loss', minDelta: 10, patience: 2 })");
  const cells = (source: string): FileCell[] => [
    plain(
      'imports',
      "import * as tf from '@tensorflow/tfjs-node';\nimport { EarlyStopping, check, expect } from 'epochbook';",
    ),
    solved('fit', source),
    checks(
      'fit-check',
      "await check('fit', [expect.training(() => history).stoppedBefore(10).points(2)]);",
      2,
    ),
  ];
  mkdirSync(join(folder, 'submissions'));
  writeFileSync(join(folder, 'teacher.ipynb'), fileText(cells(stopping)));
  writeFileSync(join(folder, 'submissions', 'solved.ipynb'), fileText(cells(stopping)));
  const shortened = `${training('')}\nhistory.epoch.length = 3;\nfor (const values of Object.values(history.history)) (values as number[]).length = 3;`;
  writeFileSync(join(folder, 'submissions', 'tells a shorter history.ipynb'), fileText(cells(shortened)));
}
