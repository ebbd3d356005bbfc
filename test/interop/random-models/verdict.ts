import type { KerasCase, Outcome, TrainedAgain } from './case.js';
import { type Difference, differences } from './compare.js';
import { describeCase, knownDifference } from './known-differences.js';
import { isClose } from './tolerance.js';

/** What came of a model: `text` is to be `expected`; `report` tells all of it. */
export interface Verdict {
  text: string;
  expected: string;
  report: string;
}

const AGREES = 'agrees with Keras';

/** One training of ours beside Keras'. */
export function verdict(keras: KerasCase, ours: Outcome | undefined): Verdict {
  if (keras.error) return verdictOf(keras, `Keras itself: ${keras.error}`);
  if (!ours) return verdictOf(keras, 'was not trained');
  if (ours.failed) return verdictOf(keras, `${ours.failed.at}: ${ours.failed.message}`, ours.said);
  const far = differences(keras, ours).filter((difference) => !isClose(difference, ours.spread));
  const [first] = far;
  if (first) return verdictOf(keras, told(first), [...ours.said, ...far.slice(1, 4).map(told)]);
  return ours.said.length > 0 ? verdictOf(keras, `said: ${ours.said.join(' ')}`) : verdictOf(keras);
}

/** Keras' training of what was saved here, beside its training of its own model. */
export function againVerdict(keras: KerasCase, ours: Outcome | undefined, read: () => TrainedAgain): Verdict {
  if (keras.error || !ours || ours.failed?.at === 'load') return verdict(keras, ours);
  if (ours.failed?.at === 'save') return verdictOf(keras, `save: ${ours.failed.message}`);
  const again = read();
  if (again.error) return verdictOf(keras, `Keras with our file: ${again.error.slice(-1500)}`);
  const { before = [], history = {}, after = [] } = again;
  const single = Object.fromEntries(
    Object.entries(history).map(([name, values]) => [name, values.map(([value = NaN]) => value)]),
  );
  const { evaluated: _, ...logged } = keras;
  const [first] = differences(logged, { said: [], before, history: single, after }).filter(
    (difference) => !isClose(difference),
  );
  return first ? verdictOf(keras, told(first)) : verdictOf(keras);
}

const told = ({ what, ours, keras, distance }: Difference): string =>
  `${what}: ${ours} instead of ${keras} (${distance.toExponential(1)} apart)`;

function verdictOf(keras: KerasCase, shows?: string, more: readonly string[] = []): Verdict {
  const known = shows === undefined ? undefined : knownDifference(keras, shows);
  return {
    text: known ? AGREES : (shows ?? AGREES),
    expected: AGREES,
    report: [describeCase(keras), shows ?? AGREES, ...more].join('\n'),
  };
}
