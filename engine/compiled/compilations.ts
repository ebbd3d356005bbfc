import type { CompiledGraph } from './compile.js';
import type { Graph } from './graph/graph.js';
import type { NotCompiled } from './lower/index.js';

/** What became of the steps of a model, or of its predictions, on batches of a kind. */
export interface Compilation {
  readonly model: object;
  readonly of: 'steps' | 'predictions';
  /** The kind of batch: `float32[32,13],float32[32,1]`. */
  readonly batch: string;
  /** It as it was traced; undefined where it could not be written down. */
  readonly traced: Graph | undefined;
  readonly outcome: CompiledGraph | NotCompiled;
}

type Hear = (compilation: Compilation) => void;

const hearing = new Set<Hear>();

/** Tells of each step that is compiled from now on, or cannot be, and of predictions and tests. Gives what ends it. */
export function watchCompilations(hear: Hear): () => void {
  hearing.add(hear);
  return () => void hearing.delete(hear);
}

/** The same of steps alone. */
export const watchSteps = (hear: Hear): (() => void) =>
  watchCompilations((compilation) => {
    if (compilation.of === 'steps') hear(compilation);
  });

export function tellCompilation(compilation: Compilation): void {
  for (const hear of hearing) hear(compilation);
}
