import type * as tfjs from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { checkOptions, domains, showGiven } from '../../engine/options/index.js';
import { say } from '../../words/index.js';
import { currentTfjs } from '../callbacks/attach.js';
import { Callback, type Logs } from '../callbacks/index.js';
import { type ClassLabel, checkSameLength, classesOf, type Labels } from '../class-labels.js';
import { inOrder } from '../column-statistics.js';
import { randomFrom, shuffled } from '../random.js';
import { type Matrix, matrixRows, type TensorLike } from '../tensor-like.js';
import type { ChartSpec } from './chart-spec.js';

export interface DecisionBoundaryOptions {
  /** Epochs to keep, from 1. Default: four from the first to the last, ever further apart. */
  epochs?: readonly number[];
  /** Names of the two inputs, for the axes. */
  columns?: readonly [string, string];
  /** Names of the classes, in the order of the outputs. */
  labels?: readonly string[];
  /** Cells of the grid along each axis; 32 where nothing is said. */
  resolution?: number;
}

/** What the model says to a point. */
interface Answer {
  class: string;
  /** From 0 at the boundary to 1. */
  sure: number;
}

/** Cells of the grid side by side with the same answer. */
interface Stretch extends Answer {
  x: number;
  x2: number;
}

/** Equal stretches of rows one upon another. */
interface Area extends Stretch {
  y: number;
  y2: number;
}

interface Snapshot {
  epoch: number;
  areas: Area[];
}

const allowed = {
  epochs: domains.anything,
  columns: domains.texts,
  labels: domains.texts,
  resolution: domains.positiveCount,
};
const PANELS = 4;
const RESOLUTION = 32;
/** Steps in which the certainty is told. */
const SHADES = 2;
/** A still picture has room for so many in each panel. */
const MOST_POINTS = 60;

type Tf = Pick<typeof tfjs, 'tensor2d' | 'tidy'>;

/**
 * A callback that keeps what a model with two inputs says to every point of the plane, at some epochs: its decision boundary
 * as it grows. `show.decisionBoundary` draws it. What it asks the model changes nothing in the training.
 *
 * ```ts
 * const boundary = new DecisionBoundary(x, y, { columns: ['x₁', 'x₂'] });
 * await model.fit(x, y, { epochs: 100, callbacks: [boundary] });
 * await show.decisionBoundary(boundary);
 * ```
 *
 * The model has inputs of shape [n, 2] and outputs of shape [n, 1] (a probability) or [n, k] (probabilities of classes).
 *
 * @throws RangeError where the points are not of shape [n, 2], or not as many as labels.
 */
export class DecisionBoundary extends Callback {
  protected override readonly laneName = 'DecisionBoundary';
  private readonly points: Matrix;
  private readonly classes: readonly ClassLabel[];
  private wanted = new Set<number>();
  private last = 0;
  private snapshots: Snapshot[] = [];

  /**
   * @param points the inputs, of shape [n, 2]: they are drawn, and their range, a little widened, is what the grid covers.
   * @param classes their true classes.
   */
  constructor(
    points: TensorLike | Matrix,
    classes: Labels,
    private readonly options: DecisionBoundaryOptions = {},
  ) {
    checkOptions('DecisionBoundary', options, allowed);
    super();
    this.points = matrixRows(points, 'points');
    const [columns, { length }] = [this.points[0]?.length ?? 0, this.points];
    if (columns !== 2 || length === 0)
      throw new RangeError(
        say(
          `DecisionBoundary draws points of two inputs, of shape [n, 2], but the points have shape [${length}, ${columns}].`,
          `DecisionBoundary는 입력이 둘인 [n, 2] 모양의 점을 그리는데 점의 모양이 [${length}, ${columns}]입니다.`,
        ),
      );
    const hole = this.points.findIndex((point) => !point.every(Number.isFinite));
    if (hole >= 0)
      throw new RangeError(
        say(
          `DecisionBoundary: point ${hole} is ${showGiven(this.points[hole])}, but two finite numbers are needed. Fill or drop that row.`,
          `DecisionBoundary: ${hole}번째 점이 ${showGiven(this.points[hole])}입니다. 유한한 수 두 개가 필요합니다. 그 행을 채우거나 빼세요.`,
        ),
      );
    this.classes = classesOf(classes, 'classes');
    checkSameLength(this.classes, this.points);
    const { epochs } = options;
    if (
      epochs !== undefined &&
      !(Array.isArray(epochs) && epochs.every((epoch) => domains.count.allows(epoch) && epoch > 0))
    )
      throw new RangeError(
        say(
          `DecisionBoundary: \`epochs\` is ${showGiven(epochs)}, but a list of epochs from 1 is needed: [1, 10, 100].`,
          `DecisionBoundary: \`epochs\`가 ${showGiven(epochs)}입니다. [1, 10, 100]처럼 1 이상의 에포크 목록이 필요합니다.`,
        ),
      );
  }

  override onTrainBegin(): void {
    this.snapshots = [];
    this.wanted = new Set(this.options.epochs ?? spread(this.params.epochs, PANELS));
  }

  override onEpochEnd(epoch: number, _logs?: Logs): void {
    this.last = epoch + 1;
    if (this.wanted.has(this.last)) this.keep(this.last);
  }

  /** Also the last epoch of a training that was stopped. */
  override onTrainEnd(): void {
    if (this.options.epochs === undefined && this.last > 0 && this.snapshots.at(-1)?.epoch !== this.last)
      this.keep(this.last);
  }

  private keep(epoch: number): void {
    this.snapshots.push({ epoch, areas: this.read(this.model) });
  }

  /** What the model says to the middle of each cell. */
  private read(model: LayersModel): Area[] {
    const tf = currentTfjs() as Tf;
    const { resolution = RESOLUTION } = this.options;
    const [xs, ys] = [0, 1].map((axis) =>
      gridOf(
        this.points.map((point) => point[axis] as number),
        resolution,
      ),
    ) as [Grid, Grid];
    const middles = ys.middles.flatMap((y) => xs.middles.map((x) => [x, y]));
    const outputs = tf.tidy(() => {
      const said = model.predict(tf.tensor2d(middles)) as tfjs.Tensor2D;
      return said.arraySync();
    });
    const areas: Area[] = [];
    let below: Area[] = [];
    for (let row = 0; row < resolution; row++) {
      const cells = outputs
        .slice(row * resolution, (row + 1) * resolution)
        .map((output) => this.judge(output));
      const [y, y2] = ys.edges.slice(row, row + 2) as [number, number];
      below = stretches(cells, xs.edges).map((stretch) => {
        const same = below.find(
          (area) => area.x === stretch.x && area.x2 === stretch.x2 && isAlike(area, stretch),
        );
        if (same) same.y2 = y2;
        else areas.push({ ...stretch, y, y2 });
        return same ?? (areas.at(-1) as Area);
      });
    }
    return areas;
  }

  private judge(output: readonly number[]): Answer {
    const shares = output.length === 1 ? [1 - (output[0] as number), output[0] as number] : output;
    const best = shares.reduce((at, share, j) => (share > (shares[at] as number) ? j : at), 0);
    const guess = 1 / shares.length;
    const sure = ((shares[best] as number) - guess) / (1 - guess);
    return { class: this.nameOf(best), sure: Math.round(Math.min(1, Math.max(0, sure)) * SHADES) / SHADES };
  }

  private nameOf(label: ClassLabel): string {
    return (
      this.options.labels?.[Number(label)] ?? String(Number.isNaN(Number(label)) ? label : Number(label))
    );
  }

  /** @see show.decisionBoundary */
  chart(title?: string): ChartSpec {
    if (this.snapshots.length === 0)
      throw new Error(
        say(
          'show.decisionBoundary has nothing to draw yet: give the DecisionBoundary to `callbacks` of a fit.',
          'show.decisionBoundary가 그릴 것이 아직 없습니다. DecisionBoundary를 fit의 `callbacks`에 주세요.',
        ),
      );
    const [xs, ys] = this.options.columns ?? ['x₁', 'x₂'];
    const all = this.points.map(([x, y], i) => ({ x, y, class: this.nameOf(this.classes[i] as ClassLabel) }));
    const points = shuffled(all, randomFrom(0)).slice(0, MOST_POINTS);
    const names = [
      ...new Set([...points, ...this.snapshots.flatMap(({ areas }) => areas)].map((one) => one.class)),
    ];
    const domain = this.options.labels ?? names.sort(inOrder);
    const color = { field: 'class', type: 'nominal', scale: { domain }, title: say('class', '클래스') };
    const x = (field: string) => ({
      field,
      type: 'quantitative',
      title: xs,
      scale: { zero: false, nice: false },
    });
    const y = (field: string) => ({
      field,
      type: 'quantitative',
      title: ys,
      scale: { zero: false, nice: false },
    });
    const side = this.snapshots.length === 1 ? 300 : 160;
    return {
      title: {
        text: title ?? say('Decision boundary', '결정 경계'),
        subtitle: say(
          'areas: what the model says, the stronger the surer; dots: the true classes',
          '영역: 모델의 답, 진할수록 확실함, 점: 실제 클래스',
        ),
      },
      columns: 4,
      concat: this.snapshots.map(({ epoch, areas }) => ({
        title: say(`epoch ${epoch}`, `에포크 ${epoch}`),
        width: side,
        height: side,
        layer: [
          {
            data: { values: areas },
            mark: { type: 'rect', strokeWidth: 0 },
            encoding: {
              x: x('x'),
              x2: { field: 'x2' },
              y: y('y'),
              y2: { field: 'y2' },
              color,
              opacity: {
                field: 'sure',
                type: 'quantitative',
                scale: { domain: [0, 1], range: [0.06, 0.5] },
                legend: null,
              },
            },
          },
          {
            data: { values: points },
            mark: { type: 'point', filled: true, size: 18, opacity: 1 },
            encoding: { x: x('x'), y: y('y'), color },
          },
        ],
      })),
    };
  }
}

const isAlike = (a: Answer, b: Answer): boolean => a.class === b.class && a.sure === b.sure;

function stretches(cells: readonly Answer[], edges: readonly number[]): Stretch[] {
  const found: Stretch[] = [];
  cells.forEach((cell, column) => {
    const before = found.at(-1);
    const [x, x2] = edges.slice(column, column + 2) as [number, number];
    if (before && isAlike(before, cell)) before.x2 = x2;
    else found.push({ ...cell, x, x2 });
  });
  return found;
}

interface Grid {
  edges: number[];
  middles: number[];
}

/** Even cells over the values and a tenth of their range on both sides. */
function gridOf(values: readonly number[], cells: number): Grid {
  const min = values.reduce((a, b) => Math.min(a, b));
  const max = values.reduce((a, b) => Math.max(a, b));
  const margin = (max - min || 1) / 10;
  const step = (max - min + 2 * margin) / cells;
  const edges = Array.from({ length: cells + 1 }, (_, i) => rounded(min - margin + i * step));
  return { edges, middles: edges.slice(0, -1).map((edge) => edge + step / 2) };
}

const rounded = (value: number): number => Number(value.toPrecision(5));

/** So many epochs from 1 to the last, each about as many times the one before it. */
function spread(last: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.round(last ** (i / (count - 1))));
}

/**
 * What `boundary` kept, as a chart.
 *
 * @throws TypeError for what is no `DecisionBoundary`.
 */
export function boundaryChart(boundary: unknown, title: string | undefined): ChartSpec {
  if (boundary instanceof DecisionBoundary) return boundary.chart(title);
  throw new TypeError(
    say(
      `show.decisionBoundary takes the callback that was in the training, new DecisionBoundary(x, y), but got ${showGiven(boundary)}.`,
      `show.decisionBoundary에는 학습에 넣은 콜백 new DecisionBoundary(x, y)를 주어야 하는데 ${showGiven(boundary)}을(를) 받았습니다.`,
    ),
  );
}
