import type { Spec } from 'vega';

type Axis = NonNullable<Spec['axes']>[number];
type Scale = NonNullable<Spec['scales']>[number];
type Scope = Pick<Spec, 'axes' | 'scales' | 'marks'>;

/** Pixels of an axis to a tick, about: round numbers may lie closer. Vega-Lite has 40, of which numbers take almost all. */
const APART = 110;
/** Asked for so many, an axis has three at the least, as they stand at round numbers. */
const LEAST_TICKS = 5;
/** What Vega-Lite writes where a specification does not say how many ticks there are. */
const DEFAULT_COUNT = /^ceil\((\w*[wW]idth)\/40\)$/;

/** From here on a power of ten is written as one, as is everything on its axis. */
const FAR = 4;
const DIGITS = "'⁰¹²³⁴⁵⁶⁷⁸⁹'";

/** An expression: the label of a tick on an axis of powers, `10⁻⁴`; as it was where the axis has none that are far. */
function powerText(scale: string): string {
  const exponent = (value: string) => `round(log(${value}) / LN10)`;
  const here = exponent('datum.value');
  const size = `abs(${here})`;
  const end = (place: number) => `abs(log(abs(domain('${scale}')[${place}])) / LN10) >= ${FAR}`;
  const isPower = `datum.value > 0 && abs(datum.value / pow(10, ${here}) - 1) < 1e-6`;
  const digit = (value: string) => `slice(${DIGITS}, ${value}, ${value} + 1)`;
  const power = `'10' + (${here} < 0 ? '⁻' : '') + (${size} >= 100 ? ${digit(`floor(${size} / 100)`)} : '') + (${size} >= 10 ? ${digit(`floor(${size} / 10) % 10`)} : '') + ${digit(`${size} % 10`)}`;
  return `datum.label !== '' && ${isPower} && (${end(0)} || ${end(1)}) ? (${here} === 0 ? '1' : ${here} === 1 ? '10' : ${power}) : datum.label`;
}

/** Whether what labels say was left to Vega. */
const saysNothing = ({ format, formatType, encode }: Axis): boolean =>
  format === undefined && formatType === undefined && encode?.labels?.update?.text === undefined;

const isPlainLog = (scale: Scale | undefined): boolean =>
  scale?.type === 'log' && (!('base' in scale) || scale.base === undefined || scale.base === 10);

function calm(axis: Axis, scales: readonly Scale[]): Axis {
  const { tickCount } = axis;
  const signal = typeof tickCount === 'object' && 'signal' in tickCount ? tickCount.signal : '';
  const [, width] = DEFAULT_COUNT.exec(signal) ?? [];
  if (width !== undefined)
    return {
      ...axis,
      tickCount: { signal: `max(min(${LEAST_TICKS}, ${signal}), ceil(${width}/${APART}))` },
    };
  if (axis.grid && axis.labels === false) return axis;
  if (!isPlainLog(scales.find(({ name }) => name === axis.scale)) || !saysNothing(axis)) return axis;
  const labels = axis.encode?.labels;
  const update = { ...labels?.update, text: { signal: powerText(axis.scale) } };
  return { ...axis, encode: { ...axis.encode, labels: { ...labels, update } } };
}

/**
 * A compiled chart with axes that are read with ease: a tick for every 100 pixels or so below a plot, and powers of ten on an
 * axis of many. What the specification says of them stays.
 */
export function calmAxes<Part extends Scope>(part: Part, above: readonly Scale[] = []): Part {
  const scales = [...(part.scales ?? []), ...above];
  return {
    ...part,
    ...(part.axes && { axes: part.axes.map((axis) => calm(axis, scales)) }),
    ...(part.marks && {
      marks: part.marks.map((mark) => (mark.type === 'group' ? calmAxes(mark as Scope, scales) : mark)),
    }),
  } as Part;
}
