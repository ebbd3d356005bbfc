import type ts from 'typescript6';
import type { Box } from './boxes.js';

/** What is known of an expression without running it. */
export type Value =
  | Unknown
  | Constant
  | ListValue
  | ObjectValue
  | NamespaceValue
  | ClosureValue
  | LayerValue
  | SymbolicValue
  | ModelValue
  | OptimizerValue
  | CallbackValue
  | ScalerValue
  | DataValue
  | PromiseValue
  | HistoryValue;

export interface Unknown {
  kind: 'unknown';
}

export interface Constant {
  kind: 'constant';
  value: string | number | boolean | null | undefined;
}

export interface ListValue {
  kind: 'list';
  items: readonly Value[];
  /** The expressions that the items come from, where they are known. */
  nodes: readonly (ts.Expression | undefined)[];
  /** Whether there may be others. */
  open: boolean;
}

export interface Field {
  value: Value;
  /** The expression of the value. */
  node: ts.Expression;
  /** The whole of it: `patience: 3`. */
  property: ts.ObjectLiteralElementLike;
}

export interface ObjectValue {
  kind: 'object';
  fields: ReadonlyMap<string, Field>;
  /** Whether there may be others, or other values for these. */
  open: boolean;
  /** Where it is written, when it is written in one piece. */
  node?: ts.ObjectLiteralExpression | undefined;
}

/** A member of `tf` or of `epochbook`, by its path: `tf.layers.dense`. */
export interface NamespaceValue {
  kind: 'namespace';
  path: string;
}

/** The names that a function sees. */
export interface Names {
  find(name: string): Box<Value> | undefined;
}

export interface ClosureValue {
  kind: 'closure';
  node: ts.FunctionLikeDeclaration;
  names: Names;
}

export interface LayerValue {
  kind: 'layer';
  /** As in `tf.layers`: `dense`. */
  type: string;
  /** Undefined where they are not known. */
  options: ObjectValue | undefined;
  node: ts.Expression;
}

/** What a layer gives in the functional style, with the layers that it came through. */
export interface SymbolicValue {
  kind: 'symbolic';
  layers: readonly LayerValue[];
  /** Whether others may stand before these. */
  open: boolean;
}

export interface ModelLayer {
  layer: LayerValue;
  /** Whether it is there whichever way the program went. */
  certain: boolean;
}

export interface Compiled {
  /** Undefined where they are not known. */
  options: ObjectValue | undefined;
  node: ts.CallExpression;
}

/** What is known of a model. */
export interface ModelState {
  layers: readonly ModelLayer[];
  /** Whether others may stand before, between or behind these. */
  open: boolean;
  /** Whether it has several outputs. */
  several: boolean;
  /** `maybe`: by this call, by another or not at all. */
  compiled: Compiled | 'maybe' | undefined;
}

export interface ModelValue {
  kind: 'model';
  state: Box<ModelState>;
}

export interface OptimizerValue {
  kind: 'optimizer';
  /** As in `tf.train`: `adam`. */
  name: string;
  rate: Value;
  rateNode: ts.Expression | undefined;
}

export interface CallbackValue {
  kind: 'callback';
  /** As Keras calls it: `EarlyStopping`. */
  name: string;
  from: 'epochbook' | 'tf';
  /** Undefined where they are not known. */
  options: ObjectValue | undefined;
  node: ts.Expression;
  /** The file of a ModelCheckpoint. */
  filepath?: Value | undefined;
}

/** Which part of all rows something is. */
export type Role = 'train' | 'validation' | 'test';

/** Rows that were there before they were parted. */
export interface Source {
  /** Where they were first parted, and in which way. */
  parted: ts.Node | undefined;
  /** The texts of `slice(0, n)` and `slice(n)` so far. */
  slices: { from: string; to: string | undefined; node: ts.Node }[];
}

/** A table, rows of numbers or a tensor. */
export interface DataValue {
  kind: 'data';
  what: 'table' | 'rows' | 'tensor';
  source: Source | undefined;
  role: Role | undefined;
}

export interface ScalerValue {
  kind: 'scaler';
  /** What it was fitted on. */
  rows: Value;
  fit: ts.Expression;
}

export interface PromiseValue {
  kind: 'promise';
  of: Value;
  /** The call that made it. */
  call: ts.Expression;
  /** As a student knows it: `model.fit(…)`; undefined for a function of the student's own. */
  name: string | undefined;
}

export interface HistoryValue {
  kind: 'history';
  /** The model, as it was compiled, and the options of the fit; undefined where they are not known. */
  model: ModelState | undefined;
  options: ObjectValue | undefined;
  /** Whether it is the `history` of it, whose members are lists of numbers. */
  isLogs: boolean;
}

export const unknown: Unknown = { kind: 'unknown' };
export const constant = (value: Constant['value']): Constant => ({ kind: 'constant', value });
export const listOf = (items: readonly Value[], open = false): ListValue => ({
  kind: 'list',
  items,
  nodes: items.map(() => undefined),
  open,
});
export const data = (
  what: DataValue['what'],
  { source, role }: { source?: Source | undefined; role?: Role | undefined } = {},
): DataValue => ({ kind: 'data', what, source, role });
export const newSource = (): Source => ({ parted: undefined, slices: [] });

/** What stands for either of two values that are alike; unknown otherwise. */
export function joined(a: Value, b: Value): Value {
  if (a === b) return a;
  if (a.kind === 'constant' && b.kind === 'constant' && Object.is(a.value, b.value)) return a;
  if (a.kind === 'data' && b.kind === 'data' && a.what === b.what)
    return data(a.what, {
      source: a.source === b.source ? a.source : undefined,
      role: a.role === b.role ? a.role : undefined,
    });
  return unknown;
}

/** The field of an object; undefined where it is missing or another may stand in its place. */
export const fieldOf = (value: Value | undefined, name: string): Field | undefined =>
  value?.kind === 'object' ? value.fields.get(name) : undefined;

/** The constant of a field. */
export function constantField(value: Value | undefined, name: string): Constant['value'] {
  const field = fieldOf(value, name);
  return field?.value.kind === 'constant' ? field.value.value : undefined;
}

/** Whether an object certainly has no such field. */
export const lacks = (value: ObjectValue, name: string): boolean => !value.open && !value.fields.has(name);
