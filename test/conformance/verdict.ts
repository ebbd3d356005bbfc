import { type Case, idOf, type Phase, phases } from './case.js';
import { compareOutcomes, toleranceOf } from './compare.js';
import { knownDifference } from './known-differences.js';
import type { Results } from './runner/results.js';
import type { EngineName } from './start-engine.js';

/** What became of one phase of one case on one engine. */
export interface Verdict {
  test: Case;
  phase: Phase;
  /** `known`: it differs, and why is known. `refused`: it ended in the error that it must end in. */
  kind: 'same' | 'refused' | 'known' | 'wrong';
  /** The largest difference as a share of the scale of the values. */
  error: number;
  /** What is wrong, in a sentence. */
  sentence: string;
}

interface Side {
  name: EngineName;
  results: Results;
}

/** Judges an engine by another one; by itself alone it is judged by what it must refuse, and that it ends in no error. */
export function judge(cases: readonly Case[], engine: Side, reference: Side = engine): Verdict[] {
  return cases.flatMap((test) =>
    phases.filter((phase) => test.run[phase]).map((phase) => verdictOf(test, phase, engine, reference)),
  );
}

function verdictOf(test: Case, phase: Phase, engine: Side, reference: Side): Verdict {
  const verdict = (kind: Verdict['kind'], error = 0, sentence = ''): Verdict => ({
    test,
    phase,
    kind,
    error,
    sentence: sentence && `${phase} of ${idOf(test)}, ${engine.name} against ${reference.name}: ${sentence}`,
  });
  const actual = engine.results.outcomes[idOf(test)]?.[phase];
  const expected = reference.results.outcomes[idOf(test)]?.[phase];
  if (!actual || !expected) return verdict('wrong', Number.POSITIVE_INFINITY, 'it did not run.');
  const refused = test.refuses?.[phase];
  const known = knownDifference(engine.name, test, phase) ?? knownDifference(reference.name, test, phase);
  if (refused) {
    const fits = actual.error && refused.test(actual.error.message);
    if (fits) return verdict('refused');
    if (known) return verdict('known', Number.POSITIVE_INFINITY);
    return verdict(
      'wrong',
      Number.POSITIVE_INFINITY,
      `it must end in an error like ${refused}, and ${actual.error ? `ended in: ${actual.error.message}` : 'gave a result'}.`,
    );
  }
  const { error, of, wrong } = compareOutcomes(actual, expected);
  const tolerance = toleranceOf(test.kind, phase);
  if (actual.error && expected.error)
    return verdict(
      known ? 'known' : 'wrong',
      Number.POSITIVE_INFINITY,
      `it ended in ${actual.error.name}: ${actual.error.message}`,
    );
  if (error > tolerance) {
    return known
      ? verdict('known', error)
      : verdict(
          'wrong',
          error,
          wrong ?? `${of} differs by ${error.toExponential(1)}, allowed are ${tolerance}.`,
        );
  }
  if (actual.leaked > expected.leaked)
    return verdict(
      'wrong',
      error,
      `it leaves ${actual.leaked} tensors behind, the other ${expected.leaked}.`,
    );
  return verdict('same', error);
}
