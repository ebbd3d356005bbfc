import { checkOptions, domains } from '../engine/options/index.js';
import { say } from '../words/index.js';
import { type Batches, batchesText, leftOut, orderWords } from './batches.js';
import type { Value } from './value.js';

export interface BatchesOptions {
  /** One for each row that `fit` was given, such as its class: draws how many of each a batch held. */
  labels?: ArrayLike<Value>;
  title?: string;
}

/** A rectangle: of a step, from a row to a row. */
interface Cell {
  step: number;
  left: number;
  right: number;
  bottom: number;
  top: number;
  label?: string;
}

const allowed = { labels: domains.anything, title: domains.text };

const HEIGHT = 220;
/** A row is drawn at least this high, a step this wide, as a part of the plot. */
const LEAST = 1 / 160;
const MOST_LABELS = 8;
/** Of colours that lines and words stand on. */
const TINT = 0.5;
/** Of so few rows each is drawn with its number. */
const MOST_NUMBERS = 20;

interface Held {
  step: number;
  rows: readonly number[];
}

const heldBy = ({ epochs, stepsPerEpoch }: Batches): Held[] =>
  epochs.flatMap(({ batches }, i) =>
    batches.map((rows, place) => ({ step: i * stepsPerEpoch + place + 1, rows })),
  );

function checkLabels(labels: ArrayLike<Value>, samples: number): void {
  if (typeof labels === 'object' && labels !== null && labels.length >= samples) return;
  const length = typeof labels === 'object' && labels !== null ? labels.length : 0;
  throw new RangeError(
    say(
      `show.batches: there are ${length} labels, but ${samples} rows were trained on. Give one for each row that fit was given, as an array.`,
      `show.batches: 레이블은 ${length}개인데 학습한 행은 ${samples}개입니다. fit에 준 행마다 하나씩 배열로 주세요.`,
    ),
  );
}

/** The labels in the order of their first row, so that colours do not depend on the shuffling. */
function namesOf(labels: ArrayLike<Value>, samples: number): string[] {
  const names = [...new Set(Array.from({ length: samples }, (_, row) => String(labels[row])))];
  if (names.length <= MOST_LABELS) return names;
  throw new RangeError(
    say(
      `show.batches: there are ${names.length} different labels, but at most ${MOST_LABELS} can be told apart. Put them into groups.`,
      `show.batches: 서로 다른 레이블이 ${names.length}개인데 ${MOST_LABELS}개까지만 구별됩니다. 묶어서 주세요.`,
    ),
  );
}

/** Each row of each batch, around its number on the axis. */
function rowCells(held: readonly Held[], samples: number, steps: number): Cell[] {
  const half = Math.max(0.44, (steps * LEAST) / 2);
  const high = Math.max(0.9, samples * LEAST);
  return held.flatMap(({ step, rows }) =>
    rows.map((row) => ({
      step,
      left: step - half,
      right: step + half,
      bottom: row - high / 2,
      top: row + high / 2,
    })),
  );
}

/** How many rows of each label each batch holds, one on the other. */
function labelCells(held: readonly Held[], labels: ArrayLike<Value>, names: readonly string[]): Cell[] {
  return held.flatMap(({ step, rows }) => {
    let bottom = 0;
    return names.flatMap((label) => {
      const count = rows.filter((row) => String(labels[row]) === label).length;
      if (count === 0) return [];
      const cell = { step, left: step - 0.44, right: step + 0.44, bottom, top: bottom + count, label };
      bottom += count;
      return [cell];
    });
  });
}

/** Where each label but the last would end in a batch of so many rows that had the shares of all rows. */
function wholeShares(
  labels: ArrayLike<Value>,
  names: readonly string[],
  { samples, size }: { samples: number; size: number },
): { share: number }[] {
  let below = 0;
  return names.slice(0, -1).map((name) => {
    for (let row = 0; row < samples; row += 1) if (String(labels[row]) === name) below += 1;
    return { share: (below / samples) * size };
  });
}

/** The counts in words, batch by batch. */
function labelText(cells: readonly Cell[], first: number): string {
  const counts = new Map<number, string[]>();
  for (const { step, label, top, bottom } of cells)
    counts.set(step, [...(counts.get(step) ?? []), `${label} ${top - bottom}`]);
  const told = [...counts].filter(([step]) => step <= first);
  return told
    .map(([step, parts]) => say(`step ${step}: ${parts.join(', ')}`, `스텝 ${step}: ${parts.join(', ')}`))
    .join('\n');
}

/** Lines across all steps, the highest of them with what they are. */
const shareLines = (values: readonly { share: number }[]) => [
  {
    data: { values },
    mark: { type: 'rule', strokeWidth: 1.5 },
    encoding: { y: { field: 'share', type: 'quantitative' } },
  },
  {
    data: { values: values.slice(-1) },
    mark: {
      type: 'text',
      align: 'left',
      baseline: 'middle',
      dx: 5,
      lineBreak: '\n',
      text:
        values.length > 1
          ? say('shares in\nall data', '전체 데이터의\n비율들')
          : say('share in\nall data', '전체 데이터의\n비율'),
    },
    encoding: { x: { value: 'width' }, y: { field: 'share', type: 'quantitative' } },
  },
];

const rowNumbers = (cells: readonly Cell[]) => ({
  data: { values: cells.map(({ step, bottom, top }) => ({ step, row: Math.round((bottom + top) / 2) })) },
  mark: { type: 'text', fontSize: 10 },
  encoding: {
    x: { field: 'step', type: 'quantitative' },
    y: { field: 'row', type: 'quantitative' },
    text: { field: 'row' },
  },
});

/**
 * A Vega-Lite chart of the steps of the first epochs, and which rows each took; with labels, how many of each.
 *
 * @throws RangeError where there is not a label for each row, or more labels than colours.
 */
export function batchesChart(batches: Batches, options: BatchesOptions): Readonly<Record<string, unknown>> {
  checkOptions('show.batches', options, allowed);
  const { samples, stepsPerEpoch, epochs, shuffle } = batches;
  const { labels, title } = options;
  if (labels !== undefined) checkLabels(labels, samples);
  const names = labels && namesOf(labels, samples);
  const steps = stepsPerEpoch * epochs.length;
  const held = heldBy(batches);
  const cells = labels && names ? labelCells(held, labels, names) : rowCells(held, samples, steps);
  const largest = labels ? Math.max(...held.map(({ rows }) => rows.length)) : samples;
  const told = labels ? `\n${labelText(cells, stepsPerEpoch)}` : '';
  const numbered = !labels && samples <= MOST_NUMBERS;
  const axis = { tickMinStep: 1, grid: false, format: 'd' };
  const number = (field: string) => ({ field, type: 'quantitative' });
  return {
    title: {
      text:
        title ??
        (labels
          ? say('What each batch held', '배치마다 담긴 것')
          : say('Which rows each batch held', '배치마다 담긴 행')),
      subtitle: [
        orderWords(shuffle),
        ...(names && names.length > 1
          ? [say(`Lines across: as all ${samples} rows are shared out.`, `가로선: 전체 ${samples}행의 비율.`)]
          : []),
        ...leftOut(batches),
      ],
      anchor: 'start',
      frame: 'bounds',
    },
    description: batchesText(batches) + told,
    height: HEIGHT,
    layer: [
      {
        data: { values: cells },
        mark: { type: 'rect', ...(numbered && { opacity: 0.4 }), ...(labels && { opacity: TINT }) },
        encoding: {
          x: {
            ...number('left'),
            title: say('step', '스텝'),
            axis,
            scale: { domain: [0.5, steps + 0.5], nice: false, zero: false },
          },
          x2: { field: 'right' },
          y: {
            ...number('bottom'),
            title: labels
              ? say('rows in the batch', '배치 안의 행 수')
              : say('row of the data', '데이터의 행'),
            axis,
            scale: { domain: labels ? [0, largest] : [-0.5, samples - 0.5], nice: false, zero: false },
          },
          y2: { field: 'top' },
          ...(names && {
            color: {
              field: 'label',
              type: 'nominal',
              title: null,
              scale: { domain: names },
              legend: { orient: 'bottom', labelLimit: 300 },
            },
          }),
        },
      },
      ...(numbered ? [rowNumbers(cells)] : []),
      ...(labels && names && names.length > 1
        ? shareLines(wholeShares(labels, names, { samples, size: largest }))
        : []),
      {
        data: { values: epochs.slice(1).map((_, i) => ({ end: (i + 1) * stepsPerEpoch + 0.5 })) },
        mark: { type: 'rule', strokeDash: [4, 3] },
        encoding: { x: number('end') },
      },
      {
        data: {
          values: epochs.map(({ epoch }, i) => ({
            middle: (i + 0.5) * stepsPerEpoch + 0.5,
            epoch: say(`epoch ${epoch}`, `에포크 ${epoch}`),
          })),
        },
        mark: { type: 'text', baseline: 'bottom' },
        encoding: { x: number('middle'), y: { value: -4 }, text: { field: 'epoch' } },
      },
    ],
  };
}
