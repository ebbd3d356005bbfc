import { inspect } from 'node:util';

/** Told elsewhere. */
const TOLD = new Set(['name', 'message', 'stack', 'cause', 'errors']);
const LONGEST = 2000;

/** What an error carries beside its message, as `{ code: 'ENOENT', path: '/x' }`; nothing where it carries nothing. */
export function ownProperties(error: Error, message: string): string[] {
  const told: Record<string, unknown> = {};
  for (const key of Object.keys(error)) {
    if (TOLD.has(key)) continue;
    const value = asText((error as unknown as Record<string, unknown>)[key]);
    // What a program wrote is mostly in the message already, and once more in a list of its streams.
    if (key === 'output' && 'stdout' in error) continue;
    if (typeof value === 'string' && (value === '' || (/\s/.test(value) && message.includes(value.trim()))))
      continue;
    if (value !== undefined && value !== null && typeof value !== 'function') told[key] = value;
  }
  if (Object.keys(told).length === 0) return [];
  const text = inspect(told, { depth: 2, maxArrayLength: 20, maxStringLength: 500, breakLength: 100 });
  return [text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text];
}

/** Bytes that a child process wrote are mostly text. */
const asText = (value: unknown): unknown => (Buffer.isBuffer(value) ? value.toString('utf8') : value);
