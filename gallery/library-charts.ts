import { batchesChart } from '../library/batches-chart.js';
import {
  precisionRecallChart,
  residualChart,
  rocChart,
  scoreChart,
  wordChart,
} from '../library/charts/index.js';
import { imageGrid } from '../library/image-grid.js';
import { plan } from '../library/plan.js';
import { planChart } from '../library/plan-chart.js';
import { randomFrom } from '../library/random.js';
import { ridgePath } from '../library/ridge.js';
import { scale, scalingChart } from '../library/scaling/index.js';
import type { VegaLiteSpec } from '../renderers/vega-lite/model.js';
import { say } from '../words/index.js';

/** Between 0 and 1, the same each time. */
const numbers = (count: number, seed: number): number[] => {
  const next = randomFrom(seed);
  return Array.from({ length: count }, () => next());
};

/** Labels and scores of a model that is right more often than not. */
function scored(quality: number, seed: number): { truth: number[]; scores: number[] } {
  const truth = numbers(160, 3).map((value) => Number(value < 0.4));
  const noise = numbers(160, seed);
  return {
    truth,
    scores: truth.map((label, i) => (label * quality + (noise[i] as number)) / (1 + quality)),
  };
}

function values(): { truth: number[]; predicted: number[] } {
  const truth = numbers(120, 5).map((value) => 5 + 45 * value ** 2);
  const noise = numbers(120, 6);
  return { truth, predicted: truth.map((value, i) => value * 0.92 + 2 + 9 * ((noise[i] as number) - 0.5)) };
}

const reviewWords = (
  'wonderful excellent superb perfect favourite great brilliant touching gem loved funny amazing moving classic best fine beautiful ' +
  'worst awful boring waste dull terrible poor disappointing mess unfortunately predictable weak lame bad annoying stupid nothing'
).split(' ');

/** What words of a review change in the probability that it praises. */
const spoken: Record<string, number> = {
  first: 0.02,
  wonderful: 0.24,
  surprise: 0.06,
  but: -0.05,
  boring: -0.19,
  waste: -0.22,
  talent: 0.05,
};

const columns = ['alcohol', 'malic acid', 'ash', 'alcalinity of ash', 'magnesium', 'proline'];
const greatest = [14.8, 5.8, 3.2, 30, 162, 1680];

/** Which rows each batch of three epochs held. */
const held = (samples: number, batchSize: number) => {
  const stepsPerEpoch = Math.ceil(samples / batchSize);
  const epochs = [1, 2, 3].map((epoch) => {
    const order = numbers(samples, 20 + epoch)
      .map((key, row) => ({ key, row }))
      .sort((a, b) => a.key - b.key)
      .map(({ row }) => row);
    return {
      epoch,
      batches: Array.from({ length: stepsPerEpoch }, (_, step) =>
        order.slice(step * batchSize, (step + 1) * batchSize),
      ),
    };
  });
  return { samples, batchSize, shuffle: true, stepsPerEpoch, steps: 3 * stepsPerEpoch, epochs };
};

/** Rings of ink, as digits of 8 × 8. */
const images = Array.from({ length: 12 }, (_, i) =>
  Array.from({ length: 64 }, (__, place) => {
    const [x, y] = [(place % 8) - 3.5, Math.floor(place / 8) - 3.5];
    return Math.max(0, 16 - 6 * Math.abs(Math.hypot(x, y) - 1 - i / 5));
  }),
);

function ridgeChart(): VegaLiteSpec {
  const xs = Array.from({ length: 12 }, (_, i) => (i + 0.5) / 12);
  const noise = numbers(12, 7);
  const rows = xs.map((x) => Array.from({ length: 5 }, (_, i) => x ** (i + 1)));
  const ys = xs.map((x, i) => Math.sin(6.28 * x) + (noise[i] as number) - 0.5);
  const lambdas = Array.from({ length: 25 }, (_, i) => 10 ** (-9 + (10 * i) / 24));
  const path = ridgePath(rows, ys, { lambdas });
  const inputs = ['x', 'x²', 'x³', 'x⁴', 'x⁵'];
  const values = path.flatMap(({ lambda, weights }) =>
    weights.map((weight, i) => ({ lambda, weight: Number(weight.toPrecision(6)), input: inputs[i] })),
  );
  const color = { field: 'input', type: 'nominal', legend: null };
  // The ends of the curves, least first, each at least so far above the one below that their names do not touch.
  const ends = values.slice(0, inputs.length).sort((a, b) => a.weight - b.weight);
  const apart = 5.5;
  const names = ends.map(({ lambda, weight, input }, i) => {
    const near = (ends[i + 1]?.weight ?? Infinity) - weight < apart ? -1 : 0;
    const over = weight - (ends[i - 1]?.weight ?? -Infinity) < apart ? 1 : 0;
    return { lambda, at: weight + ((near + over) * apart) / 4, input };
  });
  return {
    title: say('Weights along the path', 'λ에 따른 가중치'),
    layer: [
      {
        data: { values },
        mark: { type: 'line' },
        encoding: {
          x: {
            field: 'lambda',
            type: 'quantitative',
            scale: { type: 'log' },
            title: say('λ (log)', 'λ (로그)'),
          },
          y: { field: 'weight', type: 'quantitative', title: 'w', axis: { orient: 'right', titleAngle: 0 } },
          color,
        },
      },
      { data: { values: [{ zero: 0 }] }, mark: 'rule', encoding: { y: { datum: 0 } } },
      {
        data: { values: names },
        mark: { type: 'text', align: 'right', baseline: 'middle', dx: -6 },
        encoding: {
          x: { field: 'lambda', type: 'quantitative' },
          y: { field: 'at', type: 'quantitative' },
          text: { field: 'input' },
        },
      },
    ],
  };
}

/** What `show` draws by Vega-Lite, made by the library itself, in the language of the moment. */
export const libraryCharts: Record<string, () => VegaLiteSpec> = {
  'roc-curve': () => {
    const [plain, better] = [scored(0.2, 11), scored(0.33, 12)];
    return rocChart(plain.truth, { plain: plain.scores, 'with dropout': better.scores });
  },
  'precision-recall': () => {
    const { truth, scores } = scored(0.7, 13);
    return precisionRecallChart(truth, scores);
  },
  residuals: () => {
    const { truth, predicted } = values();
    return residualChart(truth, predicted, { unit: '1000 dollars' });
  },
  scores: () =>
    scoreChart(
      { linear: [3.2, 3.5, 3.1, 4.2, 3.6], network: [2.4, 2.6, 2.2, 3.1, 2.5] },
      { title: 'MAE on the test districts', score: 'MAE, 1000 dollars' },
    ),
  words: () =>
    wordChart(
      reviewWords.map((word, i) => ({ word, change: (i < 17 ? 1 : -1) * (1.9 - 0.1 * (i % 17)) })),
      { title: 'The words that speak most for and against', change: 'change of the logit' },
    ),
  'words-in-order': () =>
    wordChart(
      'the first hour is a wonderful surprise but the end is boring and a waste of talent'
        .split(' ')
        .map((word, i) => ({ word, change: spoken[word] ?? 0.01 * Math.cos(i) })),
      { title: 'Probability of praise: 0.41', change: 'change of the probability', inOrder: true },
    ),
  plan: () =>
    planChart(
      plan({ samples: 500, batchSize: 100, epochs: 4, checkpoints: { epochs: 1, batches: 2, steps: 3 } }),
      {},
    ),
  'plan-of-many-steps': () => planChart(plan({ samples: 60_000, batchSize: 32, epochs: 10 }), {}),
  batches: () => batchesChart(held(20, 6), {}),
  'batches-by-label': () =>
    batchesChart(held(120, 20), {
      labels: numbers(120, 30).map((value) => (value < 0.4 ? 'survived' : 'died')),
    }),
  scaling: () => {
    const rows = numbers(60, 8).map((_, row) =>
      greatest.map((most, column) => most * (numbers(60, 40 + column)[row] as number)),
    );
    return scalingChart(scale.standardize(rows), rows, { columns, title: 'Standardization' });
  },
  images: () =>
    imageGrid(images, { labels: images.map((_, i) => `${i % 10}`), title: 'Rings of growing radius' }),
  'ridge-path': ridgeChart,
};

/** Of its chart, as the gallery says it. */
export const libraryChartLines: Record<string, string> = {
  'roc-curve': 'show.rocCurve: two models, each with its area.',
  'precision-recall': 'show.precisionRecall: the dashed line is what guessing gives.',
  residuals: 'show.residuals: predicted against true values, and what is left over.',
  scores: 'show.scores: five folds of two models, their means and deviations.',
  words: 'show.words: the fifteen furthest of each side.',
  'words-in-order': 'show.words: a text, word by word.',
  plan: 'show.plan: epochs, batches and steps on one ruler of rows, with checkpoints.',
  'plan-of-many-steps': 'show.plan: of 18,750 steps the first epoch, many steps to a piece.',
  batches: 'show.batches: which rows each batch held, by their numbers.',
  'batches-by-label': 'show.batches: how many of each class a batch held.',
  scaling: 'show.scaling: columns before and after, each time on one axis.',
  images: 'show.images: small grey images with their labels.',
  'ridge-path': 'A chart of ridgePath, as lesson 03 draws it.',
};
