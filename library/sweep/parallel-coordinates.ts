import { say } from '../../words/index.js';
import { type AnyParameters, isRange, type ParameterValue, type Space } from './space.js';

export interface DrawnTrial {
  number: number;
  name: string;
  parameters: AnyParameters;
  score: number;
}

interface Axis {
  name: string;
  /** From 0 to 1. */
  place(value: ParameterValue): number;
  /** What stands at the axis, and where. */
  labels: { text: string; place: number }[];
}

const MOST_LABELS = 6;
/** Both stand out from light and from dark pages. */
const BETTER = '#1f6fd0';
const WORSE = '#d99a3d';
/** So far apart, in heights of the axis, run the lines of trials that share a value. */
const APART = 0.04;
const short = (value: ParameterValue): string =>
  typeof value === 'number' ? String(Number(value.toPrecision(3))) : String(value);

function between(name: string, low: number, high: number, log = false): Axis {
  const scaled = log ? Math.log : (value: number) => value;
  const span = scaled(high) - scaled(low);
  const place = (value: ParameterValue): number =>
    span > 0 ? (scaled(Number(value)) - scaled(low)) / span : 0.5;
  const ends = span > 0 ? [low, high] : [low];
  return { name, place, labels: ends.map((value) => ({ text: short(value), place: place(value) })) };
}

/** Listed values stand evenly, as rates and strengths grow by factors. */
function axisOf(name: string, values: Space[string]): Axis {
  if (isRange(values)) return between(name, values.min, values.max, values.log);
  const all = [...new Set(values)];
  if (all.every((value) => typeof value === 'number')) all.sort((a, b) => Number(a) - Number(b));
  const place = (value: ParameterValue): number =>
    all.length > 1 ? all.indexOf(value) / (all.length - 1) : 0.5;
  const shown = all.length <= MOST_LABELS ? all : [all[0], all.at(-1)];
  return {
    name,
    place,
    labels: shown.map((value) => ({
      text: short(value as ParameterValue),
      place: place(value as ParameterValue),
    })),
  };
}

/**
 * A Vega-Lite chart of parallel coordinates (Inselberg, 1985): an axis for each parameter and one for the score, a line for each
 * trial, coloured by its score; the best is thick and lies above the others.
 *
 * @param trials the best first.
 * @param monitor the name of the score.
 */
export function parallelCoordinates(
  space: Space,
  trials: readonly DrawnTrial[],
  { monitor, mode, title }: { monitor: string; mode: 'min' | 'max'; title: string },
): Readonly<Record<string, unknown>> {
  const drawn = trials.filter(({ score }) => Number.isFinite(score)).reverse();
  const scores = drawn.map(({ score }) => score);
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  const axes = [
    ...Object.entries(space).map(([name, values]) => axisOf(name, values)),
    between(monitor, low, high),
  ];
  const beside = (i: number): number => APART * (drawn.length > 1 ? i / (drawn.length - 1) - 0.5 : 0);
  const points = drawn.flatMap(({ number, name: trial, parameters, score }, i) =>
    axes.map(({ name, place }, j) => ({
      number,
      trial,
      index: j,
      axis: name,
      place: j < axes.length - 1 ? place(parameters[name] as ParameterValue) + beside(i) : place(score),
      score,
      best: i === drawn.length - 1,
    })),
  );
  const labels = axes.flatMap(({ name, labels }) => labels.map((label) => ({ axis: name, ...label })));
  const x = {
    field: 'axis',
    type: 'nominal',
    sort: null,
    title: null,
    scale: { type: 'point', padding: 0.4 },
    axis: { labelAngle: 0, domain: false, ticks: false, grid: true, orient: 'top' },
  };
  const y = { field: 'place', type: 'quantitative', axis: null, scale: { domain: [-0.06, 1.08] } };
  return {
    title: {
      text: title,
      subtitle:
        mode === 'min'
          ? say(`thick: the best trial, with the least ${monitor}`, `굵은 선: ${monitor} 값이 가장 작은 시도`)
          : say(
              `thick: the best trial, with the greatest ${monitor}`,
              `굵은 선: ${monitor} 값이 가장 큰 시도`,
            ),
    },
    width: Math.max(360, 130 * axes.length),
    height: 260,
    layer: [
      {
        data: { values: points },
        mark: { type: 'line', opacity: 0.8 },
        encoding: {
          x,
          y,
          detail: { field: 'number', type: 'nominal', sort: null },
          order: { field: 'index', type: 'quantitative' },
          color: {
            field: 'score',
            type: 'quantitative',
            title: monitor,
            scale: { range: mode === 'min' ? [BETTER, WORSE] : [WORSE, BETTER] },
          },
          strokeWidth: {
            field: 'best',
            type: 'nominal',
            legend: null,
            scale: { domain: [false, true], range: [1.5, 4] },
          },
          tooltip: [
            { field: 'trial', type: 'nominal', title: say('trial', '시도') },
            { field: 'score', type: 'quantitative', title: monitor },
          ],
        },
      },
      {
        data: { values: labels },
        mark: { type: 'text', align: 'left', dx: 5, dy: -10 },
        encoding: { x, y, text: { field: 'text', type: 'nominal' } },
      },
    ],
  };
}
