import { parse } from 'valibot';
import { describe, expect, test } from 'vitest';
import { pictureMime, trainingPayloadSchema } from '../../protocol/index.js';
import { executeLesson, expectForms, lessonRuns } from './executed-lesson.js';

const TRAINING = pictureMime('training');

// The gate of the course: above it a network has learnt more than the sex-only rule (0.78 on these passengers).
const GATE = 0.79;

const accuracies = {
  en: /mean accuracy over 5 seeds: (\d\.\d+)/,
  ko: /시드 5개의 평균 정확도: (\d\.\d+)/,
};

describe.each(lessonRuns)('epochbook run workbooks/%s/titanic.ipynb --engine %s', (...run) => {
  const [language, engine] = run;
  const lesson = executeLesson('titanic', run);

  test('its accuracy passes the gate', () => {
    const text = lesson.notebook.cells
      .flatMap(({ outputs = [] }) => outputs.flatMap((output) => output.text ?? []))
      .join('');
    expect(Number(accuracies[language].exec(text)?.[1])).toBeGreaterThanOrEqual(GATE);
  });

  test('each training output is of this engine and has the three forms, valid and within their limits', () => {
    const trainings = lesson.dataOf(TRAINING);
    expect(trainings).toHaveLength(6);
    for (const { data } of trainings) {
      expect(parse(trainingPayloadSchema, data[TRAINING])).toMatchObject({
        kind: 'run',
        status: 'completed',
        engine: { name: engine },
      });
      expectForms(data, TRAINING, /val_loss/);
    }
  });
});
