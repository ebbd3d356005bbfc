import {
  type CallbackLane,
  fromSample,
  MOST_CURVE,
  type RunPayload,
  type RunSummary,
} from '../../protocol/index.js';
import { higherIsBetter } from '../../renderers/drawing/metric-direction.js';
import { divergenceOf, isLost } from '../../renderers/training/divergence.js';
import { thinRows } from '../../renderers/training/thin.js';
import { isOwnerAlive } from '../run-owner.js';
import type { RunLabels } from './labels.js';
import type { RunLogReader } from './log-reader.js';

/** What is known of the files of a run. */
export interface RunFiles {
  path: string;
  id: string;
  /** Of its log, in milliseconds since 1970. */
  changedAt: number;
}

/** What the history lists of a run, as far as its log has been read. */
export function summaryOf(reader: RunLogReader, files: RunFiles, { name, note }: RunLabels): RunSummary {
  const { path, id, changedAt } = files;
  const written = { ...(name !== undefined && { renamed: name }), ...(note !== undefined && { note }) };
  const { start, problem } = reader;
  const payload = reader.payload();
  const told = problem && { problem };
  const unknown = { epochs: { done: 0, planned: 0 }, elapsedMs: 0, curve: [], checkpoints: 0 };
  if (!start || !payload)
    return {
      path,
      id,
      name: id,
      ...written,
      status: 'unreadable',
      startedAt: changedAt,
      ...unknown,
      ...told,
    };
  const { compile, plan, model, epochs } = payload;
  // What is told of a divergence counts in epochs.
  const divergence = payload.imported?.by === 'step' ? null : divergenceOf(payload);
  return {
    path,
    id,
    name: payload.name,
    ...written,
    ...statusOf(payload, reader),
    ...(divergence && { diverged: divergence.epoch }),
    startedAt: start.startedAt,
    elapsedMs: payload.progress.elapsedMs,
    epochs: { done: epochs.epoch.at(-1) ?? plan.initialEpoch, planned: plan.epochs },
    ...judged(payload, divergence),
    settings: {
      optimizer: compile.optimizer,
      learningRate: compile.learningRate,
      batchSize: plan.batchSize,
      loss: compile.loss.join(', '),
      parameters: model.parameters,
    },
    ...(payload.imported && { imported: { from: payload.imported.from, by: payload.imported.by } }),
    engine: payload.engine.name,
    ...(start.notebook && { notebook: start.notebook }),
    checkpoints: payload.callbacks?.events.filter(({ kind }) => kind === 'saved').length ?? 0,
    ...told,
  };
}

/** A run without an end whose process is gone is lost; nobody may have told its log. */
export function statusOf(
  { status, reason }: RunPayload,
  { start }: Pick<RunLogReader, 'start'>,
): Pick<RunSummary, 'status' | 'reason'> {
  if (status === 'running' && start && !isOwnerAlive(start)) return { status: 'lost' };
  return { status, ...(reason !== undefined && { reason }) };
}

/** The metric that tells how good a run is, its best value before it diverged, and its curve. */
function judged(
  { epochs, callbacks }: RunPayload,
  divergence: ReturnType<typeof divergenceOf>,
): Pick<RunSummary, 'metric' | 'more' | 'best' | 'curve'> {
  const { metric, more } = metricOf(Object.keys(epochs.logs), callbacks?.lanes ?? []);
  if (metric === undefined) return { curve: [] };
  const samples = epochs.logs[metric] ?? [];
  const values = samples.map(fromSample);
  let best: RunSummary['best'];
  for (const [row, value] of values.entries()) {
    const epoch = epochs.epoch[row] as number;
    if (value === null || !Number.isFinite(value) || isLost(divergence, metric, epoch)) continue;
    if (!best || (more ? value > best.value : value < best.value)) best = { epoch, value };
  }
  const rows = thinRows(epochs.epoch, [values], MOST_CURVE);
  return { metric, more, ...(best && { best }), curve: rows.map((row) => samples[row] ?? null) };
}

function metricOf(
  logs: readonly string[],
  lanes: readonly CallbackLane[],
): { metric?: string; more: boolean } {
  const lane = lanes.find(({ monitor }) => monitor !== undefined && logs.includes(monitor));
  const metric = lane?.monitor ?? ['val_loss', 'loss'].find((name) => logs.includes(name)) ?? logs[0];
  const byName = metric !== undefined && higherIsBetter(metric);
  return { metric, more: lane?.mode === undefined ? byName : lane.mode === 'max' };
}
