import type { Json, Locale, MimeBundle } from '../protocol/index.js';
import { packPayload } from '../renderers/drawing/packing/pack.js';
import { unpackPayload } from '../renderers/drawing/packing/unpack.js';
import { forms, type PictureName, pictures } from '../renderers/registry.js';
import { unpackRun } from '../renderers/training/packed-run.js';
import { setLocale } from '../words/index.js';
import { type RunEnding, type RunsPayload, withEndings } from './run-ending.js';
import { storedRun } from './stored-run.js';

// A bundle of its own: whoever sees a kernel end draws its runs with it, and nobody else needs to load the drawing.

/**
 * The forms of an output whose kernel is gone, with the runs in it that went on as `endings` has them.
 *
 * @param folder The notebook's, where the log of a run may hold more of it than the output, which was saved before.
 */
export async function settledForms(
  data: MimeBundle,
  endings: ReadonlyMap<string, RunEnding>,
  locale: Locale,
  folder?: string,
): Promise<MimeBundle> {
  setLocale(locale);
  for (const [mime, value] of Object.entries(data)) {
    const name = nameOf(mime);
    const unpacked = name && unpackPayload(value);
    if (!unpacked?.ok) continue;
    const saved = unpackRun(unpacked.value);
    const known = folder === undefined ? saved : withStored(saved as RunsPayload, folder);
    const settled = settle(known as RunsPayload, endings, name === 'training');
    return { ...data, ...(await forms(name as never, settled as never, { locale })) };
  }
  return data;
}

function nameOf(mime: string): PictureName | undefined {
  const name = /^application\/vnd\.epochbook\.(.*)\.v1\+json$/.exec(mime)?.[1] ?? '';
  return Object.hasOwn(pictures, name) ? (name as PictureName) : undefined;
}

/** A run with all that was stored of it. */
function withStored(payload: RunsPayload, folder: string): RunsPayload {
  const { kind, id, status, view, layers } = payload;
  if (kind !== 'run' || status !== 'running') return payload;
  const stored = storedRun(folder, id ?? '');
  return stored ? { ...(stored as object), status, view, ...(layers && { layers }) } : payload;
}

/** @param tells Whether the payload says how a run ended, or its status alone. */
function settle(payload: RunsPayload, endings: ReadonlyMap<string, RunEnding>, tells: boolean): RunsPayload {
  const settled = withEndings(payload, endings, tells);
  const { runs, layers } = settled;
  return {
    ...settled,
    ...(Array.isArray(runs) && { runs: runs.map((run) => settle(run, endings, tells)) }),
    ...(layers && !Array.isArray(layers) && { layers: settleLayers(layers, endings) }),
  };
}

/** What the layers of a run did is packed within it. */
function settleLayers(
  layers: Record<string, unknown>,
  endings: ReadonlyMap<string, RunEnding>,
): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(layers).map(([name, layer]) => {
      const unpacked = unpackPayload(layer);
      if (!unpacked.ok) return [name, layer as Json];
      const settled = settle(unpacked.value as RunsPayload, endings, false) as { version: 1 };
      return [name, packPayload(settled) as unknown as Json];
    }),
  );
}
