import type { KerasCase } from './case.js';

/** A difference from Keras that is known, with its reason. */
interface KnownDifference {
  /** Fits what describes a model: its network, optimizer, losses and metrics, a line each. */
  model: RegExp;
  /** Fits how it shows: "load: …", or "loss of epoch 1". */
  shows: RegExp;
  why: string;
}

export const knownDifferences: readonly KnownDifference[] = [];

export const describeCase = ({ family, network, training, fitting, file }: KerasCase): string =>
  [`${family}, ${file}`, network, training, fitting].join('\n');

export const knownDifference = (keras: KerasCase, shows: string): KnownDifference | undefined =>
  knownDifferences.find((known) => known.model.test(describeCase(keras)) && known.shows.test(shows));
