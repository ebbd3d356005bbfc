import {
  type ActivationLayer,
  type ActivationsPayload,
  dequantize,
  fromSample,
  unpackMatrix,
  type ValueFacts,
} from '../../protocol/index.js';

/** What keeps a payload's parts from belonging together, in one line; `null` where all fit. */
export function damage({ samples, layers }: ActivationsPayload): string | null {
  for (const { name, facts, strip, maps } of layers) {
    if (facts.length !== samples) return `"${name}" has facts of ${facts.length} samples, not ${samples}`;
    if (strip && (strip.values.rows !== samples || strip.values.columns !== strip.units.length))
      return `the values of "${name}" are not ${samples} × ${strip.units.length}`;
    if (maps) {
      const { values, channels, height, width } = maps;
      if (values.rows !== samples * channels.length || values.columns !== height * width)
        return `the maps of "${name}" are not ${samples * channels.length} of ${height} × ${width}`;
    }
    const wrong = unpacked({ strip, maps });
    if (wrong !== null) return `"${name}": ${wrong}`;
  }
  return null;
}

function unpacked({
  strip,
  maps,
}: {
  strip: ActivationLayer['strip'];
  maps: ActivationLayer['maps'];
}): string | null {
  try {
    if (strip) unpackMatrix(strip.values);
    if (maps) dequantize(maps.values);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Values of one sample that are drawn together: a map of a channel, or all units of a strip as one row. */
export interface Tile {
  /** The channel; of a strip undefined. */
  channel?: number;
  height: number;
  width: number;
  /** Row by row. */
  values: Float32Array;
}

/** What is drawn of a layer for a sample; nothing for what has numbers alone. */
export function tilesOf({ strip, maps }: ActivationLayer, sample: number): Tile[] {
  if (strip) {
    const width = strip.units.length;
    return [
      { height: 1, width, values: unpackMatrix(strip.values).subarray(sample * width, (sample + 1) * width) },
    ];
  }
  if (!maps) return [];
  const { height, width, channels } = maps;
  const all = dequantize(maps.values);
  const size = height * width;
  return channels.map((channel, index) => {
    const from = (sample * channels.length + index) * size;
    return { channel, height, width, values: all.subarray(from, from + size) };
  });
}

/** From here on so large a share of zeros, or of saturated values, is told as a warning. */
export const ZERO_LIMIT = 0.9;
export const SATURATED_LIMIT = 0.5;

export type ActivationCall =
  | { kind: 'not-finite'; layer: string; share: number }
  | { kind: 'silent'; layer: string }
  | { kind: 'zeros' | 'saturated'; layer: string; share: number; activation: string };

const rectified = /^relu6?$/;

/** What is wrong with a layer for a sample, by the rules of `docs/signals.md`. @param last The layer is the model's last. */
export function callOf(layer: ActivationLayer, sample: number, last: boolean): ActivationCall | null {
  const facts = layer.facts[sample];
  const { name, activation = '' } = layer;
  if (!facts || facts.count === 0 || layer.className === 'InputLayer') return null;
  const share = (part: number) => part / facts.count;
  if (facts.notFinite > 0) return { kind: 'not-finite', layer: name, share: share(facts.notFinite) };
  if (facts.zeros === facts.count) return { kind: 'silent', layer: name };
  if (rectified.test(activation) && share(facts.zeros) >= ZERO_LIMIT)
    return { kind: 'zeros', layer: name, share: share(facts.zeros), activation };
  const saturated = share(facts.saturated ?? 0);
  // The last layer may be as sure as it likes.
  if (!last && saturated >= SATURATED_LIMIT)
    return { kind: 'saturated', layer: name, share: saturated, activation };
  return null;
}

/** What is wrong for a sample, in the order of the layers. */
export const callsOf = ({ layers }: ActivationsPayload, sample: number): ActivationCall[] =>
  layers.flatMap((layer, index) => callOf(layer, sample, index === layers.length - 1) ?? []);

/** A class and what the model gives it. */
export interface ClassShare {
  name: string;
  share: number;
}

const TOP = 5;

/** The classes of a last layer that tells probabilities, the likeliest first; `null` for any other. */
export function answerOf({ layers, labels }: ActivationsPayload, sample: number): ClassShare[] | null {
  const last = layers.at(-1);
  if (!last?.strip || last.strip.units.length !== last.units || last.facts[sample]?.notFinite) return null;
  const values = tilesOf(last, sample)[0]?.values ?? new Float32Array(0);
  const [only = 0] = values;
  if (last.activation === 'sigmoid' && values.length === 1)
    return labels?.length === 2
      ? [
          { name: labels[1] as string, share: only },
          { name: labels[0] as string, share: 1 - only },
        ].sort((a, b) => b.share - a.share)
      : null;
  if (last.activation !== 'softmax') return null;
  return Array.from(values, (share, index) => ({ name: labels?.[index] ?? String(index), share }))
    .sort((a, b) => b.share - a.share)
    .slice(0, TOP);
}

/** The scale of a layer's colours: the greatest magnitude of all its samples, so that samples can be compared. */
export const scaleOf = ({ facts }: ActivationLayer): number =>
  Math.max(
    0,
    ...facts.flatMap(({ min, max }) => [Math.abs(fromSample(min) ?? 0), Math.abs(fromSample(max) ?? 0)]),
  );

/** How many of the layer's units or channels are shown. */
export const shownUnits = ({ strip, maps, shape, units }: ActivationLayer): number =>
  strip?.units.length ?? (maps && shape.length > 2 ? maps.channels.length : units);

export const zeroShare = ({ zeros, count }: ValueFacts): number => (count > 0 ? zeros / count : 0);
