import { inflateRawSync } from 'node:zlib';
import { type Json, MAX_UNPACKED_BYTES, type MimeBundle } from '../protocol/index.js';

/** A run that a picture shows. */
export interface ShownRun {
  id: string;
  /** For people: "Run 3". */
  name: string;
}

interface RunLike {
  /** Of a run of its own, and of one that is compared. */
  id?: Json;
  /** What the pictures of a run's callbacks and layers call it. */
  run?: Json;
  name?: Json;
  status?: Json;
  runs?: Json;
}

const PICTURE = /^application\/vnd\.epochbook\./;

/** The runs that an output says are at work. */
export function shownAsRunning(data: MimeBundle): ShownRun[] {
  const payloads = Object.entries(data).flatMap(([mime, value]) =>
    PICTURE.test(mime) ? [plain(value)] : [],
  );
  return payloads.flatMap(runningIn).flatMap(({ id, run, name }) => {
    const known = id ?? run;
    return typeof known === 'string' ? [{ id: known, name: String(name) }] : [];
  });
}

/** The run of a payload, or those of a table of runs, that go on. */
function runningIn(payload: RunLike): RunLike[] {
  const { runs } = payload;
  const all = Array.isArray(runs) ? (runs as RunLike[]) : [payload];
  return all.filter((run) => run?.status === 'running');
}

/** A packed payload without its large parts: what is looked for here stays in its text. */
function plain(value: Json): RunLike {
  if (typeof value !== 'object' || value === null) return {};
  const { version, text } = value as { version?: Json; text?: { deflate?: Json } };
  if (version !== 2 && version !== 3) return value as RunLike;
  try {
    const packed = Buffer.from(String(text?.deflate), 'base64');
    return JSON.parse(inflateRawSync(packed, { maxOutputLength: MAX_UNPACKED_BYTES }).toString()) as RunLike;
  } catch {
    // Damaged: its view says so.
    return {};
  }
}
