export type { CellText } from './cell-text.js';
export { type CellRole, checkOf, type ExerciseCell, exerciseCells, nameOf } from './exercise-cells.js';
export { type CheckTrace, type ExerciseState, exerciseState, pointsText } from './exercise-state.js';
export { type Exercise, exercisesOf, isHandedOut } from './exercises.js';
export { type Heading, headingsOf } from './headings.js';
export {
  givesPoints,
  type Mark,
  type MarkedRole,
  marked,
  namesCheck,
  newId,
  regionOf,
  rolesFor,
  unmarked,
  withRegion,
} from './mark-cell.js';
export { GRADE_ID, isLocked, type NbgraderMetadata, readNbgrader, withNbgrader } from './nbgrader.js';
export { HIDDEN_TESTS, hasRegion, MARK_SCHEME, replaceRegions, SOLUTION } from './regions.js';
export { beginningOf, bringBack, keptTexts, reset, type Written, withBeginning } from './students-text.js';
export { type TeacherProblem, teacherProblems } from './teacher-problems.js';
