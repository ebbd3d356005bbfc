import { deflateSync, inflateSync } from 'fflate';
import { fromBase64, type PackedPayload, toBase64 } from '../../../protocol/index.js';
import type { Draw } from '../../conformance/draw.js';
import { jsonText, oddNumbers } from './hostile.js';
import { mutate } from './mutate.js';

type Part = 'text' | 'integers' | 'floats' | 'raw';
const parts: readonly Part[] = ['text', 'integers', 'floats', 'raw'];

const deflated = (bytes: Uint8Array) => ({
  bytes: bytes.length,
  deflate: toBase64(deflateSync(bytes, { level: 6 })),
});
const zeros = (count: number) => toBase64(deflateSync(new Uint8Array(count), { level: 9 }));

/** A mark of the text, with another length, digits or scale. */
function changedMark(text: string, draw: Draw): string {
  const marks = [...text.matchAll(/\{"\$[a-z0-9]+":(\[[^\]]*\]|[^}]*)\}/g)];
  if (marks.length === 0) return text;
  const { 0: mark, index } = draw.pick(marks);
  const number = (draw.pick(oddNumbers) as string).slice('\0literal '.length);
  const changed = draw.pick([
    mark.replace(/\d+(?=[\],}])/, () => number),
    mark.replace(/(\[\d+,)[^\],]*/, (_, before: string) => before + number),
    mark.replace(/\$[a-z0-9]+/, () =>
      draw.pick(['$integers', '$rising', '$samples', '$histograms', '$counts', '$float32', '$bits', '$int8']),
    ),
    '{"$histograms":{"low":[0,1],"high":[1],"bins":1e9,"counts":[]}}',
    '{"$histograms":{"low":7}}',
    '{"$samples":[4,200]}',
    '{"$float32":[1e9,1e9]}',
    '{"$rising":null}',
  ]);
  return text.slice(0, index) + changed + text.slice(index + mark.length);
}

const ways: Record<string, (packed: PackedPayload, part: Part, draw: Draw, id: string) => void> = {
  'a byte changed': (packed, part, draw) => {
    const bytes = fromBase64(packed[part].deflate);
    if (bytes.length > 0) bytes[draw.int(0, bytes.length - 1)] = draw.int(0, 255);
    packed[part].deflate = toBase64(bytes);
  },
  'cut off': (packed, part, draw) => {
    const { deflate } = packed[part];
    packed[part].deflate = deflate.slice(0, draw.int(0, deflate.length));
  },
  'another length': (packed, part, draw) => {
    packed[part].bytes = draw.pick([
      0,
      1,
      packed[part].bytes - 1,
      packed[part].bytes + 1,
      4_194_304,
      5e9,
      -1,
      0.5,
    ]);
  },
  'a bomb': (packed, part, draw) => {
    packed[part] = { bytes: draw.pick([packed[part].bytes, 4_194_304]), deflate: zeros(60_000_000) };
  },
  'a bomb that fits': (packed, part) => {
    packed[part] = { bytes: 4_194_304, deflate: zeros(4_194_304) };
  },
  swapped: (packed, part, draw) => {
    const other = draw.pick(parts);
    [packed[part], packed[other]] = [packed[other], packed[part]];
  },
  'unpacked bytes changed': (packed, part, draw) => {
    const bytes = inflateSync(fromBase64(packed[part].deflate));
    for (let times = draw.int(1, 6); times > 0 && bytes.length > 0; times -= 1)
      bytes[draw.int(0, bytes.length - 1)] = draw.int(0, 255);
    packed[part] = deflated(bytes);
  },
  'a mark changed': (packed, _, draw) => {
    const text = new TextDecoder().decode(inflateSync(fromBase64(packed.text.deflate)));
    packed.text = deflated(new TextEncoder().encode(changedMark(text, draw)));
  },
  'its text damaged': (packed, _, draw, id) => {
    const value = JSON.parse(
      new TextDecoder().decode(inflateSync(fromBase64(packed.text.deflate))),
    ) as object;
    mutate(value as Record<string, unknown>, draw, id);
    packed.text = deflated(new TextEncoder().encode(jsonText(value)));
  },
  'its text is nested': (packed, _, draw) => {
    const depth = draw.pick([100, 20_000, 400_000]);
    packed.text = deflated(new TextEncoder().encode('['.repeat(depth) + ']'.repeat(depth)));
  },
  'another kind': (packed, part, draw, id) => {
    mutate(packed as unknown as Record<string, unknown>, draw, `${id}-${part}`);
  },
};

/** Damages a packed payload in place. @returns What was done, in words. */
export function damagePacked(packed: PackedPayload, draw: Draw, id: string): string {
  const way = draw.pick(Object.keys(ways));
  const part = draw.pick(parts);
  (ways[way] as (typeof ways)[string])(packed, part, draw, id);
  return `packed, ${part}: ${way}`;
}
