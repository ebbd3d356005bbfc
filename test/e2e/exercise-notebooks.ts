import { writeFileSync } from 'node:fs';
import { studentCopy } from '../../course/student/student-copy.js';
import { NotebookFile } from '../../kernel/notebook/index.js';
import { checks, type FileCell, fileText, manual, plain, prose, task } from '../unit/course/teacher-cells.js';

const METADATA = {
  kernelspec: { name: 'epochbook', display_name: 'Epochbook (TypeScript)', language: 'typescript' },
  language_info: { name: 'typescript', file_extension: '.ts' },
};

/** Where the cells of `teacherText` stand. */
export const AT = { imports: 1, mean: 3, meanCheck: 4, fit: 6, fitCheck: 7, why: 8 };

const words = {
  en: {
    title: '# Two exercises',
    mean: '## A function for the mean\n\nWrite `mean`, so that it gives back the mean of a list of numbers.',
    fit: '## Train for three epochs\n\nCall `fit`, so that `history` is what it gives back.',
    why: 'The loss falls, as each step goes against the gradient.',
  },
  ko: {
    title: '# 연습 문제 두 개',
    mean: '## 평균을 구하는 함수\n\n숫자 목록의 평균을 돌려주는 `mean`을 작성하세요.',
    fit: '## 에포크 3개 학습하기\n\n`fit`이 돌려주는 값이 `history`가 되게 하세요.',
    why: '스텝마다 기울기의 반대쪽으로 움직이므로 손실이 줄어듭니다.',
  },
};

export const SOLVED_MEAN = `const mean = (values: number[]): number => {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
};`;

const SOLVED_FIT = `const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
// BEGIN SOLUTION
const history = await model.fit(tf.ones([8, 2]), tf.zeros([8, 1]), { epochs: 3, verbose: 0 });
// END SOLUTION`;

export const MEAN_CHECK = `await check('mean', [
  expect(() => mean).given([1, 2, 3]).equals(2)
    .hint(['Add all values first.', '먼저 모든 값을 더하세요.']),
  expect(() => mean).given([4]).equals(4),
  // BEGIN HIDDEN TESTS
  expect(() => mean).given([1, 2]).equals(1.5).hidden(),
  // END HIDDEN TESTS
], {
  title: ['The mean of a list', '목록의 평균'],
  hints: [['How many values does a list have?', '목록에는 값이 몇 개 있나요?']],
});`;

const FIT_CHECK = `await check('fit', [expect.training(() => history).ran(3).points(2)], {
  title: ['Three epochs', '에포크 3개'],
});`;

/** A teacher's notebook of two checked exercises and an answer for a person. */
export function teacherText(locale: 'en' | 'ko' = 'en'): string {
  const own = words[locale];
  const cells: FileCell[] = [
    prose('title', own.title),
    plain(
      'imports',
      "import * as tf from '@tensorflow/tfjs-node';\nimport { check, expect } from 'epochbook';",
    ),
    prose('mean-text', own.mean),
    task('mean', SOLVED_MEAN.replace(/\n(.*)\n/, '\n  // BEGIN SOLUTION\n$1\n  // END SOLUTION\n')),
    checks('mean-check', MEAN_CHECK, 3),
    prose('fit-text', own.fit),
    task('fit', SOLVED_FIT),
    checks('fit-check', FIT_CHECK, 2),
    manual('why', own.why, 1),
  ];
  const unrun = cells.map((cell) =>
    cell.cell_type === 'code' ? { ...cell, outputs: [], execution_count: null } : cell,
  );
  return fileText(unrun, { ...METADATA, epochbook: { locale } });
}

/** Writes what students get of it. */
export function writeStudentCopy(path: string, locale: 'en' | 'ko' = 'en'): void {
  writeFileSync(path, studentCopy(NotebookFile.parse(teacherText(locale), 'teacher.ipynb')));
}
