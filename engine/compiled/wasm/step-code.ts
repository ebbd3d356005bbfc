import { type Graph, nodesById } from '../graph/graph.js';
import type { MemoryPlan } from '../plan/memory-plan.js';
import type { Piece } from '../plan/pieces.js';
import { CALLS } from './calls/index.js';
import { FunctionWriter } from './function-writer.js';
import { type CodeContext, loopCode } from './loop-code.js';
import { ModuleWriter } from './module-writer.js';

/** The only global of a module: where its arena begins. */
const BASE = 0;

/** The bytes of a module whose function `step` does the step once, on what lies in its arena. */
export function stepCode(graph: Graph, pieces: readonly Piece[], plan: MemoryPlan): Uint8Array<ArrayBuffer> {
  const { addresses, streams, scratch } = plan;
  const context: CodeContext = { nodes: nodesById(graph), addresses, base: BASE, streams, scratch };
  const module = new ModuleWriter();
  const step = new FunctionWriter();
  for (const piece of pieces) step.call(module.add(pieceCode(piece, context)));
  for (const { from, to, bytes } of plan.moves) {
    for (const address of [to, from]) {
      step.getGlobal(BASE);
      step.i32(address);
      step.plain('i32_add');
    }
    step.i32(bytes);
    step.copy();
  }
  module.add(step, 'step');
  return module.finish();
}

function pieceCode(piece: Piece, context: CodeContext): FunctionWriter {
  if (piece.kind === 'loop') return loopCode(piece, context);
  const { node } = piece;
  const write = CALLS[node.op];
  if (!write) throw new Error(`There are no instructions for ${node.op}.`);
  const f = new FunctionWriter();
  write(f, node, context);
  return f;
}
