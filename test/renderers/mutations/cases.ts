import type { PackedPayload } from '../../../protocol/index.js';
import { packPayload } from '../../../renderers/drawing/packing/pack.js';
import { pictureExamples } from '../../../renderers/examples.js';
import type { PictureName } from '../../../renderers/registry.js';
import { Draw } from '../../conformance/draw.js';
import { hostileCharts, usualCharts } from './charts.js';
import { damagePacked } from './damage-packed.js';
import { jsonText } from './hostile.js';
import { layerPictureNames } from './layer-pictures.js';
import { mutate } from './mutate.js';

/** One damaged payload, the same each time for its picture and number. */
export interface MutationCase {
  picture: PictureName;
  number: number;
  /** Names the case in what its scripts and addresses would do. */
  id: string;
  example: string;
  /** What was done, and where. */
  what: string;
  text: string;
}

const isPacked = (value: unknown): value is PackedPayload =>
  (value as { version?: unknown } | null | undefined)?.version === 2;

const sources: Record<string, Record<string, () => unknown>> = {
  ...pictureExamples,
  'vega-lite': { ...pictureExamples['vega-lite'], ...usualCharts },
};
const texts = new Map<string, string>();

/** An example, as JSON brings it. */
function textOf(picture: PictureName, example: string): string {
  const key = `${picture} ${example}`;
  const text = texts.get(key) ?? JSON.stringify(sources[picture]?.[example]?.());
  texts.set(key, text);
  return text;
}

const copyOf = (picture: PictureName, example: string): Record<string, unknown> =>
  JSON.parse(textOf(picture, example)) as Record<string, unknown>;

/** Longer examples are drawn slowly, and less often. */
const LONG = 60_000;
const SELDOM = 6;

/** Each in turn, so that all are among any few hundred cases. */
function exampleOf(picture: PictureName, number: number, draw: Draw): string {
  const names = Object.keys(sources[picture] ?? {});
  const example = names[number % names.length] as string;
  if (textOf(picture, example).length < LONG || draw.int(1, SELDOM) === 1) return example;
  return draw.pick(names.filter((name) => textOf(picture, name).length < LONG));
}

/** Packed payloads anywhere in a payload. */
function packedIn(value: unknown): PackedPayload[] {
  if (typeof value !== 'object' || value === null) return [];
  return isPacked(value) ? [value] : Object.values(value).flatMap(packedIn);
}

/** Damage of the text itself. */
function damagedText(text: string, draw: Draw): { text: string; what: string } {
  const at = draw.int(0, text.length - 1);
  return draw.pick([
    { text: text.slice(0, at), what: `cut off after ${at} characters` },
    { text: text.slice(0, at) + text.slice(at + 1), what: `character ${at} is lost` },
    { text: `\ufeff${text}`, what: 'a byte order mark' },
    { text: text.replace('{', '{"version":9,'), what: 'version twice' },
    { text: text.replace(/"name":/, '"name":7,"name":'), what: 'name twice' },
    ...['', 'null', '[]', '7', '""', '{}', '[[[', 'NaN'].map((each) => ({ text: each, what: `is ${each}` })),
  ]);
}

/** Of a case: damage upon damage may multiply, and what is far beyond the limit of a payload is refused unread. */
const MOST_TEXT = 2_000_000;

export function mutationCase(picture: PictureName, number: number): MutationCase {
  for (let again = 0; ; again += 1) {
    const made = attempt(picture, number, new Draw(`${picture} ${number}${again ? `, again ${again}` : ''}`));
    if (made) return made;
  }
}

/** @returns null where the text grew beyond what can be drawn. */
function attempt(picture: PictureName, number: number, draw: Draw): MutationCase | null {
  try {
    const made = damaged(picture, number, draw);
    return made.text.length <= MOST_TEXT ? made : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function damaged(picture: PictureName, number: number, draw: Draw): MutationCase {
  const id = `${picture}-${number}`;
  if (picture === 'vega-lite' && draw.int(0, 1) === 0) {
    const example = draw.pick(Object.keys(hostileCharts));
    const spec = hostileCharts[example]?.(draw, id) as Record<string, unknown>;
    const what = draw.int(0, 3) === 0 ? mutate(spec, draw, id) : '';
    return {
      picture,
      number,
      id,
      example,
      what: `as it is made${what && `; ${what}`}`,
      text: jsonText(spec),
    };
  }
  const example = exampleOf(picture, number, draw);
  const payload = copyOf(picture, example);
  const way = draw.int(0, 99);
  if (way < 3) return { picture, number, id, example, ...damagedText(jsonText(payload), draw) };
  const within = packedIn(payload);
  if (within.length > 0 && way < 30) {
    const what = damagePacked(draw.pick(within), draw, id);
    return { picture, number, id, example, what, text: jsonText(payload) };
  }
  if (layerPictureNames.includes(picture) && way < 30) {
    const packed = packPayload(payload as { version: 1 });
    const what = damagePacked(packed, draw, id);
    return { picture, number, id, example, what, text: jsonText(packed) };
  }
  const what = mutate(payload, draw, id);
  const text = jsonText(payload);
  if (!layerPictureNames.includes(picture) || way < 85 || what.includes('nested deep'))
    return { picture, number, id, example, what, text };
  const packed = jsonText(packPayload(JSON.parse(text) as { version: 1 }));
  return { picture, number, id, example, what: `${what}; then packed`, text: packed };
}
