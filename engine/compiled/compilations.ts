import type { CompiledGraph } from './compile.js';
import type { Graph } from './graph/graph.js';
import type { NotCompiled } from './lower/index.js';

/** What became of the steps of a model on batches of a kind. */
export interface Compilation {
  readonly model: object;
  /** The kind of batch: `float32[32,13],float32[32,1]`. */
  readonly batch: string;
  /** The step as it was traced; undefined where it could not be written down. */
  readonly traced: Graph | undefined;
  readonly outcome: CompiledGraph | NotCompiled;
}

type Hear = (compilation: Compilation) => void;

const hearing = new Set<Hear>();

/** Tells of each step that is compiled from now on, or cannot be. Gives what ends it. */
export function watchCompilations(hear: Hear): () => void {
  hearing.add(hear);
  return () => void hearing.delete(hear);
}

export function tellCompilation(compilation: Compilation): void {
  for (const hear of hearing) hear(compilation);
}
