/** Operations on each value for itself. Their inputs are repeated to the shape of the result. */
export const MAPS: ReadonlySet<string> = new Set([
  ...['add', 'sub', 'mul', 'div', 'max', 'min', 'step'],
  ...['greater', 'greaterEqual', 'less', 'lessEqual', 'equal', 'notEqual', 'equalInt', 'notEqualInt'],
  ...['neg', 'abs', 'sqrt', 'exp', 'log', 'log1p', 'floor', 'ceil', 'sign'],
  ...['sigmoid', 'tanh', 'softplus', 'relu', 'elu'],
  ...['select', 'copy', 'toFloat', 'toInt', 'transpose', 'view'],
]);

/** Those of them that read at other places than they write. */
export const MOVES: ReadonlySet<string> = new Set(['transpose', 'view']);

/** Operations that make one value of many; the attribute `axes` says along which. */
export const REDUCTIONS: ReadonlySet<string> = new Set(['sum', 'max_of', 'min_of', 'prod']);

/** Operations that break off the step where a number is none that they can take. */
export const BREAKING: ReadonlySet<string> = new Set(['gather']);

/** The same bytes under another shape or type. */
export const RENAMINGS: ReadonlySet<string> = new Set(['reshape', 'retype']);

/** What is there before the step begins. */
export const SOURCES: ReadonlySet<string> = new Set(['input', 'state', 'setting', 'constant']);
