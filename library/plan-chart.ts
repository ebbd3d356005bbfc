import { checkOptions, domains, showGiven } from '../engine/options/index.js';
import { formatCount } from '../renderers/drawing/format.js';
import { say } from '../words/index.js';
import { checkpointWords } from './checkpoints.js';
import type { Plan } from './plan.js';

export interface PlanChartOptions {
  title?: string;
}

/** A piece of a band of the ruler, from a row seen to a row seen. */
interface Piece {
  band: string;
  from: number;
  to: number;
  name: string;
  /** Every second one is paler. */
  odd: boolean;
}

const allowed = { title: domains.text };

/** Steps that are drawn, and pieces of a band. */
const MOST_STEPS = 100;
const MOST_PIECES = 50;
/** How wide a digit is, and a plot at most, in pixels. */
const DIGIT = 7;
const WIDEST = 1200;

/** What of a plan is drawn: its first epochs, or, of an epoch with many steps, that one, several steps to a piece. */
interface Part {
  epochs: number;
  steps: number;
  rows: number;
  /** Steps that a piece stands for. */
  group: number;
}

function partOf({ stepsPerEpoch, epochs, trainingSamples }: Plan): Part {
  const shown = Math.min(epochs, Math.max(1, Math.floor(MOST_STEPS / stepsPerEpoch)));
  const steps = shown * stepsPerEpoch;
  return { epochs: shown, steps, rows: shown * trainingSamples, group: groupFor(steps) };
}

/** 1, 2, 5, 10, 20 …: the first that makes few enough pieces. */
function groupFor(steps: number): number {
  if (steps <= MOST_STEPS) return 1;
  for (let ten = 1; ; ten *= 10)
    for (const group of [ten, 2 * ten, 5 * ten]) if (steps / group <= MOST_PIECES) return group;
}

/** Rows that were seen after so many steps. */
const rowsAfter = ({ stepsPerEpoch, trainingSamples, batchSize }: Plan, step: number): number =>
  Math.floor(step / stepsPerEpoch) * trainingSamples + (step % stepsPerEpoch) * batchSize;

const words = {
  epochs: () => say('epoch', '에포크'),
  batches: () => say('batch of the epoch', '에포크 안의 배치'),
  steps: () => say('step', '스텝'),
};

function pieces(plan: Plan, part: Part): Piece[] {
  const { stepsPerEpoch, trainingSamples } = plan;
  const epochs = Array.from({ length: part.epochs }, (_, i) => ({
    band: words.epochs(),
    from: i * trainingSamples,
    to: (i + 1) * trainingSamples,
    name: String(i + 1),
    odd: i % 2 === 1,
  }));
  const steps = Array.from({ length: Math.ceil(part.steps / part.group) }, (_, i) => {
    const first = i * part.group;
    const last = Math.min(first + part.group, part.steps);
    return { from: rowsAfter(plan, first), to: rowsAfter(plan, last), last };
  });
  const inEpoch = (last: number): number => ((last - 1) % stepsPerEpoch) + 1;
  return [
    ...epochs,
    ...steps.map(({ from, to, last }, i) => ({
      band: words.batches(),
      from,
      to,
      name: String(inEpoch(last)),
      odd: (part.group === 1 ? inEpoch(last) : i + 1) % 2 === 0,
    })),
    ...steps.map(({ from, to, last }, i) => ({
      band: words.steps(),
      from,
      to,
      name: String(last),
      odd: i % 2 === 1,
    })),
  ];
}

const count = (value: number): string => formatCount(value, 'en');

function subtitles(plan: Plan, part: Part): string[] {
  const { stepsPerEpoch, epochs, steps, lastBatchSize, batchSize, trainingSamples } = plan;
  const [inEpoch, times, all] = [count(stepsPerEpoch), count(epochs), count(steps)];
  const lines = [
    say(
      `${inEpoch} steps per epoch × ${times} epochs = ${all} steps`,
      `에포크당 ${inEpoch}스텝 × 에포크 ${times}개 = ${all}스텝`,
    ),
  ];
  if (lastBatchSize < batchSize && trainingSamples > batchSize)
    lines.push(
      say(
        `the last batch has ${lastBatchSize} rows, not ${batchSize}`,
        `마지막 배치의 행은 ${batchSize}개가 아니라 ${lastBatchSize}개`,
      ),
    );
  if (part.epochs < epochs)
    lines.push(
      part.epochs === 1
        ? say(`drawn: epoch 1 of ${times}`, `그린 것: 에포크 ${times}개 중 첫 에포크`)
        : say(
            `drawn: the first ${part.epochs} of ${times} epochs`,
            `그린 것: 에포크 ${times}개 중 처음 ${part.epochs}개`,
          ),
    );
  if (part.group > 1) {
    const [group, rest] = [count(part.group), count(part.steps % part.group)];
    lines.push(
      part.steps % part.group === 0
        ? say(
            `each piece: ${group} steps; a number is that of its last step`,
            `한 칸: ${group}스텝, 번호는 칸의 마지막 스텝`,
          )
        : say(
            `each piece: ${group} steps, the last ${rest}; a number is that of its last step`,
            `한 칸: ${group}스텝, 마지막 칸은 ${rest}스텝, 번호는 칸의 마지막 스텝`,
          ),
    );
  }
  return lines;
}

/**
 * The numbers in the middle of their pieces, with the shares of the plot that a piece and a whole one of its band have, the
 * pixels that the widest number of the band needs, and the place of the piece; a shorter last one has none that is whole.
 */
function named(all: readonly Piece[], { rows, group }: Part) {
  const bands = new Map<string, { widest: number; whole: number }>();
  for (const { band, name, from, to } of all) {
    const { widest, whole } = bands.get(band) ?? { widest: 0, whole: 0 };
    bands.set(band, {
      widest: Math.max(widest, name.length),
      whole: Math.max(whole, to - from),
    });
  }
  return all
    .map(({ band, from, to, name }) => {
      const { widest = 0, whole = 0 } = bands.get(band) ?? {};
      return {
        band,
        middle: (from + to) / 2,
        share: (to - from) / rows,
        whole: whole / rows,
        needs: DIGIT * widest + 2,
        name,
        place: band === words.epochs() ? Number(name) : Number(name) / group,
      };
    })
    .filter(({ share, needs, place }) => Number.isInteger(place) || share * WIDEST >= needs);
}

const ROOM = 'width * datum.whole / datum.needs';
/** Whether a piece has its number: where it has room; of pieces too narrow for theirs every second, fifth … has one. */
const HAS_NUMBER = `${ROOM} >= 1 ? width * datum.share >= datum.needs : datum.place % (${ROOM} >= 0.5 ? 2 : ${ROOM} >= 0.2 ? 5 : ${ROOM} >= 0.1 ? 10 : 20) === 0`;

/** Where checkpoints stand; of too many to be told apart, every second, third … */
function marks(plan: Plan, part: Part): { band: string; at: number }[] {
  return (plan.checkpoints ?? []).flatMap((checkpoints) => {
    const shown = checkpoints.steps.filter((step) => step <= part.steps);
    const apart = Math.ceil(shown.length / MOST_STEPS);
    return shown
      .filter((_, i) => i % apart === 0)
      .map((step) => ({ band: checkpointWords(checkpoints), at: rowsAfter(plan, step) }));
  });
}

function checkPlan(plan: unknown): void {
  if (typeof plan === 'object' && plan !== null && 'stepsPerEpoch' in plan && 'trainingSamples' in plan)
    return;
  throw new TypeError(
    say(
      `show.plan needs a plan, plan({ samples: 500, batchSize: 100, epochs: 4 }), but got ${showGiven(plan)}.`,
      `show.plan에는 plan({ samples: 500, batchSize: 100, epochs: 4 })처럼 만든 계획이 필요한데 ${showGiven(plan)}을(를) 받았습니다.`,
    ),
  );
}

/** A Vega-Lite chart of the ruler: epochs, batches and steps along the rows that a training sees, and its checkpoints. */
export function planChart(plan: Plan, options: PlanChartOptions): Readonly<Record<string, unknown>> {
  checkPlan(plan);
  checkOptions('show.plan', options, allowed);
  const part = partOf(plan);
  const all = pieces(plan, part);
  const bands = [
    ...Object.values(words).map((word) => word()),
    ...(plan.checkpoints ?? []).map(checkpointWords),
  ];
  const y = { field: 'band', type: 'nominal', title: null, sort: null, scale: { domain: bands } };
  const rows = (field: string) => ({
    field,
    type: 'quantitative',
    title: say('rows seen', '지금까지 본 행'),
    axis: { grid: false, format: ',d' },
    scale: { domain: [0, part.rows], nice: false },
  });
  const ends = Array.from({ length: part.epochs }, (_, i) => ({ at: (i + 1) * plan.trainingSamples }));
  return {
    title: {
      text: options.title ?? say('Epochs, batches, steps', '에포크, 배치, 스텝'),
      subtitle: subtitles(plan, part),
      anchor: 'start',
      frame: 'bounds',
    },
    description: String(plan),
    height: { step: 30 },
    layer: [
      {
        data: { values: all },
        mark: { type: 'bar', height: 22 },
        encoding: {
          y,
          x: rows('from'),
          x2: { field: 'to' },
          opacity: { condition: { test: 'datum.odd', value: 0.2 }, value: 0.4 },
        },
      },
      {
        data: { values: ends },
        mark: { type: 'rule', strokeDash: [4, 3] },
        encoding: { x: rows('at') },
      },
      {
        data: {
          values: named(all, part),
        },
        mark: { type: 'text' },
        encoding: {
          y,
          x: rows('middle'),
          text: {
            condition: { test: HAS_NUMBER, field: 'name' },
            value: '',
          },
        },
      },
      {
        data: { values: marks(plan, part) },
        mark: { type: 'point', shape: 'diamond', filled: true, size: 90, opacity: 1 },
        encoding: { y, x: rows('at'), color: { field: 'band', type: 'nominal', legend: null } },
      },
    ],
  };
}
