import * as v from 'valibot';

/** A value that fits its schema, or where and why it does not. */
export type Checked<T> = { ok: true; value: T } | { ok: false; where: string };

/** Checks a value from outside; never throws. */
export function check<T>(schema: v.GenericSchema<unknown, T>, value: unknown): Checked<T> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return { ok: true, value: result.output };
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  const words = issue.message.length > 160 ? `${issue.message.slice(0, 159)}…` : issue.message;
  return { ok: false, where: path ? `${path}: ${words}` : words };
}
