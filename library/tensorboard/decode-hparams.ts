import type { Hyperparameters, HyperparameterValue } from './hparams.js';
import { Wire } from './wire.js';

/** What the plugin `hparams` was told of a trial. */
export interface DecodedHparams {
  hparams?: Hyperparameters;
  status?: 'success' | 'failure' | 'running' | 'unknown';
}

const STATUS = ['unknown', 'success', 'failure', 'running'] as const;
const utf8 = new TextDecoder();

/**
 * The plugin's own data: the hyperparameters at the start of a trial, or how it ended. What else there is (the plan of an
 * experiment) gives nothing.
 *
 * @throws RangeError where the bytes are no such message.
 */
export function decodeHparams(content: Uint8Array): DecodedHparams {
  const wire = new Wire().open(content);
  const decoded: DecodedHparams = {};
  for (let field = wire.field(); field; field = wire.field()) {
    if (field === 3) {
      const outer = wire.enter();
      decoded.hparams = readStart(wire);
      wire.leave(outer);
    } else if (field === 4) {
      const outer = wire.enter();
      decoded.status = readEnd(wire);
      wire.leave(outer);
    } else wire.skip();
  }
  return decoded;
}

function readStart(wire: Wire): Hyperparameters {
  const hparams: [string, HyperparameterValue][] = [];
  for (let field = wire.field(); field; field = wire.field()) {
    if (field !== 1) {
      wire.skip();
      continue;
    }
    const outer = wire.enter();
    let key = '';
    let value: HyperparameterValue | undefined;
    for (let inner = wire.field(); inner; inner = wire.field()) {
      if (inner === 1) key = utf8.decode(wire.part());
      else if (inner === 2) value = readValue(wire);
      else wire.skip();
    }
    wire.leave(outer);
    if (value !== undefined) hparams.push([key, value]);
  }
  return Object.fromEntries(hparams);
}

/** A `google.protobuf.Value`. */
function readValue(wire: Wire): HyperparameterValue | undefined {
  const outer = wire.enter();
  let value: HyperparameterValue | undefined;
  for (let field = wire.field(); field; field = wire.field()) {
    if (field === 2) value = wire.double();
    else if (field === 3) value = utf8.decode(wire.part());
    else if (field === 4) value = wire.whole() !== 0;
    else wire.skip();
  }
  wire.leave(outer);
  return value;
}

function readEnd(wire: Wire): NonNullable<DecodedHparams['status']> {
  let status = 0;
  for (let field = wire.field(); field; field = wire.field()) {
    if (field === 1) status = wire.whole();
    else wire.skip();
  }
  return STATUS[status] ?? 'unknown';
}
