import {
  type CallbackValue,
  constantField,
  type Field,
  fieldOf,
  type ListValue,
  lacks,
  type ObjectValue,
} from '../program/index.js';

/** Callbacks that watch one of the logs. */
const WATCHING = new Set(['EarlyStopping', 'ModelCheckpoint', 'ReduceLROnPlateau']);

/** What a callback watches. */
export interface Monitor {
  name: string;
  /** Where it is written; undefined where it is what nobody wrote. */
  field: Field | undefined;
}

/** Undefined where it watches nothing, or nobody knows what. */
export function monitorOf({ name, options }: CallbackValue): Monitor | undefined {
  if (!WATCHING.has(name) || !options) return undefined;
  // What is saved after every epoch is not watched.
  if (name === 'ModelCheckpoint' && constantField(options, 'saveBestOnly') !== true) return undefined;
  if (lacks(options, 'monitor')) return { name: 'val_loss', field: undefined };
  const monitor = constantField(options, 'monitor');
  return typeof monitor === 'string' ? { name: monitor, field: fieldOf(options, 'monitor') } : undefined;
}

/** The callbacks of a fit; `others` where there may be some that are not known. */
export function callbacksOf(options: ObjectValue): { known: CallbackValue[]; others: boolean } {
  const given = fieldOf(options, 'callbacks')?.value;
  if (!given) return { known: [], others: options.open };
  const list: ListValue | undefined = given.kind === 'list' ? given : undefined;
  const items = list ? list.items : [given];
  const known = items.filter((item) => item.kind === 'callback');
  return { known, others: (list?.open ?? false) || known.length < items.length };
}
