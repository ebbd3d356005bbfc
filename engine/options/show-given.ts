import { say } from '../../words/index.js';

const MOST = 60;

/** What was given, as it stands in a sentence: `'relu'`, `1.5`, `[1, 2]`, `a function`. */
export function showGiven(value: unknown): string {
  if (typeof value === 'string') return `'${short(value)}'`;
  if (typeof value === 'function') return say('a function', '함수');
  if (Array.isArray(value)) return short(listed(value));
  if (typeof value !== 'object' || value === null) return String(value);
  if (isPromise(value)) return say('a Promise (is await missing?)', '프로미스(await이 빠지지 않았나요?)');
  const { shape } = value as { shape?: unknown };
  if (Array.isArray(shape))
    return say(`a tensor of shape ${listed(shape)}`, `모양이 ${listed(shape)}인 텐서`);
  if (Object.getPrototypeOf(value) === Object.prototype) {
    const names = Object.keys(value);
    return names.length > 0 ? short(`{ ${names.map((name) => `${name}: …`).join(', ')} }`) : '{}';
  }
  return say('an object', '객체');
}

export const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';

const short = (text: string): string => (text.length > MOST ? `${text.slice(0, MOST)}…` : text);

const listed = (values: readonly unknown[]): string =>
  `[${values
    .slice(0, 8)
    .map((value) => (value === null || typeof value !== 'object' ? String(value) : '…'))
    .join(', ')}${values.length > 8 ? ', …' : ''}]`;
