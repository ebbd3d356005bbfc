export { unstableNames } from './assigned-names.js';
export type {
  FitEvent,
  Given,
  ProgramEvent,
} from './events.js';
export { validates } from './model-calls.js';
export { Program } from './program.js';
export { bare, chainOf, roleOfNames } from './roles.js';
export {
  type CallbackValue,
  constantField,
  type Field,
  fieldOf,
  type LayerValue,
  type ListValue,
  lacks,
  type ModelState,
  type ObjectValue,
  type PromiseValue,
  type Role,
  type Value,
} from './values.js';
