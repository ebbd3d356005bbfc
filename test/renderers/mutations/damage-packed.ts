import { deflateSync, inflateSync } from 'fflate';
import { fromBase64, type PackedPayload, toBase64 } from '../../../protocol/index.js';
import { checksum } from '../../../renderers/drawing/packing/checksum.js';
import { fromDenseText, toDenseText } from '../../../renderers/drawing/packing/dense-text.js';
import type { Draw } from '../../conformance/draw.js';
import { jsonText, oddNumbers } from './hostile.js';
import { mutate } from './mutate.js';

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
      draw.pick([
        '$integers',
        '$rising',
        '$samples',
        '$grid',
        '$histograms',
        '$counts',
        '$float32',
        '$bits',
        '$int8',
      ]),
    ),
    '{"$histograms":{"low":[0,1],"high":[1],"bins":1e9,"counts":[]}}',
    '{"$histograms":{"low":7}}',
    '{"$samples":[4,200]}',
    '{"$float32":[1e9,1e9,0]}',
    '{"$float32":[4,4,-1]}',
    '{"$grid":[4,0]}',
    '{"$rising":null}',
  ]);
  return text.slice(0, index) + changed + text.slice(index + mark.length);
}

const coded = (bytes: Uint8Array) => ({
  coded: toDenseText(bytes),
  length: bytes.length,
  crc32: checksum(bytes),
});

/** Bytes, of which some are others now. */
function changedBytes(bytes: Uint8Array, draw: Draw, times: number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  for (let left = times; left > 0 && changed.length > 0; left -= 1)
    changed[draw.int(0, changed.length - 1)] = draw.int(0, 255);
  return changed;
}

const ways: Record<string, (packed: PackedPayload, draw: Draw, id: string) => void> = {
  'a byte of the text changed': (packed, draw) => {
    packed.text.deflate = toBase64(changedBytes(fromBase64(packed.text.deflate), draw, 1));
  },
  'a character of the values changed': ({ values }, draw) => {
    const at = draw.int(0, Math.max(0, values.coded.length - 1));
    values.coded = values.coded.slice(0, at) + draw.pick([...'!~ "\\<é']) + values.coded.slice(at + 1);
  },
  'values changed, with their checksum': (packed, draw) => {
    const bytes = fromDenseText(packed.values.coded, packed.values.length);
    Object.assign(packed.values, coded(changedBytes(bytes, draw, draw.int(1, 6))));
  },
  'the text cut off': (packed, draw) => {
    const { deflate } = packed.text;
    packed.text.deflate = deflate.slice(0, draw.int(0, deflate.length));
  },
  'the values cut off, with their checksum': (packed, draw) => {
    const bytes = fromDenseText(packed.values.coded, packed.values.length);
    Object.assign(packed.values, coded(bytes.slice(0, draw.int(0, bytes.length))));
  },
  'another length': ({ text, values }, draw) => {
    const part = draw.pick<{ bytes: number }>([text, values]);
    part.bytes = draw.pick([0, 1, part.bytes - 1, part.bytes + 1, 4_194_304, 5e9, -1, 0.5]);
  },
  'another length of what is coded': ({ values }, draw) => {
    values.length = draw.pick([0, 1, values.length - 1, values.length + 1, 4_194_304, 5e9, -1, 0.5]);
  },
  'a bomb': (packed, draw) => {
    packed.text = { bytes: draw.pick([packed.text.bytes, 4_194_304]), deflate: zeros(60_000_000) };
  },
  'a bomb that fits': (packed) => {
    packed.text = { bytes: 4_194_304, deflate: zeros(4_194_304) };
  },
  'values without end': (packed, draw) => {
    const mark = draw.pick(['{"$bits":[2000000,16]}', '{"$float32":[1048576,1,0]}', '{"$integers":1048576}']);
    packed.text = deflated(new TextEncoder().encode(`{"version":1,"a":${mark}}`));
    packed.values.bytes = 4_194_304;
  },
  'a mark changed': (packed, draw) => {
    const text = new TextDecoder().decode(inflateSync(fromBase64(packed.text.deflate)));
    packed.text = deflated(new TextEncoder().encode(changedMark(text, draw)));
  },
  'its text damaged': (packed, draw, id) => {
    const value = JSON.parse(
      new TextDecoder().decode(inflateSync(fromBase64(packed.text.deflate))),
    ) as object;
    mutate(value as Record<string, unknown>, draw, id);
    packed.text = deflated(new TextEncoder().encode(jsonText(value)));
  },
  'its text is nested': (packed, draw) => {
    const depth = draw.pick([100, 20_000, 400_000]);
    packed.text = deflated(new TextEncoder().encode('['.repeat(depth) + ']'.repeat(depth)));
  },
  'another kind': (packed, draw, id) => {
    mutate(packed as unknown as Record<string, unknown>, draw, id);
  },
};

/** Damages a packed payload in place. @returns What was done, in words. */
export function damagePacked(packed: PackedPayload, draw: Draw, id: string): string {
  const way = draw.pick(Object.keys(ways));
  (ways[way] as (typeof ways)[string])(packed, draw, id);
  return `packed: ${way}`;
}
