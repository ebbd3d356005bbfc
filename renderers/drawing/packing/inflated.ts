import { inflateSync } from 'fflate';
import { type Deflated, fromBase64 } from '../../../protocol/index.js';

/** The bytes of a part. @throws RangeError where they are not as many as it says. */
export function inflated(name: string, { bytes, deflate }: Deflated): Uint8Array<ArrayBuffer> {
  let out: Uint8Array<ArrayBuffer>;
  try {
    out = inflateSync(fromBase64(deflate), { out: new Uint8Array(bytes) });
  } catch (error) {
    throw new RangeError(`${name}: ${(error as Error).message}`);
  }
  if (out.length !== bytes) throw new RangeError(`${name}: cut off after ${out.length} of ${bytes} bytes`);
  return out;
}
