import type { JsonObject } from '../../../protocol/index.js';

/** Cells as they stand in a notebook file, for tests. */
export type FileCell = { cell_type: string; id: string; metadata: JsonObject; source: string } & JsonObject;

const code = (id: string, source: string, metadata: JsonObject = {}): FileCell => ({
  cell_type: 'code',
  id,
  metadata,
  source,
  outputs: [{ output_type: 'stream', name: 'stdout', text: ['secret'] }],
  execution_count: 3,
});

const marked = (grade_id: string, flags: JsonObject): JsonObject => ({
  nbgrader: {
    schema_version: 3,
    grade: false,
    solution: false,
    locked: false,
    task: false,
    grade_id,
    ...flags,
  },
});

export const plain = (id: string, source: string): FileCell => code(id, source);
export const prose = (id: string, source: string, metadata: JsonObject = {}): FileCell => ({
  cell_type: 'markdown',
  id,
  metadata,
  source,
});
export const task = (id: string, source: string, more: JsonObject = {}): FileCell =>
  code(id, source, { ...marked(id, { solution: true }), ...more });
export const solved = (id: string, solution: string): FileCell =>
  task(id, `// BEGIN SOLUTION\n${solution}\n// END SOLUTION`);
export const checks = (id: string, source: string, points = 1): FileCell =>
  code(id, source, marked(id, { grade: true, locked: true, points }));
export const locked = (id: string, source: string): FileCell =>
  prose(id, source, marked(id, { locked: true }));
export const manual = (id: string, source: string, points = 1): FileCell =>
  prose(id, source, marked(id, { grade: true, solution: true, points }));
export const solutionCell = (id: string, source: string, of: string): FileCell =>
  code(id, source, { epochbook: { exercise: { of, role: 'solution' } } });
export const hint = (id: string, source: string, of: string, step = 1): FileCell =>
  prose(id, source, { epochbook: { exercise: { of, role: 'hint', step } } });

export const fileText = (cells: readonly FileCell[], metadata: JsonObject = {}): string =>
  JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells }, null, 1);
