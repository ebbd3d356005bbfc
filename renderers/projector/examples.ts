import type { ProjectorLayout, ProjectorPayload } from '../../protocol/index.js';
import { sketchNoise } from '../drawing/sketch-noise.js';
import { thinned } from './fit.js';
import { sketchProjector } from './sketch.js';

const flowers = (): ProjectorPayload =>
  sketchProjector({ title: 'Flowers', classes: ['setosa', 'versicolor', 'virginica'], each: 40, apart: 2.5 });

const digits = (): ProjectorPayload =>
  sketchProjector({
    title: 'Digits',
    classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    each: 60,
    methods: ['pca', 'tsne', 'umap'],
  });

const words = (): ProjectorPayload => {
  const kinds = {
    animal: 'dog cat horse cow sheep fox',
    colour: 'red blue green black white pink',
    food: 'bread soup rice apple cheese tea',
  };
  return {
    ...sketchProjector({
      title: 'embedding_1',
      classes: Object.keys(kinds),
      each: 6,
      names: Object.values(kinds).flatMap((list) => list.split(' ')),
      seed: 9,
    }),
    width: 16,
  };
};

function values(): ProjectorPayload {
  const payload = sketchProjector({
    title: 'Houses',
    classes: ['east', 'west'],
    each: 70,
    apart: 1.5,
    seed: 5,
  });
  const { steps } = payload.layouts[0] as ProjectorLayout;
  return {
    ...payload,
    colourings: [
      {
        kind: 'value',
        name: 'price',
        values: steps.slice(0, 140).map((each, at) => (at % 20 === 7 ? null : Math.round(each / 8) + 90)),
      },
      ...payload.colourings,
    ],
  };
}

/** Six states of a layer whose groups come apart. */
function epochs(): ProjectorPayload {
  const payload = sketchProjector({
    title: 'embedding_1',
    classes: ['positive', 'negative', 'neutral'],
    each: 30,
    seed: 7,
  });
  const last = payload.layouts[0] as ProjectorLayout;
  const noise = sketchNoise(11);
  const scatter = last.steps.map(() => 2000 + 220 * noise());
  return {
    ...payload,
    layouts: [0, 1, 2, 4, 8, 16].map((epoch, at) => ({
      ...last,
      epoch,
      steps: last.steps.map((each, place) =>
        Math.max(0, Math.min(4095, Math.round((each * at + (scatter[place] as number) * (5 - at)) / 5))),
      ),
    })),
  };
}

function running(): ProjectorPayload {
  const { nearest: _, ...payload } = sketchProjector({
    classes: ['a', 'b', 'c', 'd'],
    each: 30,
    methods: ['pca', 'tsne'],
  });
  const [pca, flat] = payload.layouts as [ProjectorLayout, ProjectorLayout];
  return { ...payload, status: 'running', layouts: [pca, { ...flat, done: 340 }] };
}

const many = (): ProjectorPayload => {
  const payload = sketchProjector({
    title: 'Word vectors',
    classes: ['noun', 'verb', 'adjective', 'other'],
    each: 2500,
    seed: 13,
  });
  return { ...thinned(payload, 4000), given: 10_000 };
};

/** Named payloads: the gallery shows them, the picture tests keep them. */
export const projectorExamples: Record<string, () => ProjectorPayload> = {
  flowers,
  digits,
  words,
  values,
  epochs,
  running,
  stopped: () => ({ ...running(), status: 'stopped' }),
  many,
  starting: () => ({
    ...sketchProjector({ classes: ['a'], each: 5 }),
    status: 'running',
    layouts: [],
    working: { on: 'neighbours', done: 1200, of: 5000 },
  }),
  one: () => ({ ...sketchProjector({ classes: ['alone'], each: 2 }), colourings: [], title: 'Two points' }),
  'odd-names': () =>
    sketchProjector({
      title: '<script>alert(1)</script> "단어"',
      classes: [
        '<b>굵은</b> & 글자',
        '이름이 아주 길어서 범례에 다 들어가지 않을지도 모르는 분류',
        '출력\u0000',
      ],
      each: 8,
      names: Array.from({ length: 24 }, (_, at) =>
        at % 3 === 0 ? '' : `"낱말" <${at}> & ${'길다 '.repeat(at)}`,
      ),
    }),
};
