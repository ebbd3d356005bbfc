import type { TensorCount, VariableInfo } from '../../protocol/index.js';
import { describeVariable } from './describe-variable.js';
import type { ScopeValues } from './scope-values.js';

/** More names are counted, not listed. */
const MOST_VARIABLES = 10_000;

/** What the thread that runs cells tells of its variables. */
export interface ToldVariables {
  variables: VariableInfo[];
  more: number;
  memory: TensorCount | null;
}

/** Describes all variables, a few at each step; those of `toCome` only where they have a value. */
export function* listVariables(
  scope: ScopeValues,
  isImported: (name: string) => boolean,
  toCome: ReadonlySet<string>,
): Generator<void, Pick<ToldVariables, 'variables' | 'more'>> {
  const variables: VariableInfo[] = [];
  let more = 0;
  for (const [name, value] of scope.entries()) {
    if (value === undefined && toCome.has(name)) continue;
    if (variables.length < MOST_VARIABLES) variables.push(describeVariable(name, value, isImported(name)));
    else more += 1;
    yield;
  }
  return { variables, more };
}
