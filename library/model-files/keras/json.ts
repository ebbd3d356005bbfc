/** A configuration as Keras stores it: JSON with names in snake_case. */
export type Config = Record<string, unknown>;

export const isConfig = (value: unknown): value is Config =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const configOf = (value: unknown): Config => (isConfig(value) ? value : {});

/** `{class_name, config}`, as Keras describes any object. */
export interface KerasObject {
  class_name: string;
  config: Config;
}

/** The object's class without a package in front (`Custom>Adam`), and its configuration; undefined for anything else. */
export function kerasObject(value: unknown): KerasObject | undefined {
  if (!isConfig(value) || typeof value.class_name !== 'string') return undefined;
  return { class_name: value.class_name.replace(/^.*>/, ''), config: configOf(value.config) };
}

export const sameJson = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** JSON as Python writes it where it matters: Keras 3 refuses a learning rate or a momentum that is no float, as 1 is. */
export const kerasJson = (value: unknown): string =>
  JSON.stringify(value).replace(/("(?:\w+_)?(?:learning_rate|momentum)":-?\d+)(?=[,}])/g, '$1.0');
