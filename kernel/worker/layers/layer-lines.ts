import type { KeptLayers } from '../../recorder/layers/index.js';

/** The arrays that a line may hold, by the names under which JSON carries their bytes in base64. */
const ARRAYS = { u8: Uint8Array, u32: Uint32Array, f32: Float32Array, f64: Float64Array } as const;
type ArrayName = keyof typeof ARRAYS;

/** One line of `layers.jsonl`. JSON has no NaN or infinities outside of arrays; they are written as words. */
export function layerLine({ plan, records }: KeptLayers): string {
  return `${JSON.stringify({ ...(plan && { plan }), records }, (_key, value: unknown) => {
    if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
    for (const [name, type] of Object.entries(ARRAYS))
      if (value instanceof type)
        return { [name]: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') };
    return value;
  })}\n`;
}

/** The whole lines of a `layers.jsonl`; a half-written last one, as after a crash, is dropped. */
export function readLayerLines(text: string): KeptLayers[] {
  const lines = text.split('\n').slice(0, -1);
  return lines.flatMap((line, at) => {
    try {
      return [JSON.parse(line, revive) as KeptLayers];
    } catch (error) {
      // A line that was cut and written on: what follows it is whole.
      if (at === 0) throw error;
      return [];
    }
  });
}

const WORDS: Record<string, number> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
};

function revive(key: string, value: unknown): unknown {
  if (typeof value === 'string' && value in WORDS && key !== 'name' && key !== 'layer') return WORDS[value];
  if (typeof value !== 'object' || value === null) return value;
  const [[name, bytes] = ['', undefined], ...others] = Object.entries(value);
  if (others.length > 0 || !(name in ARRAYS) || typeof bytes !== 'string') return value;
  const buffer = Uint8Array.from(Buffer.from(bytes, 'base64')).buffer;
  return new ARRAYS[name as ArrayName](buffer);
}
