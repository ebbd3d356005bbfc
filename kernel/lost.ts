import type { Json, Locale, MimeBundle } from '../protocol/index.js';
import { packPayload } from '../renderers/drawing/packing/pack.js';
import { unpackPayload } from '../renderers/drawing/packing/unpack.js';
import { forms, type PictureName, pictures } from '../renderers/registry.js';
import { setLocale } from '../words/index.js';

// A bundle of its own: whoever sees a kernel end draws its runs with it, and nobody else needs to load the drawing.

interface Payload {
  version?: number;
  kind?: string;
  status?: string;
  reason?: string;
  runs?: Payload[];
  layers?: Record<string, unknown>;
}

/** The forms of an output of a kernel that is gone: the runs in it that went on are lost, for this reason. */
export async function lostForms(data: MimeBundle, reason: string, locale: Locale): Promise<MimeBundle> {
  setLocale(locale);
  for (const [mime, value] of Object.entries(data)) {
    const name = nameOf(mime);
    const unpacked = name && unpackPayload(value);
    if (!unpacked?.ok) continue;
    const drawn = await forms(name as never, lostRun(unpacked.value as Payload, reason) as never, { locale });
    return { ...data, ...drawn };
  }
  return data;
}

function nameOf(mime: string): PictureName | undefined {
  const name = /^application\/vnd\.epochbook\.(.*)\.v1\+json$/.exec(mime)?.[1] ?? '';
  return Object.hasOwn(pictures, name) ? (name as PictureName) : undefined;
}

function lostRun(payload: Payload, reason: string): Payload {
  const { kind, status, runs, layers } = payload;
  return {
    ...payload,
    ...(status === 'running' && { status: 'lost', ...(kind === 'run' && { reason }) }),
    ...(Array.isArray(runs) && { runs: runs.map((run) => lostRun(run, reason)) }),
    ...(layers && !Array.isArray(layers) && { layers: lostLayers(layers, reason) }),
  };
}

/** What the layers of a run did is packed within it. */
function lostLayers(layers: Record<string, unknown>, reason: string): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(layers).map(([name, layer]) => {
      const unpacked = unpackPayload(layer);
      if (!unpacked.ok) return [name, layer as Json];
      const lost = lostRun(unpacked.value as Payload, reason) as { version: 1 };
      return [name, packPayload(lost) as unknown as Json];
    }),
  );
}
