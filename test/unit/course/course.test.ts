import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { cellUnder, type Lesson, readLesson, tablesOf } from './read-course.js';

/** Of the lecture; there are as many lessons. */
const POINTS = Array.from({ length: 12 }, (_, i) => i + 1);
const pages = { en: 'docs/course.md', ko: 'docs/course.ko.md' } as const;
const languages = ['en', 'ko'] as const;

interface Place {
  point: number;
  lesson: string;
  heading: string;
  formula: string;
  call: string;
}

const tables = Object.fromEntries(
  languages.map((language) => {
    const [lessons = [], plan = [], shown = [], points = []] = tablesOf(
      readFileSync(pages[language], 'utf8'),
    );
    return [language, { lessons, plan, shown, points }];
  }),
) as Record<(typeof languages)[number], Record<'lessons' | 'plan' | 'shown' | 'points', string[][]>>;

/** The lesson that a cell of a table links to. */
const linked = (cell = ''): string => /workbooks\/\w+\/([\w-]+)\.ipynb/.exec(cell)?.[1] ?? '';
const places = (language: 'en' | 'ko'): Place[] =>
  tables[language].points.map(([point = '', lesson, heading = '', formula = '', call = '']) => ({
    point: Number.parseInt(point, 10),
    lesson: linked(lesson),
    heading,
    formula,
    call: call.replaceAll('`', ''),
  }));

const bundle = JSON.parse(readFileSync('l10n/bundle.l10n.ko.json', 'utf8')) as Record<string, string>;
/** What "Open a Lesson" lists. */
const listed = [
  ...readFileSync('extension/lessons.ts', 'utf8').matchAll(
    /file: '([\w-]+)\.ipynb',.*?t\(\s*'(.*?)',?\s*\),\s*teaches: [\w.]+\(\s*'(.*?)',?\s*\),\s*minutes: (\d+)/gs,
  ),
].map(([, file = '', title = '', teaches = '', minutes = '']) => ({ file, title, teaches, minutes }));

test('every point of the lecture has its place, and a picture', () => {
  expect([...new Set(places('en').map(({ point }) => point))]).toEqual(POINTS);
  const drawn = places('en').filter(({ call }) => /^(show\.|compare\()/.test(call));
  expect([...new Set(drawn.map(({ point }) => point))]).toEqual(POINTS);
});

/** What the lecture has at each point: to be found under the headings that the pages name for it, in prose or code. */
const LECTURE: Record<number, string[]> = {
  1: [
    'x′ = (x − min) / (max − min)',
    '2 · (x − x̄) / (max − min) − 1',
    'x′ = 2 · (x − min) / (max − min) − 1',
    'σ = √(1/n Σ(x − x̄)²)',
  ],
  2: [
    'Cost = Loss + ½ λ‖w‖²',
    'J = 1/(2n) Σ (ŷ − y)² + λ Σ w²',
    'tf.regularizers.l2(',
    'keras.regularizers.l2(',
  ],
  3: ['s = n · e / b', 'rowsIn(5, 100)', 'checkpoints: { epochs: 1, batches: 2, steps: 3 }'],
  4: ['shuffle: false', 'show.batches('],
  5: ['many: true', 'l2: 0.01', 'p = 0.5', 'patience: 10', 'batchSize: 12'],
  6: ['(a)', '(b)', 'show.dropout('],
  7: [
    '|∇E| → 0',
    '|ΔE| → 0',
    '|Δw| → 0',
    'validation: 10',
    'epochs: 200',
    'η₀ · (1 − (t/T)²)',
    'saveBestOnly: true',
  ],
  8: ['Dense', 'Conv2D', 'momentum = 0.99', 'compare('],
  9: ['metrics.accuracy(truth, probabilities)', 'softmax', 'textVectorization(', 'metrics.mae('],
  10: ['sigmoid', 'softmax', 'modelSelection.tasks()', 'modelSelection.optimizers()'],
  11: [
    "'my_model.h5'",
    'saveBestOnly: true',
    'factor: 0.1, patience: 10',
    'LearningRateScheduler',
    'new CSVLogger(',
  ],
  12: ['epoch_loss', 'epoch_accuracy', 'activations', 'gradients', 'outputDim: 8', 'keras'],
};

describe.each(languages)('docs/course (%s)', (language) => {
  const lessons = new Map<string, Lesson>();
  const lessonOf = (name: string): Lesson => {
    const lesson = lessons.get(name) ?? readLesson(`workbooks/${language}/${name}.ipynb`);
    lessons.set(name, lesson);
    return lesson;
  };

  it.each(places(language))('$point: $lesson, $heading, has $formula and $call', (place) => {
    const { text, code } = cellUnder(lessonOf(place.lesson), place.heading);
    expect(place.formula).not.toBe('');
    expect(text).toContain(place.formula.replaceAll('`', ''));
    expect(place.call).not.toBe('');
    expect(code).toContain(place.call);
  });

  it.each(Object.entries(LECTURE))('%s: has all of the lecture', (point, wanted) => {
    const here = places(language)
      .filter((place) => place.point === Number(point))
      .map((place) => cellUnder(lessonOf(place.lesson), place.heading))
      .map(({ text, code }) => `${text}\n${code}`)
      .join('\n');
    expect(wanted.filter((words) => !here.includes(words))).toEqual([]);
  });

  it('lists the lessons as "Open a Lesson" does', () => {
    const said = (text: string) => (language === 'en' ? text : (bundle[text] ?? text));
    expect(tables[language].lessons).toEqual(
      listed.map(({ file, title, teaches, minutes }) => [
        `[${file.slice(0, 2)}. ${said(title)}](../workbooks/${language}/${file}.ipynb)`,
        said(teaches),
        minutes,
      ]),
    );
  });

  it('plans a day that has a time for every lesson, one after another', () => {
    const times = tables[language].plan.map(([time = '']) => time.split('–'));
    for (const [i, [from = '', to = '']] of times.entries()) {
      expect(from < to).toBe(true);
      if (i > 0) expect(from).toBe(times[i - 1]?.[1]);
    }
    const planned = tables[language].plan.flatMap(([, what = '']) => what.match(/\b\d\d\b/g) ?? []);
    expect([...new Set(planned)].map(Number).sort((a, b) => a - b)).toEqual(POINTS);
  });

  it('says of every lesson what to show and what to ask', () => {
    const { shown } = tables[language];
    expect(shown.map(([lesson]) => Number(lesson))).toEqual(POINTS);
    for (const [, show, ask] of shown) expect([show, ask]).not.toContain('');
  });

  it('names parts of lessons that are there', () => {
    const part = language === 'en' ? /^part (\d+)|; part (\d+)/g : /(\d+)부,/g;
    for (const [number = '', show = ''] of tables[language].shown) {
      const file = listed.find((lesson) => lesson.file.startsWith(number))?.file;
      if (!file) continue;
      const titles = lessonOf(file).cells.flatMap(({ heading }) => (heading ? [heading.title] : []));
      for (const [, first, second] of show.matchAll(part))
        expect(titles.filter((title) => title.startsWith(`${first ?? second}. `))).toHaveLength(1);
    }
  });
});

test('"Open a Lesson" lists every lesson, in the order of their numbers', () => {
  const files = readdirSync('workbooks/en').filter((name) => /^[\w-]+\.ipynb$/.test(name));
  expect(listed.map(({ file }) => `${file}.ipynb`)).toEqual(files.sort());
  expect(listed.map(({ file }) => Number.parseInt(file, 10))).toEqual(POINTS);
  for (const { minutes } of listed) expect(Number(minutes)).toBeGreaterThan(0);
  // The list of VS Code cuts a line that is longer; Hangul is twice as wide.
  const widthOf = (text: string) => text.length + (text.match(/[가-힣]/g)?.length ?? 0);
  for (const { teaches } of listed)
    for (const line of [teaches, bundle[teaches] ?? ''])
      expect([line, widthOf(line) <= 85]).toEqual([line, true]);
});

test('both pages name the same cells', () => {
  const cells = (language: 'en' | 'ko') =>
    places(language).map(({ point, lesson, heading, call }) => {
      const { id } = cellUnder(readLesson(`workbooks/${language}/${lesson}.ipynb`), heading);
      return [point, lesson, id, call];
    });
  expect(cells('ko')).toEqual(cells('en'));
  const headings = (path: string) => readFileSync(path, 'utf8').match(/^#+ /gm);
  expect(headings(pages.ko)).toEqual(headings(pages.en));
});
