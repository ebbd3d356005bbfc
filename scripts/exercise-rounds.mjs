// One run of a lesson for both of its copies: the student's from top to bottom, then, in the same kernel, the teacher's from
// its first exercise on. So each check is seen with the stub and with the solution, and the long trainings run once.

const CHECK = 'application/vnd.epochbook.check.v1+json';
const nbgraderOf = ({ metadata }) => metadata?.nbgrader;
const isTask = (cell) => nbgraderOf(cell)?.solution === true;
const isCheck = (cell) => nbgraderOf(cell)?.grade === true && !isTask(cell);
const stubId = (id) => `stub-${id}`;

/** The notebook to run. Without exercises it is the teacher's. */
export function withStubs(teacher, student) {
  const first = teacher.cells.findIndex(isTask);
  if (first < 0) return teacher;
  const stubs = student.cells.map((cell) => ({ ...cell, id: stubId(cell.id) }));
  return { ...teacher, cells: [...stubs, ...teacher.cells.slice(first)] };
}

/**
 * What the checks of a run of `withStubs` came to: how many there are, how many hold with the solutions, how many fail with the
 * stubs, and a line for each that does not do so.
 */
export function readRounds(executed) {
  const byId = new Map(executed.cells.map((cell) => [cell.id, cell]));
  const checks = executed.cells.filter((cell) => isCheck(cell) && byId.has(stubId(cell.id)));
  const faults = checks.map((cell) => ({
    solved: solvedFaults(cell),
    stub: stubFaults(byId.get(stubId(cell.id))),
  }));
  return {
    checks: checks.length,
    solved: faults.filter(({ solved }) => solved.length === 0).length,
    stubs: faults.filter(({ stub }) => stub.length === 0).length,
    faults: faults.flatMap(({ solved, stub }) => [...solved, ...stub]),
  };
}

/** The cells of a run as the teacher's copy has them: each once, as it ran last. */
export function teacherCells({ cells }) {
  const ids = new Set(cells.map(({ id }) => id));
  return cells.filter(({ id }) => !id.startsWith('stub-') || !ids.has(id.slice('stub-'.length)));
}

const resultsOf = ({ outputs = [] }) => outputs.flatMap(({ data }) => (data?.[CHECK] ? [data[CHECK]] : []));

function solvedFaults(cell) {
  const { grade_id: name, points } = nbgraderOf(cell);
  const results = resultsOf(cell);
  if (results.length === 0) return [`${name}: told nothing with the solution`];
  const rules = results.flatMap((result) => result.rules);
  const maximum = rules.reduce((sum, rule) => sum + rule.maximum, 0);
  return [
    ...rules
      .filter(({ passed }) => !passed)
      .map((rule) => `${name}: fails with the solution: ${ruleText(rule)}`),
    ...(Math.abs(maximum - points) < 1e-6
      ? []
      : [`${name}: its rules give ${maximum} points, its cell says ${points}`]),
  ];
}

function stubFaults(cell) {
  const { grade_id: name } = nbgraderOf(cell);
  const results = resultsOf(cell);
  if (results.length === 0) return [`${name}: told nothing with the stub`];
  if (!results.every(({ passed }) => passed)) return [];
  const rules = results.flatMap((result) => result.rules.map(({ words }) => words.en));
  return [`${name}: passes with the stub: ${rules.join('; ')}`];
}

const ruleText = ({ words, found, wanted }) =>
  [words.en, found && `found ${found.en}`, wanted && `wanted ${wanted.en}`].filter(Boolean).join(', ');
