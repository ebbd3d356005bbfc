import type ts from 'typescript6';
import type { Machine } from './machine.js';
import { newModel, opaque } from './model-state.js';
import { promiseOf } from './promises.js';
import { roleOf } from './roles.js';
import { data, newSource, type ScalerValue, unknown, type Value } from './values.js';

const SCALINGS = /^scale\.(minMax|symmetric|symmetricWithMean|standardize)$/;

/** What gives a promise, and what is worth something only once it has come. */
const PROMISES = new Set([
  'check',
  'compare',
  'input',
  'input.choice',
  'input.file',
  'input.number',
  'input.slider',
  'loadWeights',
  'readEvents',
  'runs.compare',
  'runs.export',
  'runs.import',
  'runs.list',
  'saveModel',
  'saveWeights',
  'sweep',
]);

/** A call of a member of `epochbook`. */
export function callEpochbook(
  machine: Machine,
  path: string,
  node: ts.CallExpression,
  args: readonly Value[],
): Value {
  for (const argument of args) if (argument.kind === 'closure') machine.visit(argument);
  const [first] = args;
  const [given] = node.arguments;
  if (SCALINGS.test(path) && first && given) {
    const scaler: ScalerValue = { kind: 'scaler', rows: first, fit: node };
    const rows = { node: given, value: first, role: roleOf(given, first) };
    machine.emit({ kind: 'learn', site: node, by: 'scaler', rows, scaler });
    return scaler;
  }
  if (path === 'loadModel') return promiseOf(newModel(opaque), node, 'loadModel(…)');
  if (path === 'parseCsv') return data('table', { source: newSource() });
  if (path === 'scale.load') return promiseOf(unknown, node, 'scale.load(…)');
  if (path === 'datasets.imdb') return promiseOf(unknown, node, 'datasets.imdb(…)');
  if (path === 'readCsv' || path.startsWith('datasets.'))
    return promiseOf(
      data('table', { source: newSource() }),
      node,
      path === 'readCsv' ? 'readCsv(…)' : `${path}()`,
    );
  return PROMISES.has(path) || path.startsWith('show.') ? promiseOf(unknown, node, `${path}(…)`) : unknown;
}
