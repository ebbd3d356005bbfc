export { type CurveChartOptions, precisionRecallChart, rocChart, type ScoresByName } from './curve-charts.js';
export { boundaryChart, DecisionBoundary, type DecisionBoundaryOptions } from './decision-boundary.js';
export { type ResidualOptions, residualChart } from './residual-chart.js';
export { type ScoreOptions, scoreChart } from './score-chart.js';
export { type WordChange, type WordChartOptions, wordChart } from './word-chart.js';
