type Check = (value: unknown) => boolean;

const checks: Record<string, Check> = {
  isNullOrUndefined: (value) => value === null || value === undefined,
  isArray: Array.isArray,
  isBoolean: (value) => typeof value === 'boolean',
  isFunction: (value) => typeof value === 'function',
  isNull: (value) => value === null,
  isNumber: (value) => typeof value === 'number',
  isObject: (value) => typeof value === 'object' && value !== null,
  isString: (value) => typeof value === 'string',
  isUndefined: (value) => value === undefined,
};

/** Puts back what Node 23 took out of `util` and tfjs-node 4.22 still calls; where it is there, it stays. */
export function restoreUtil(util: Record<string, unknown>): void {
  for (const [name, check] of Object.entries(checks)) util[name] ??= check;
}
