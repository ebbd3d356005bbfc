/** What Node's `inspect` hands to an object's own account. */
export interface InspectOptions {
  depth: number | null;
}
export type Inspect = (value: unknown, options: object) => string;

type Account<This> = (self: This, depth: number, options: InspectOptions, inspect: Inspect) => string;

/** Node's `util.inspect.custom`, which engines without Node may set too. */
const CUSTOM = Symbol.for('nodejs.util.inspect.custom');

/** Gives the objects of a prototype an account of their own wherever Node shows them: printed, nested, as a cell's result. */
export function inspectAs<This>(prototype: object, account: Account<This>): void {
  const value = function (this: This, depth: number, options: InspectOptions, inspect: Inspect): string {
    return account(this, depth, options, inspect);
  };
  Object.defineProperty(prototype, CUSTOM, { value, writable: true, configurable: true });
}

/** Whether an object stands on its own, not within others. */
export const isAlone = (depth: number, options: InspectOptions): boolean =>
  options.depth === null || options.depth === undefined || depth >= options.depth;

/** `Name { … }`, with no more depth than is left. */
export const named = (
  name: string,
  value: object,
  { depth, options, inspect }: { depth: number; options: InspectOptions; inspect: Inspect },
): string => (depth < 0 ? `[${name}]` : `${name} ${inspect(value, { ...options, depth })}`);
