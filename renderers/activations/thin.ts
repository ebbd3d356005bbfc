import {
  type ActivationLayer,
  type ActivationMaps,
  type ActivationsPayload,
  fromBase64,
  toBase64,
} from '../../protocol/index.js';
import { savedPackedBytes } from '../drawing/packing/saved-packed-bytes.js';
import { spacedRows } from '../drawing/thin-packed.js';

/** Channels that each layer keeps, at most. */
const CHANNELS = [12, 8, 4, 2, 1];

/** Fewer channels of each sample, evenly spread. */
function fewerChannels(maps: ActivationMaps, samples: number, most: number): ActivationMaps {
  const { channels, height, width, values } = maps;
  if (channels.length <= most) return maps;
  const kept = spacedRows(channels.length, most);
  const size = height * width;
  const bytes = fromBase64(values.int8);
  const fewer = new Uint8Array(samples * kept.length * size);
  for (let sample = 0; sample < samples; sample++)
    kept.forEach((channel, at) => {
      const from = (sample * channels.length + channel) * size;
      fewer.set(bytes.subarray(from, from + size), (sample * kept.length + at) * size);
    });
  return {
    ...maps,
    channels: kept.map((at) => channels[at] as number),
    values: { ...values, rows: samples * kept.length, int8: toBase64(fewer) },
  };
}

const withChannels = (payload: ActivationsPayload, most: number): ActivationsPayload => ({
  ...payload,
  thinned: 'channels',
  layers: payload.layers.map(
    (layer): ActivationLayer =>
      layer.maps ? { ...layer, maps: fewerChannels(layer.maps, payload.samples, most) } : layer,
  ),
});

/** The input and the last layer keep what is drawn of them. */
const ends = (payload: ActivationsPayload): ActivationsPayload => ({
  ...payload,
  thinned: 'values',
  layers: withChannels(payload, 1).layers.map(({ strip, maps, ...layer }, index, all) =>
    index === 0 || index === all.length - 1
      ? { ...layer, ...(strip && { strip }), ...(maps && { maps }) }
      : layer,
  ),
});

/** First channels give way, then what is drawn of the hidden layers; their numbers stay. Null where nothing fits. */
export function thinActivations(payload: ActivationsPayload, maxBytes: number): ActivationsPayload | null {
  const fits = (made: ActivationsPayload) => savedPackedBytes(made, maxBytes) <= maxBytes;
  if (fits(payload)) return payload;
  for (const most of CHANNELS) {
    const made = withChannels(payload, most);
    if (fits(made)) return made;
  }
  const last = ends(payload);
  return fits(last) ? last : null;
}
