import { type RunLayersPayload, runLayersSchema, type SavedLayers } from '../../protocol/index.js';
import { packPayload } from '../drawing/packing/pack.js';
import { unpackPayload } from '../drawing/packing/unpack.js';
import { check } from '../drawing/validation.js';

/** What was packed or unpacked here: an output is packed once, and then drawn, which asks for the same again. */
const known = new WeakMap<object, RunLayersPayload>();

/** The layers of a run as they are saved. */
export function packedLayers(layers: RunLayersPayload): SavedLayers {
  const packed: SavedLayers = {};
  for (const [name, payload] of Object.entries(layers)) {
    const saved = packPayload(payload);
    known.set(saved, { [name]: payload });
    Object.assign(packed, { [name]: saved });
  }
  return packed;
}

/** Those of a run's layers that are whole; a damaged payload is left out. */
export function unpackedLayers(layers: SavedLayers): RunLayersPayload {
  const plain: RunLayersPayload = {};
  for (const [name, layer] of Object.entries(layers)) {
    Object.assign(plain, known.get(layer as object) ?? checkedLayer(name, layer));
  }
  return plain;
}

function checkedLayer(name: string, layer: unknown): RunLayersPayload {
  const unpacked = unpackPayload(layer);
  const checked = check(runLayersSchema, unpacked.ok ? { [name]: unpacked.value } : {});
  if (!checked.ok) return {};
  known.set(layer as object, checked.value);
  return checked.value;
}
