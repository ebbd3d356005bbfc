import type { KeptLayers } from '../../recorder/layers/index.js';

/** The arrays that a line may hold, by the names under which JSON carries their bytes in base64. */
const ARRAYS = { u8: Uint8Array, u32: Uint32Array, f32: Float32Array, f64: Float64Array } as const;
type ArrayName = keyof typeof ARRAYS;

/** One line of `layers.jsonl`. JSON has no NaN or infinities outside of arrays; they are written as words. */
export const layerLine = ({ plan, records }: KeptLayers): string =>
  `${JSON.stringify(written({ ...(plan && { plan }), records }))}\n`;

/** A value as JSON can hold it. A walk of our own: a replacer, which is called for every number, takes several times as long. */
function written(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(written);
  if (ArrayBuffer.isView(value)) return bytesOf(value);
  const copy: Record<string, unknown> = {};
  for (const key in value) copy[key] = written((value as Record<string, unknown>)[key]);
  return copy;
}

function bytesOf(view: ArrayBufferView): unknown {
  const name = Object.entries(ARRAYS).find(([, type]) => view instanceof type)?.[0];
  if (name === undefined) throw new TypeError(`${view.constructor.name} has no name in layers.jsonl.`);
  return { [name]: Buffer.from(view.buffer, view.byteOffset, view.byteLength).toString('base64') };
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
