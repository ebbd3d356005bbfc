import type { Graph } from '../graph/graph.js';
import { addIntoProducts } from './add-into-products.js';
import { dropDead } from './drop-dead.js';
import { dropIdentities } from './drop-identities.js';
import { foldConstants } from './fold-constants.js';
import type { Pass } from './pass.js';
import { repeatLate } from './repeat-late.js';
import { shareEqual } from './share-equal.js';
import { uprightFactors } from './upright-factors.js';

export type { Pass } from './pass.js';

/** In the order in which they run. Folding makes identities, and identities make constants meet. */
export const passes: readonly Pass[] = [
  dropDead,
  foldConstants,
  dropIdentities,
  foldConstants,
  dropIdentities,
  repeatLate,
  uprightFactors,
  shareEqual,
  addIntoProducts,
  dropDead,
];

export const simplify = (graph: Graph, list: readonly Pass[] = passes): Graph =>
  list.reduce((before, pass) => pass.run(before), graph);
