import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'valibot';
import { beforeAll, describe, expect, test } from 'vitest';
import { type FileTf, loadModelFile } from '../../library/model-files/index.js';
import { pictureMime, type RunPayload, type TimelinePayload } from '../../protocol/index.js';
import { unpackRun } from '../../renderers/training/packed-run.js';
import { wholeTrainingSchema } from '../../renderers/training/schema.js';
import { lessonTimeline, storedLesson, storeLesson } from '../pictures/lesson.js';
import { testEngine } from '../unit/engine/engine.js';
import { executeLesson, expectForms, lessonRuns } from './executed-lesson.js';
import { distance, type Numbers, predict } from './model-files/numbers.js';
import { noPython, runPython } from './python/run-python.js';

const LESSON = '05-early-stopping-and-callbacks';
/** The cells whose timelines the picture tests keep. */
const KEPT = ['early-stopping', 'plateau', 'together', 'criteria', 'tensorboard'];
const TRAINING = pictureMime('training');
const TIMELINE = pictureMime('timeline');

/** Whole numbers must be the same; the last digits of floats are those of the processor. */
function nearly(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? value : expect.closeTo(value, 4);
  if (Array.isArray(value)) return value.map(nearly);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, nearly(part)]));
  return value;
}

/** "EarlyStopping: improved ×4, waited ×15 …": what each callback did how often. */
function deeds({ callbacks: { lanes, events } }: TimelinePayload): Record<string, Record<string, number>> {
  const counts: Record<string, Record<string, number>> = {};
  for (const { lane, kind } of events) {
    const name = lanes[lane]?.name ?? '';
    counts[name] ??= {};
    const of = counts[name];
    of[kind] = (of[kind] ?? 0) + 1;
  }
  return counts;
}

describe.each(lessonRuns)(`epochbook run workbooks/%s/${LESSON}.ipynb --engine %s`, (...run) => {
  const [language, engine, whyNot] = run;
  const lesson = executeLesson(LESSON, run);
  let timelines: Record<string, TimelinePayload> = {};

  beforeAll(() => {
    if (whyNot) return;
    const runs = lesson
      .dataOf(TRAINING)
      .filter(({ id }) => KEPT.includes(id))
      .map(({ id, data }) => [id, lessonTimeline(unpackRun(data[TRAINING]) as RunPayload)]);
    timelines = Object.fromEntries(runs) as typeof timelines;
    if (language === 'en' && engine === 'embedded' && process.env.UPDATE_PICTURES === '1')
      storeLesson(timelines);
  });

  test('every output has the three forms, valid and within their limits', () => {
    // Those of the exercises are judged by their checks.
    const trainings = lesson.dataOf(TRAINING).filter(({ id }) => !id.startsWith('exercise-'));
    expect([...new Set(trainings.map(({ id }) => id))]).toEqual([
      ...KEPT.slice(0, -1),
      'measured',
      'schedule',
      'tensorboard',
    ]);
    for (const { data } of trainings)
      expect(parse(wholeTrainingSchema, data[TRAINING])).toMatchObject({ engine: { name: engine } });
    const timelinePictures = lesson.dataOf(TIMELINE);
    expect(timelinePictures).toHaveLength(1);
    for (const [mime, pictures] of [
      [TRAINING, trainings],
      [TIMELINE, timelinePictures],
    ] as const)
      for (const { id, data } of pictures) {
        const told = /EarlyStopping|ReduceLR|Stopping|TensorBoard/;
        expectForms(data, mime, id === 'measured' || id === 'schedule' ? /loss/ : told);
      }
  });

  test('each callback acts as the text says', () => {
    const [early, plateau, together, criteria, board] = KEPT.map((id) =>
      deeds(timelines[id] as TimelinePayload),
    );
    expect(early?.EarlyStopping).toMatchObject({ waited: 1, stopped: 1 });
    // "val_loss had fallen in every epoch; the checkpoint saved each time"
    expect(early?.ModelCheckpoint).toEqual({ saved: timelines['early-stopping']?.epochs.length });
    // "it came before the first cut"
    const { events = [] } = timelines.plateau?.callbacks ?? {};
    const lastImproved = events.findLast(({ kind }) => kind === 'improved')?.epoch ?? 0;
    expect(plateau?.ReduceLROnPlateau?.reduced).toBeGreaterThanOrEqual(2);
    expect(lastImproved).toBeLessThan(events.find(({ kind }) => kind === 'reduced')?.epoch ?? 0);
    expect(together?.EarlyStopping).toMatchObject({ stopped: 1, restored: 1 });
    expect(Object.keys(together?.ModelCheckpoint ?? {}).sort()).toEqual(['saved', 'skipped']);
    expect(Object.keys(together?.ReduceLROnPlateau ?? {}).sort()).toEqual([
      'cooled',
      'improved',
      'reduced',
      'waited',
    ]);
    expect(together?.ActivationLogger?.noted).toBeGreaterThanOrEqual(1);
    expect(criteria?.StoppingCriteria).toMatchObject({ stopped: 1 });
    expect(board?.TensorBoard).toEqual({ saved: 1 });
  });

  test('the timelines are those that the picture tests keep', ({ skip }) => {
    if (engine === 'native') return skip('its floats are those of the processor: kept are those of embedded');
    const stored = storedLesson();
    expect(Object.keys(timelines)).toEqual(Object.keys(stored));
    for (const [id, timeline] of Object.entries(stored)) {
      // The Korean lesson has names and reviews of its own.
      if (language === 'ko' && (id === 'tensorboard' || id === 'together')) continue;
      expect({ ...timelines[id], name: timeline.name }, id).toEqual(nearly(timeline));
    }
  });

  test('my_model.h5 and the best .keras file are loaded by Keras, with the same predictions', async ({
    skip,
  }) => {
    if (noPython) return skip(noPython);
    const best = readdirSync(join(lesson.folder, 'lesson_best')).sort().at(-1) ?? '';
    const files = [join(lesson.folder, 'my_model.h5'), join(lesson.folder, 'lesson_best', best)];
    const input: Numbers = {
      shape: [4, 8],
      data: Array.from({ length: 32 }, (_, i) => Math.fround(Math.sin(i))),
    };
    const jobs = files.map((path) => ({ name: path, library: 'keras3', path, inputs: [input] }));
    jobs.push({ ...(jobs[0] as (typeof jobs)[0]), library: 'tf_keras' });
    const [list, results] = [join(lesson.folder, 'jobs.json'), join(lesson.folder, 'loaded.json')];
    writeFileSync(list, JSON.stringify(jobs));
    await runPython('model-files/load.py', list, results);
    const loaded = JSON.parse(readFileSync(results, 'utf8')) as {
      error?: string;
      predictions: Numbers[];
    }[];
    const { tf } = await testEngine();
    expect(loaded).toHaveLength(3);
    for (const [index, { error, predictions }] of loaded.entries()) {
      expect(error).toBeUndefined();
      const model = await loadModelFile(tf as unknown as FileTf, jobs[index]?.path ?? '');
      const ours = predict(tf, model as never, [input]);
      expect(distance(ours, predictions)).toBeLessThan(1e-6);
    }
  });

  test('what lies in my_log_dir is read by TensorBoard: curves, histograms of all kinds, words for the projector', async ({
    skip,
  }) => {
    const logs = join(lesson.folder, 'my_log_dir', 'reviews');
    const projector = readFileSync(join(logs, 'train', 'projector_config.pbtxt'), 'utf8');
    expect(projector).toContain('embed');
    for (const [, path = ''] of projector.matchAll(/path: "([^"]+)"/g))
      expect(existsSync(join(logs, 'train', path)), path).toBe(true);
    if (noPython) return skip(noPython);
    interface Tag {
      plugin: string;
      steps: number[];
    }
    const runs = JSON.parse(await runPython('tensorboard/read_events.py', logs)) as Record<
      string,
      { tags: Record<string, Tag> }
    >;
    expect(Object.keys(runs).sort()).toEqual(['train', 'validation']);
    const epochs = Array.from({ length: timelines.tensorboard?.epochs.length ?? 0 }, (_, epoch) => epoch);
    for (const run of ['train', 'validation'])
      expect(runs[run]?.tags.epoch_loss).toMatchObject({ plugin: 'scalars', steps: epochs });
    const histograms = Object.entries(runs.train?.tags ?? {}).filter(
      ([, { plugin }]) => plugin === 'histograms',
    );
    const names = histograms.map(([tag]) => tag);
    for (const part of [
      /embed\/.*embeddings\/histogram$/,
      /activations\/histogram$/,
      /gradients\/histogram$/,
    ])
      expect(
        names.some((name) => part.test(name)),
        `${part} in ${names.join(' ')}`,
      ).toBe(true);
    for (const [tag, { steps }] of histograms) expect(steps, tag).toEqual(epochs);
  });
});
