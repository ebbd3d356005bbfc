import {
  type EpochTable,
  fromSample,
  type RunPayload,
  type Sample,
  type StepTable,
} from '../../protocol/index.js';
import { savedBytes } from '../drawing/saved-bytes.js';
import { thinRunEvents } from '../timeline/thin-events.js';
import { divergenceRows } from './divergence.js';
import { packLayers } from './thin-layers.js';

type Values = readonly (number | null)[];

/** Where a column diverged, the places where it changes: rows that no thinning may lose while there is room. */
function landmarks(
  x: readonly number[],
  series: readonly Values[],
  rate: Values | undefined,
  max: number,
): Set<number> {
  const keep = new Set<number>(x.length ? [0, x.length - 1] : []);
  for (const values of series) for (const row of divergenceRows(values)) keep.add(row);
  if (rate) {
    const changes: number[] = [];
    for (let row = 1; row < rate.length; row += 1) if (rate[row] !== rate[row - 1]) changes.push(row);
    if (changes.length <= max / 8) for (const row of changes) keep.add(row);
  }
  return keep;
}

/**
 * Which rows to keep, in order, at most `max`: the first, the last, and of each stretch of `x` the rows with the least
 * and the greatest value of each series. Stretches are equal in `x`, not in rows, so that thinning a table again after
 * rows were appended keeps old and new equally fine.
 */
export function thinRows(
  x: readonly number[],
  series: readonly Values[],
  max: number,
  rate?: Values,
): number[] {
  if (x.length <= max) return x.map((_, row) => row);
  const keep = landmarks(x, series, rate, max);
  if (max < 2 || keep.size > max) return [0, x.length - 1].slice(0, Math.max(1, max));
  const perStretch = Math.max(1, series.length * 2);
  const stretches = Math.floor((max - keep.size) / perStretch);
  const first = x[0] ?? 0;
  const span = (x.at(-1) ?? first) - first || 1;
  // Per stretch and series: the row of the greatest value, the row of the least; −1 where there is none.
  const extremes = new Int32Array(Math.max(0, stretches) * perStretch).fill(-1);
  for (let row = 0; stretches > 0 && row < x.length; row += 1) {
    const share = ((x[row] ?? 0) - first) / span;
    const at = Math.min(stretches - 1, Math.floor(share * stretches)) * perStretch;
    if (series.length === 0) extremes[at] = row;
    for (let index = 0; index < series.length; index += 1) {
      const values = series[index] as Values;
      const value = values[row];
      if (value === null || value === undefined || !Number.isFinite(value)) continue;
      const top = at + index * 2;
      const most = extremes[top] as number;
      const least = extremes[top + 1] as number;
      if (most < 0 || value > (values[most] as number)) extremes[top] = row;
      if (least < 0 || value < (values[least] as number)) extremes[top + 1] = row;
    }
  }
  for (const row of extremes) if (row >= 0) keep.add(row);
  return [...keep].sort((a, b) => a - b);
}

const pick = <T>(column: readonly T[], rows: readonly number[]): T[] => rows.map((row) => column[row] as T);

function pickLogs(logs: Record<string, Sample[]>, rows: readonly number[]): Record<string, Sample[]> {
  return Object.fromEntries(Object.entries(logs).map(([name, column]) => [name, pick(column, rows)]));
}

/** Loss and validation loss, by which rows are kept; else the first log. */
function mainSeries(logs: Record<string, Sample[]>): Values[] {
  const named = ['loss', 'val_loss'].flatMap((name) => (logs[name] ? [logs[name]] : []));
  const columns = named.length ? named : Object.values(logs).slice(0, 1);
  return columns.map((column) => column.map(fromSample));
}

/** At most `maxRows` rows of an epoch table, keeping the first, the last and the extremes of the losses. */
export function thinEpochs(table: EpochTable, maxRows: number): EpochTable {
  if (table.epoch.length <= maxRows) return table;
  const rate = table.learningRate.map(fromSample);
  const rows = thinRows(table.epoch, mainSeries(table.logs), maxRows, rate);
  return {
    epoch: pick(table.epoch, rows),
    time: pick(table.time, rows),
    learningRate: pick(table.learningRate, rows),
    ...(table.penalty && { penalty: pick(table.penalty, rows) }),
    ...(table.validationPenalty && { validationPenalty: pick(table.validationPenalty, rows) }),
    tensors: pick(table.tensors, rows),
    bytes: pick(table.bytes, rows),
    logs: pickLogs(table.logs, rows),
  };
}

/** At most `maxRows` rows of a step table, keeping the first, the last and the extremes of the loss. */
export function thinSteps(table: StepTable, maxRows: number): StepTable {
  if (table.step.length <= maxRows) return table;
  const rows = thinRows(table.step, mainSeries(table.logs), maxRows);
  return {
    step: pick(table.step, rows),
    learningRate: pick(table.learningRate, rows),
    ...(table.penalty && { penalty: pick(table.penalty, rows) }),
    logs: pickLogs(table.logs, rows),
  };
}

const LONGEST_REASON = 2000;
/** The part of the room that events of callbacks may take where not all fits. */
const EVENTS_SHARE = 0.35;
/** The part of the room that what the layers did may take where not all fits. */
const LAYERS_SHARE = 0.5;
/** Bytes that what the layers did takes at most: a notebook of many runs has to be kept, sent and compared. */
const LAYERS_ROOM = 100.5 * 1024;
/** Rows from which thinning starts at once, before anything is measured. */
const MOST_ROWS = 6000;

/** The model with fewer words, then with fewer layers, for networks whose description alone is too large. */
function shortModel(model: RunPayload['model'], layers: number): RunPayload['model'] {
  const half = Math.ceil(layers / 2);
  const kept =
    model.layers.length <= layers
      ? model.layers
      : [...model.layers.slice(0, half), ...model.layers.slice(-half)];
  return { ...model, layers: kept.map(({ details: _, ...layer }) => layer) };
}

/** Bytes that what the layers did may take beside the rest of a run: half of all, and what the rest does not need, up to a limit. */
export function roomForLayers({ layers: _, ...rest }: RunPayload, maxBytes: number): number {
  return Math.min(LAYERS_ROOM, Math.max(LAYERS_SHARE * maxBytes, maxBytes - savedBytes(rest)));
}

/**
 * The run with as many rows as fit into `maxBytes` of saved notebook (see `savedBytes`); `thinned` then says how many of
 * how many are there. Extremes of the losses stay. A run that fits comes back as it is.
 */
export function fitPayload(payload: RunPayload, maxBytes: number): RunPayload {
  const { layers, ...rest } = payload;
  if (!layers) return fitCurves(payload, maxBytes);
  let bytes = savedBytes({ layers });
  let fitted = layers;
  if (bytes > LAYERS_SHARE * maxBytes) {
    fitted = packLayers(layers, roomForLayers(payload, maxBytes));
    if (fitted !== layers) bytes = savedBytes({ layers: fitted });
  }
  const curves = fitCurves(rest, maxBytes - bytes);
  return curves === rest && fitted === layers ? payload : { ...curves, layers: fitted };
}

function fitCurves(payload: RunPayload, maxBytes: number): RunPayload {
  const of = {
    epochs: payload.thinned?.epochs.of ?? payload.epochs.epoch.length,
    steps: Math.max(payload.thinned?.steps.of ?? 0, payload.steps.step.length),
  };
  let whole = payload;
  if (payload.reason && payload.reason.length > LONGEST_REASON)
    whole = { ...payload, reason: `${payload.reason.slice(0, LONGEST_REASON)}…` };
  if (savedBytes(whole) > maxBytes) whole = thinRunEvents(whole, EVENTS_SHARE * maxBytes);
  const at = (epochRows: number, stepRows: number): RunPayload => {
    const epochs = thinEpochs(whole.epochs, epochRows);
    const steps = thinSteps(whole.steps, stepRows);
    const fewer = epochs.epoch.length < of.epochs || steps.step.length < of.steps;
    if (!fewer) return whole;
    return {
      ...whole,
      epochs,
      steps,
      thinned: {
        epochs: { kept: epochs.epoch.length, of: of.epochs },
        steps: { kept: steps.step.length, of: of.steps },
        ...(whole.thinned?.events && { events: whole.thinned.events }),
      },
    };
  };
  let epochRows = Math.min(payload.epochs.epoch.length, MOST_ROWS);
  let stepRows = Math.min(payload.steps.step.length, MOST_ROWS);
  let fitted = at(epochRows, stepRows);
  let bytes = savedBytes(fitted);
  while (bytes > maxBytes && (epochRows > 4 || stepRows > 4)) {
    const fixed = savedBytes(at(2, 2));
    const share = Math.max(0.05, Math.min(0.9, (0.97 * (maxBytes - fixed)) / (bytes - fixed)));
    // The table with more rows gives way first, so that epochs stay whole where steps are many.
    if (stepRows > 2 * epochRows) stepRows = Math.max(4, Math.floor(stepRows * Math.min(share, 0.7)));
    else {
      stepRows = Math.max(4, Math.floor(stepRows * share));
      epochRows = Math.max(4, Math.floor(epochRows * share));
    }
    fitted = at(epochRows, stepRows);
    bytes = savedBytes(fitted);
  }
  for (let layers = 200; bytes > maxBytes && layers >= 2; layers = Math.floor(layers / 2)) {
    whole = { ...whole, model: shortModel(payload.model, layers) };
    fitted = at(4, 4);
    bytes = savedBytes(fitted);
  }
  return fitted;
}
