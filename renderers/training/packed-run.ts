import type { RunPayload } from '../../protocol/index.js';
import { packPayload } from '../drawing/packing/pack.js';
import { unpackPayload } from '../drawing/packing/unpack.js';

/** Parts of a run that take most of the room where they are written line by line. */
const PARTS = ['model', 'compile', 'epochs', 'steps', 'callbacks'] as const;
type Part = (typeof PARTS)[number];

/** A run as it is saved: `packed` holds its tables and its model; who, when and how it ended stays readable. */
export type PackedRun = Omit<RunPayload, Part> & { packed: unknown };

export function packRun(run: RunPayload): PackedRun {
  const { model, compile, epochs, steps, callbacks, ...others } = run;
  const parts = { model, compile, epochs, steps, ...(callbacks && { callbacks }) };
  return { ...others, packed: packPayload({ version: 1, ...parts } as { version: 1 }) };
}

/** A saved payload with all parts in their places, not yet checked. Damaged ones are missing, and it does not fit. */
export function unpackRun(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null || !('packed' in raw)) return raw;
  const { packed, ...run } = raw;
  const unpacked = unpackPayload(packed);
  if (!unpacked.ok) return { ...run, model: unpacked.where };
  const parts = unpacked.value as Partial<Record<Part, unknown>> | null;
  const whole: Record<string, unknown> = { ...run };
  for (const part of PARTS) if (parts?.[part] !== undefined) whole[part] = parts[part];
  return whole;
}
