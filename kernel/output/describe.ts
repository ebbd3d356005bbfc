import { inspect, types } from 'node:util';
import { say } from '../../words/index.js';

const MOST_KEYS = 200;
const MOST_CHARACTERS = 100_000;

/** A value as text for the notebook. Never throws, whatever getters, proxies and cycles it holds; never endless. */
export function describe(value: unknown, colors = false): string {
  try {
    const { shown, left } = withFewerKeys(value);
    const text = inspect(shown, { colors, depth: 4, maxArrayLength: 100, maxStringLength: 10_000 });
    const rest = left > 0 ? `\n… ${say(`${left} more properties`, `속성 ${left}개 더 있음`)}` : '';
    return clip(text) + rest;
  } catch (error) {
    return say(`[a value that cannot be shown: ${reason(error)}]`, `[표시할 수 없는 값: ${reason(error)}]`);
  }
}

function withFewerKeys(value: unknown): { shown: unknown; left: number } {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) {
    return { shown: value, left: 0 };
  }
  const isPlain = !types.isProxy(value) && [Object.prototype, null].includes(Object.getPrototypeOf(value));
  const keys = isPlain ? Object.keys(value) : [];
  if (keys.length <= MOST_KEYS) return { shown: value, left: 0 };
  const few: PropertyDescriptorMap = {};
  for (const key of keys.slice(0, MOST_KEYS)) {
    const property = Object.getOwnPropertyDescriptor(value, key);
    if (property) few[key] = property;
  }
  return { shown: Object.defineProperties({}, few), left: keys.length - MOST_KEYS };
}

/** The beginning of a very long text, with what is left out in numbers. */
export function clip(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  const rest = text.length - MOST_CHARACTERS;
  return `${text.slice(0, MOST_CHARACTERS)}\n… ${say(`${rest} more characters`, `글자 ${rest}개 더 있음`)}`;
}

function reason(error: unknown): string {
  try {
    return error instanceof Error ? String(error.message) : String(error);
  } catch {
    return say('it cannot even say why', '이유를 알 수 없음');
  }
}
