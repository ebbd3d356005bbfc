import { webAssembly } from '../../embedded/simd/web-assembly.js';
import { FunctionWriter } from './function-writer.js';
import { ModuleWriter } from './module-writer.js';
import { V128 } from './opcodes.js';

let known: boolean | undefined;

/** Whether this Node has relaxed SIMD, whose multiplication and addition in one are rounded once (Node 22 on). */
export function canFuse(): boolean {
  known ??= webAssembly.validate(fusingModule());
  return known;
}

function fusingModule(): Uint8Array<ArrayBuffer> {
  const module = new ModuleWriter();
  const f = new FunctionWriter();
  const sum = f.local(V128);
  for (let term = 0; term < 3; term++) f.get(sum);
  f.simd('f32x4_relaxed_madd');
  f.set(sum);
  module.add(f, 'step');
  return module.finish();
}
