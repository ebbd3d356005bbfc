import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { answerPrint, likenesses } from '../../../course/grading/answers.js';
import type { Graded } from '../../../course/grading/grade-submission.js';
import { Journal } from '../../../course/grading/journal.js';
import { marksCsv } from '../../../course/grading/marks-csv.js';
import { withOwnImports } from '../../../course/grading/own-imports.js';
import { readSubmission } from '../../../course/grading/read-submission.js';
import { studentPage } from '../../../course/grading/report-page.js';
import { ruleStatistics } from '../../../course/grading/statistics.js';
import { strangeNames } from '../../../course/grading/strange-code.js';
import { findSubmissions } from '../../../course/grading/submissions.js';
import { unpackedFolder } from '../../../course/grading/unpack.js';
import { copyWorkingFiles } from '../../../course/grading/working-files.js';
import { setLocale } from '../../../words/index.js';
import { fileText, plain, solved } from './teacher-cells.js';

const root = mkdtempSync(join(tmpdir(), 'epochbook-grading-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
afterEach(() => setLocale('en'));

let count = 0;
/** A folder of files, by their paths. */
function folderOf(files: Record<string, string | Uint8Array>): string {
  const folder = join(root, `f${count++}`);
  mkdirSync(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

describe('the submissions of a folder', () => {
  const N = fileText([plain('a', '1')]);
  test.each<[string, string[], string[]]>([
    [
      'a notebook each',
      ['김 하나.ipynb', 'b 🙂.ipynb', 'marks.csv', '.hidden.ipynb'],
      ['b 🙂||b 🙂.ipynb', '김 하나||김 하나.ipynb'],
    ],
    [
      'a folder each',
      [
        'ann/lab.ipynb',
        'ann/data.csv',
        'bob/deep/er/lab.ipynb',
        'bob/.ipynb_checkpoints/lab.ipynb',
        'cy/readme.txt',
      ],
      ['ann||ann/lab.ipynb', 'bob||bob/deep/er/lab.ipynb', 'cy||-'],
    ],
    [
      'of several, the one of the teacher’s name',
      ['ann/lab.ipynb', 'ann/other.ipynb', 'bob/lab (1).ipynb', 'bob/try.ipynb', 'cy/a.ipynb', 'cy/b.ipynb'],
      ['ann||ann/lab.ipynb', 'bob||bob/lab (1).ipynb', 'cy||-'],
    ],
    [
      'Moodle, in folders',
      [
        '홍 길동_123_assignsubmission_file_/lab.ipynb',
        'Ann Lee_124_assignsubmission_file_/lab.ipynb',
        'Ann Lee_124_assignsubmission_onlinetext_/onlinetext.html',
      ],
      [
        'Ann Lee|124|Ann Lee_124_assignsubmission_file_/lab.ipynb',
        '홍 길동|123|홍 길동_123_assignsubmission_file_/lab.ipynb',
      ],
    ],
    [
      'Moodle, flat',
      ['Ann Lee_124_assignsubmission_file_lab.ipynb'],
      ['Ann Lee|124|Ann Lee_124_assignsubmission_file_lab.ipynb'],
    ],
    [
      'Canvas',
      ['leeann_123_456_lab.ipynb', 'kim_LATE_124_457_lab-1.ipynb'],
      ['kim|124|kim_LATE_124_457_lab-1.ipynb|late', 'leeann|123|leeann_123_456_lab.ipynb'],
    ],
    [
      'GitHub Classroom',
      ['early-stopping-ann-lee/lab.ipynb', 'early-stopping-bob/lab.ipynb', 'early-stopping-bob/.git/config'],
      ['ann-lee||early-stopping-ann-lee/lab.ipynb', 'bob||early-stopping-bob/lab.ipynb'],
    ],
  ])('%s', (_, paths, wanted) => {
    const folder = folderOf(Object.fromEntries(paths.map((path) => [path, N])));
    const found = findSubmissions(folder, '/teacher/lab.ipynb').map(
      ({ student, number, notebook, trouble, late }) =>
        [
          student,
          number,
          notebook?.slice(folder.length + 1).replaceAll('\\', '/') ?? (trouble ? '-' : ''),
          ...(late ? ['late'] : []),
        ].join('|'),
    );
    expect(found).toEqual(wanted);
  });

  test('have keys of their own, which every file system takes', () => {
    const folder = folderOf({ 'a/x.ipynb': N, 'A.ipynb': N, 'con: 1?.ipynb': N });
    expect(findSubmissions(folder, 'x.ipynb').map(({ key }) => key)).toEqual(
      expect.arrayContaining(['a', 'A (2)', 'con_ 1_']),
    );
  });

  test('out of a ZIP file, without what would leave it', () => {
    const zip = join(root, 'class.zip');
    writeFileSync(zip, zipSync({ 'ann/lab.ipynb': strToU8(N), '../../evil.ipynb': strToU8(N) }));
    const folder = unpackedFolder(zip, join(root, 'unpacked', 'deep'));
    expect(findSubmissions(folder, 'lab.ipynb').map(({ student }) => student)).toEqual(['ann']);
    expect(() => readFileSync(join(root, 'evil.ipynb'))).toThrow();
  });
});

describe('what was handed in is read', () => {
  const read = (text: string | Uint8Array) => readSubmission(join(folderOf({ 'a.ipynb': text }), 'a.ipynb'));
  const good = fileText([solved('q', 'const π = 1; // 한글')]);

  test.each<[string, string | Uint8Array, RegExp | undefined]>([
    ['UTF-8', good, undefined],
    ['with a mark', `\uFEFF${good}`, undefined],
    ['UTF-16', Buffer.from(`\uFEFF${good}`, 'utf16le'), /UTF-16/],
    ['with a comma too many', good.replace(/\]\s*\}$/, '],}'), undefined],
  ])('%s', (_, text, remark) => {
    const { cells, remarks } = read(text);
    expect(cells[0]?.source).toContain('const π = 1; // 한글');
    expect(remarks).toEqual(remark ? [expect.stringMatching(remark)] : []);
  });

  test('code page 949', () => {
    const bytes = fileText([plain('a', '// @')]).replace('@', '\u00c7\u00d1\u00b1\u00db');
    const { cells, remarks } = read(Buffer.from(bytes, 'latin1'));
    expect([cells[0]?.source, remarks]).toEqual(['// 한글', [expect.stringMatching(/949/)]]);
  });

  test.each<[string, string, RegExp]>([
    ['cut off', good.slice(0, 60), /cut off|broken/],
    ['text', 'hello', /not a notebook/],
    ['other JSON', '{"a": 1}', /has no cells/],
    ['a list', '[1]', /no cells/],
    ['a ZIP file', 'PK\u0003\u0004rest', /ZIP archive/],
    ['a merge conflict', '{\n<<<<<<< HEAD\n}', /merge conflict/],
  ])('refuses %s', (_, text, sentence) => expect(() => read(text)).toThrow(sentence));

  test('cells of other kinds are empty ones', () => {
    const { cells } = read('{"nbformat":4,"cells":[null,7,{"cell_type":3,"source":[1,"b"],"metadata":[]}]}');
    expect(cells).toEqual([
      { cell_type: 'raw', metadata: {}, source: '' },
      { cell_type: 'raw', metadata: {}, source: '' },
      { cell_type: 'raw', metadata: {}, source: '1b' },
    ]);
  });
});

test('files that lead elsewhere do not come along', ({ skip }) => {
  if (process.platform === 'win32') skip('Windows lets few people make links');
  const from = folderOf({ 'data.csv': 'x', 'deep/own.ts': 'y', 'lab.ipynb': '', '.git/config': 'z' });
  symlinkSync('/etc/hostname', join(from, 'link.csv'));
  const to = folderOf({});
  expect(copyWorkingFiles(from, to, 1000)).toBe(true);
  expect(readFileSync(join(to, 'deep/own.ts'), 'utf8')).toBe('y');
  for (const none of ['link.csv', 'lab.ipynb', '.git/config'])
    expect(() => readFileSync(join(to, none))).toThrow();
  expect(copyWorkingFiles(from, folderOf({}), 1)).toBe(false);
});

const graded = (student: string, more: Partial<Graded> = {}): Graded => ({
  student,
  number: '',
  late: false,
  status: 'graded',
  points: 1.5,
  maximum: 3,
  checks: [],
  manual: [],
  remarks: [],
  look: false,
  answers: {},
  durationMs: 1,
  peakBytes: 1,
  ...more,
});
const outcome = (name: string, found: string | undefined, words = 'It stops early') => ({
  name,
  index: 0,
  passed: found === undefined,
  points: found === undefined ? 1 : 0,
  maximum: 1,
  results: [
    {
      id: name,
      passed: found === undefined,
      points: 0,
      maximum: 1,
      rules: [
        {
          words,
          passed: found === undefined,
          points: 0,
          maximum: 1,
          hidden: false,
          ...(found !== undefined && { found }),
        },
      ],
    },
  ],
});

test('the table of marks is one that Excel opens, and computes nothing of', () => {
  const all = [
    graded('=HYPERLINK("x")', { number: '007', checks: [outcome('q', undefined)], remarks: ['a, "b"\nc'] }),
    graded('-1+2', { look: true, late: true, manual: [{ name: 'why', maximum: 2 }] }),
  ];
  expect(marksCsv(all)).toBe(
    '\uFEFFstudent,number,points,maximum,status,late,q,why (by hand),look at,remarks\r\n' +
      `"'=HYPERLINK(""x"")",007,1.5,3,graded,,1,,,"a, ""b"" c"\r\n` +
      `'-1+2,,1.5,3,graded,late,,,yes,\r\n`,
  );
  setLocale('ko');
  expect(marksCsv(all)).toMatch(/^\uFEFF학생,번호,점수,만점,상태,지각,q,why \(직접 채점\),확인,비고/);
});

test('how many failed a rule, and what was found', () => {
  const all = [
    outcome('q', undefined),
    outcome('q', 'epoch 60'),
    outcome('q', 'epoch 60'),
    outcome('q', 'never'),
  ];
  expect(
    ruleStatistics([
      ...all.map((own, i) => graded(`s${i}`, { checks: [own] })),
      graded('x', { status: 'unreadable', checks: [outcome('q', 'none')] }),
    ]),
  ).toEqual({
    graded: 4,
    rules: [
      {
        check: 'q',
        words: 'It stops early',
        failed: 3,
        found: [
          { text: 'epoch 60', count: 2 },
          { text: 'never', count: 1 },
        ],
      },
    ],
  });
});

describe('answers that are the same', () => {
  const long = (name: string, units: number): string =>
    `const ${name} = tf.sequential(); // ${name}\n${name}.add(tf.layers.dense({ units: ${units}, activation: 'relu' }));`;
  const answers = (texts: Record<string, string>) =>
    Object.entries(texts).map(([student, text]) => ({ student, answers: { q: answerPrint(text) } }));
  test.each<[string, Record<string, string>, string[], string?]>([
    [
      'other space and comments',
      { a: long('m', 8), b: `  ${long('m', 8).replace('// m', '/* mine */')}` },
      ['exact: a, b'],
    ],
    [
      'other names and numbers',
      { a: long('m', 8), b: long('net', 9), c: `${long('m', 8)}\nm.add(tf.layers.dropout());` },
      ['loose: a, b'],
    ],
    [
      'two of one, three of the other',
      { a: long('m', 8), b: long('m', 8), c: long('n', 8) },
      ['exact: a, b', 'loose: a, b, c'],
    ],
    ['too short to tell', { a: 'const x = 1;', b: 'const x = 1;' }, []],
    ['what the teacher gave', { a: long('m', 1), b: long('m', 1) }, [], long('given', 2)],
  ])('%s', (_, texts, wanted, given) => {
    const found = likenesses(answers(texts), { q: given ? [answerPrint(given)] : [] });
    expect(found.map(({ kind, students }) => `${kind}: ${students.join(', ')}`)).toEqual(wanted);
  });
});

test.each<[string, string[]]>([
  ['const model = tf.sequential();', []],
  ["import { Session } from 'node:inspector';", ['inspector']],
  ['process.exit(0)', ['process']],
  ['Array.prototype.every = () => true', ['prototype']],
  ["display({ 'application/vnd.epochbook.check.v1+json': {} })", ['application/vnd.epochbook.check']],
  ["readFileSync('/proc/self/environ')", ['/proc']],
  ['setLibraryContext({})', ['setLibraryContext']],
])('what deserves a look: %s', (source, names) => expect(strangeNames(source)).toEqual(names));

test.each<[string, string[], string]>([
  [
    'await check(1, [expect(2)]);',
    ["import { check, expect, show } from 'epochbook';"],
    "import { check } from 'epochbook'; import { expect } from 'epochbook'; await check(1, [expect(2)]);",
  ],
  [
    "import { check } from 'epochbook';\ncheck();",
    ["import { check } from 'epochbook';"],
    "import { check } from 'epochbook';\ncheck();",
  ],
  [
    'tf.sum(x)',
    ["import * as tf from '@tensorflow/tfjs-node';"],
    "import * as tf from '@tensorflow/tfjs-node'; tf.sum(x)",
  ],
  [
    'looks(fs, a.check)',
    ["import fs, { type Stats, readFileSync as looks } from 'node:fs';\nimport { check } from 'epochbook';"],
    "import { readFileSync as looks } from 'node:fs'; import fs from 'node:fs'; looks(fs, a.check)",
  ],
  ['T.x', ["import type { T } from './t.js';"], 'T.x'],
  ['throw new Error()', [], 'throw new Error()'],
])('a check has the imports of the teacher: %s', (check, above, wanted) =>
  expect(withOwnImports(check, above)).toBe(wanted),
);

test('the journal forgets what has changed', () => {
  const folder = folderOf({ 'a.ipynb': 'one' });
  const submission = {
    key: 'a',
    student: 'a',
    number: '',
    notebook: join(folder, 'a.ipynb'),
    folder: undefined,
    late: false,
  };
  const journal = new Journal(join(folder, 'journal'), 'v1');
  expect(journal.find(submission)).toBeUndefined();
  journal.keep(submission, graded('a'));
  expect(journal.find(submission)).toEqual(graded('a'));
  expect(new Journal(join(folder, 'journal'), 'v2').find(submission)).toBeUndefined();
  writeFileSync(submission.notebook, 'two');
  expect(journal.find(submission)).toBeUndefined();
  journal.keep(submission, graded('a'));
  writeFileSync(join(folder, 'journal', 'a.json'), '{"stamp"');
  expect(journal.find(submission)).toBeUndefined();
});

test('what a submission says never becomes markup of its report', () => {
  const evil = '<script>alert(1)</script>"\'&';
  const page = studentPage(
    graded(evil, {
      checks: [outcome(evil, evil, evil)],
      remarks: [evil],
      manual: [{ name: evil, maximum: 1 }],
    }),
  );
  expect(page).not.toContain('<script');
  expect(page.match(/&lt;script&gt;/g)?.length).toBeGreaterThan(5);
  expect(page).toContain("default-src 'none'");
});
