import type { GroupPayload, TrainingPayload } from '../../protocol/index.js';
import type { Picture } from '../drawing/picture.js';
import { savedBytes } from '../drawing/saved-bytes.js';
import { withLayerStills, withLayerTexts } from './layer-stills.js';
import { packRun } from './packed-run.js';
import { trainingSvg } from './picture.js';
import { wholeTrainingSchema } from './schema.js';
import { trainingTables } from './tables.js';
import { trainingText } from './text.js';
import { fitPayload } from './thin.js';

/** Of a group, shorter curves; then only the runs' values, and nothing of their layers. */
function fitGroup(payload: GroupPayload, maxBytes: number): GroupPayload | null {
  const bare = payload.runs.map(({ layers, ...run }) => (layers ? { ...run, layers: {} } : run));
  return fitCurves(payload, maxBytes) ?? fitCurves({ ...payload, runs: bare }, maxBytes);
}

function fitCurves(payload: GroupPayload, maxBytes: number): GroupPayload | null {
  for (const points of [60, 30, 12, 4, 0]) {
    const fitted = {
      ...payload,
      runs: payload.runs.map((run) => ({
        ...run,
        curves: Object.fromEntries(
          Object.entries(run.curves).map(([name, values]) => [name, spread(values, points)]),
        ),
      })),
    };
    if (savedBytes(fitted) <= maxBytes) return fitted;
  }
  return null;
}

/** At most `count` of the values, evenly spread, with the first and the last. */
function spread<T>(values: readonly T[], count: number): T[] {
  if (values.length <= count) return [...values];
  return Array.from(
    { length: count },
    (_, index) => values[Math.round((index / Math.max(1, count - 1)) * (values.length - 1))] as T,
  );
}

export { trainingSvg };

export const trainingPicture: Picture<TrainingPayload> = {
  name: 'training',
  schema: wholeTrainingSchema,
  fit(payload, maxBytes) {
    if (payload.kind === 'group') return fitGroup(payload, maxBytes);
    const fitted = fitPayload(payload, maxBytes);
    return savedBytes(fitted) <= maxBytes ? fitted : null;
  },
  pack: (payload) => (payload.kind === 'run' ? packRun(payload) : payload),
  async svg(payload, options) {
    const svg = await trainingSvg(payload, options);
    return payload.kind === 'run' ? withLayerStills(svg, payload, options) : svg;
  },
  tables: trainingTables,
  text(payload, locale) {
    const text = trainingText(payload, locale);
    return payload.kind === 'run' ? withLayerTexts(text, payload, locale) : text;
  },
};
