import { checkOptions, domains } from '../../engine/options/index.js';
import { say } from '../../words/index.js';
import type { Labels } from '../class-labels.js';
import { type CurveOptions, metrics, type Numbers } from '../metrics/index.js';
import { isTensor } from '../tensor-like.js';
import type { ChartSpec } from './chart-spec.js';
import { nameLayers, type Place, placedNames } from './curve-names.js';
import { labelLayers, placedLabels } from './dot-labels.js';
import { gridLayers } from './plot-grid.js';

export interface CurveChartOptions extends CurveOptions {
  title?: string;
}

/** Scores of one model, or of several by name. */
export type ScoresByName = Numbers | Readonly<Record<string, Numbers>>;

interface Point {
  threshold: number;
  x: number;
  y: number;
}

const allowed = { positive: domains.anything, title: domains.text };
/** Both axes go from 0 to 1, and their steps look alike. */
const PLOT = { width: 440, height: 440 };
const LEGEND = 240;
/** Of each curve; more cannot be told apart. */
const MOST_POINTS = 500;

function byName(scores: ScoresByName): [name: string, scores: Numbers][] {
  const plain =
    typeof scores === 'object' &&
    scores !== null &&
    Object.getPrototypeOf(scores) === Object.prototype &&
    !isTensor(scores);
  return plain ? Object.entries(scores as Record<string, Numbers>) : [['', scores as Numbers]];
}

/** The points at which the line turns: those between them lie on it. */
function corners(points: readonly Point[]): Point[] {
  return points.filter((point, i) => {
    const [before, after] = [points[i - 1], points[i + 1]];
    if (!before || !after) return true;
    const turn = (point.x - before.x) * (after.y - point.y) - (point.y - before.y) * (after.x - point.x);
    return Math.abs(turn) > 1e-12;
  });
}

/** What the model that says "yes" from ½ upwards does: the last point whose threshold is not below. */
const atHalf = (points: readonly Point[]): Point | undefined =>
  points.findLast(({ threshold }) => threshold >= 0.5 && Number.isFinite(threshold));

/** The first point at each recall, which holds back to the one before: average precision is the area below these steps. */
function steps(points: readonly Point[]): Point[] {
  const [first] = points;
  const kept = points.filter(({ x }, i) => i === 0 || x !== points[i - 1]?.x || i === points.length - 1);
  return first && first.x > 0 ? [{ ...first, x: 0 }, ...kept] : kept;
}

/** At most so many, spaced evenly, with both ends. */
function thinned(points: readonly Point[]): Point[] {
  if (points.length <= MOST_POINTS) return [...points];
  const every = (points.length - 1) / (MOST_POINTS - 1);
  return Array.from({ length: MOST_POINTS }, (_, i) => points[Math.round(i * every)] as Point);
}

interface Curve {
  name: string;
  points: Point[];
  /** Those that are drawn. */
  line: Point[];
  summary: string;
}

interface Axes {
  title: string;
  subtitle: string;
  x: string;
  y: string;
  /** What guessing gives, from the left edge to the right one. */
  guessing: [number, number];
  interpolate: 'linear' | 'step-before';
  /** A dot in words, from the longest to the shortest: the last says no more than its numbers. */
  dot: (x: string, y: string) => string[];
  /** What the shortest words of a dot mean. */
  short: string;
}

function chart(curves: readonly Curve[], axes: Axes): ChartSpec {
  const labelled = curves.map((curve) => ({
    ...curve,
    label: curve.name ? `${curve.name}: ${curve.summary}` : curve.summary,
  }));
  // One curve needs no legend: its number stands with the title.
  const [alone] = curves.length === 1 && curves[0]?.name === '' ? curves : [];
  const rows = (points: (curve: Curve) => readonly Point[]) =>
    labelled.flatMap((curve) =>
      points(curve).map((point, order) => ({
        ...point,
        threshold: Number.isFinite(point.threshold) ? point.threshold : null,
        order,
        model: curve.label,
      })),
    );
  const half = rows(({ points }) => [atHalf(points)].filter((point) => point !== undefined));
  const quantitative = (field: string, title: string) => ({
    field,
    title,
    type: 'quantitative',
    scale: { domain: [0, 1] },
    // The grid is drawn with gaps for the words in the plot.
    axis: { tickCount: 5, grid: false },
  });
  const at = ({ field: _, ...axis }: ReturnType<typeof quantitative>, datum: number) => ({ ...axis, datum });
  const x = quantitative('x', axes.x);
  const y = quantitative('y', axes.y);
  const [from, to] = axes.guessing;
  const guess: [Place, Place] = [
    { x: 0, y: from },
    { x: 1, y: to },
  ];
  const two = (value: number) => value.toFixed(2);
  const placing = labelled.map(({ label, line, points }) => {
    const dot = atHalf(points);
    const labels = dot ? axes.dot(two(dot.x), two(dot.y)) : [];
    return { name: label, line: drawn(thinned(line), axes.interpolate), dot, labels };
  });
  const places = alone ? null : placedNames(placing, guess);
  const beside = placedLabels(placing, places ?? [], guess);
  const isShort = beside !== null && beside.form === axes.dot('', '').length - 1;
  const color = {
    field: 'model',
    type: 'nominal',
    sort: null,
    title: null,
    scale: { domain: labelled.map(({ label }) => label) },
    legend: alone || places ? null : { orient: 'right', labelLimit: LEGEND },
  };
  const tooltip = [
    { field: 'model', type: 'nominal', title: say('model', '모델') },
    { field: 'threshold', type: 'quantitative', format: '.3f', title: say('threshold', '문턱값') },
    { field: 'x', type: 'quantitative', format: '.3f', title: axes.x },
    { field: 'y', type: 'quantitative', format: '.3f', title: axes.y },
  ];
  return {
    title: {
      text: axes.title,
      subtitle: [
        ...(alone ? [alone.summary] : []),
        axes.subtitle,
        isShort ? `${dot()} (${axes.short})` : dot(),
      ].join(', '),
    },
    description: placing
      .map(({ name, labels: [words] }) => (words ? `${name} (${dot()}, ${words})` : name))
      .join('; '),
    ...PLOT,
    layer: [
      {
        layer: [
          ...gridLayers({ names: places ?? [], labels: beside?.labels ?? [] }, { x, y }),
          {
            data: { values: [{ guessing: from }] },
            mark: { type: 'rule', strokeDash: [4, 4], strokeWidth: 1.5 },
            encoding: {
              x: at(x, 0),
              x2: { datum: 1 },
              y: at(y, from),
              y2: { datum: to },
            },
          },
        ],
      },
      {
        data: { values: rows(({ line }) => thinned(line)) },
        mark: { type: 'line', interpolate: axes.interpolate },
        encoding: { x, y, color, order: { field: 'order', type: 'quantitative' }, tooltip },
      },
      {
        data: { values: half },
        mark: { type: 'point', filled: true, size: 60, opacity: 1 },
        encoding: { x, y, color, tooltip },
      },
      ...(places ? nameLayers(places, { x, y, color }) : []),
      ...(beside ? labelLayers(beside.labels, { x, y }) : []),
    ],
  };
}

/** What is drawn of a line, with the corners of its steps. */
const drawn = (line: readonly Point[], interpolate: Axes['interpolate']): Place[] =>
  line.flatMap((point, i) => {
    const before = line[i - 1];
    return interpolate === 'step-before' && before ? [{ x: before.x, y: point.y }, point] : [point];
  });

/** `61 positive, 118 negative samples`. */
function samples(
  trueLabels: Labels,
  scores: Numbers,
  options: CurveOptions,
): [positives: number, negatives: number] {
  const points = metrics.precisionRecallCurve(trueLabels, scores, options);
  const last = points.at(-1);
  const count = (isTensor(trueLabels) ? trueLabels.shape[0] : trueLabels.length) ?? 0;
  const positives = Math.round((last?.precision ?? 0) * count);
  return [positives, count - positives];
}

function withoutTitle({ positive }: CurveChartOptions): CurveOptions {
  return positive === undefined ? {} : { positive };
}

function modelsOf(name: string, scores: ScoresByName): [string, Numbers][] {
  const models = byName(scores);
  if (models.length > 0) return models;
  throw new RangeError(
    say(
      `${name} has no scores: it takes one list of them, or several by name, { plain: scores, 'with dropout': others }.`,
      `${name}에 점수가 없습니다. 점수 목록 하나나 이름을 붙인 여러 목록 { plain: scores, 'with dropout': others }를 주어야 합니다.`,
    ),
  );
}

const dot = (): string => say('dot: threshold 0.5', '점: 문턱값 0.5');

/** @see show.rocCurve */
export function rocChart(
  trueLabels: Labels,
  scores: ScoresByName,
  options: CurveChartOptions = {},
): ChartSpec {
  checkOptions('show.rocCurve', options, allowed);
  const given = withoutTitle(options);
  const models = modelsOf('show.rocCurve', scores);
  const curves = models.map(([name, list]) => {
    const points = metrics
      .rocCurve(trueLabels, list, given)
      .map(({ threshold, falsePositiveRate: x, truePositiveRate: y }) => ({ threshold, x, y }));
    const summary = `AUC ${metrics.auc(trueLabels, list, given).toFixed(3)}`;
    return { name, summary, points, line: corners(points) };
  });
  const [positives, negatives] = samples(trueLabels, models[0]?.[1] as Numbers, given);
  return chart(curves, {
    title: options.title ?? say('ROC curve', 'ROC 곡선'),
    subtitle: say(
      `${positives} positive, ${negatives} negative samples`,
      `양성 표본 ${positives}개, 음성 표본 ${negatives}개`,
    ),
    x: say('false positive rate', '거짓 양성률'),
    y: say('true positive rate (recall)', '참 양성률(재현율)'),
    guessing: [0, 1],
    interpolate: 'linear',
    dot: (x, y) => [
      say(`recall ${y}, false positives ${x}`, `재현율 ${y}, 거짓 양성률 ${x}`),
      say(`recall ${y}\nfalse positives ${x}`, `재현율 ${y}\n거짓 양성률 ${x}`),
      say(`${y} at ${x}`, `${x}에서 ${y}`),
    ],
    short: say('recall at false positive rate', '거짓 양성률에서의 재현율'),
  });
}

/** @see show.precisionRecall */
export function precisionRecallChart(
  trueLabels: Labels,
  scores: ScoresByName,
  options: CurveChartOptions = {},
): ChartSpec {
  checkOptions('show.precisionRecall', options, allowed);
  const given = withoutTitle(options);
  const models = modelsOf('show.precisionRecall', scores);
  const curves = models.map(([name, list]) => {
    const points = metrics
      .precisionRecallCurve(trueLabels, list, given)
      .map(({ threshold, recall: x, precision: y }) => ({ threshold, x, y }));
    const summary = `AP ${metrics.averagePrecision(trueLabels, list, given).toFixed(3)}`;
    return { name, summary, points, line: steps(points) };
  });
  const [positives, negatives] = samples(trueLabels, models[0]?.[1] as Numbers, given);
  const share = positives / (positives + negatives);
  return chart(curves, {
    title: options.title ?? say('Precision and recall', '정밀도와 재현율'),
    subtitle: say(
      `dashed: ${(100 * share).toFixed(0)}% of the samples are positive`,
      `점선: 표본의 ${(100 * share).toFixed(0)}%가 양성`,
    ),
    x: say('recall', '재현율'),
    y: say('precision', '정밀도'),
    guessing: [share, share],
    interpolate: 'step-before',
    dot: (x, y) => [
      say(`precision ${y}, recall ${x}`, `정밀도 ${y}, 재현율 ${x}`),
      say(`precision ${y}\nrecall ${x}`, `정밀도 ${y}\n재현율 ${x}`),
      say(`${y} at ${x}`, `${x}에서 ${y}`),
    ],
    short: say('precision at recall', '재현율에서의 정밀도'),
  });
}
