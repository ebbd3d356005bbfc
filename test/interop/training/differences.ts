import type { Compared } from './against-keras.js';

/** Relative, or absolute below 1. */
const TOLERANCE = 2e-5;

const differs = (ours: number | undefined, theirs: number): boolean =>
  ours === undefined || !(Math.abs(ours - theirs) <= TOLERANCE * Math.max(1, Math.abs(theirs)));

/** tfjs writes `acc` for an accuracy of that name. */
const ourName = (name: string): string => name.replace(/(^|_)accuracy$/, '$1acc');

/** What differs between a training here and in Keras, in words; empty where nothing does. */
export function differences({ ours, theirs }: Compared): string[] {
  if (ours.error !== undefined || theirs.error !== undefined)
    return [`here: ${ours.error ?? 'trained'}; Keras: ${theirs.error ?? 'trained'}`];
  const found: string[] = [];
  const read = <T>(values: Record<string, T>, name: string): T | undefined =>
    values[name] ?? values[ourName(name)];
  for (const [name, values] of Object.entries(theirs.history)) {
    const own = read(ours.history, name);
    if (values.some((value, i) => differs(own?.[i], value)))
      found.push(`${name}: ${own?.join(' ') ?? 'missing'}; Keras: ${values.join(' ')}`);
  }
  for (const [name, value] of Object.entries(theirs.evaluated)) {
    const own = read(ours.evaluated, name);
    if (differs(own, value)) found.push(`evaluated ${name}: ${own ?? 'missing'}; Keras: ${value}`);
  }
  const count = Object.keys(ours.history).length;
  if (count !== Object.keys(theirs.history).length)
    found.push(`logs ${Object.keys(ours.history)}; Keras: ${Object.keys(theirs.history)}`);
  const weight = theirs.weights.findIndex((value, i) => differs(ours.weights[i], value));
  if (weight >= 0 || ours.weights.length !== theirs.weights.length)
    found.push(`weight ${weight}: ${ours.weights[weight]}; Keras: ${theirs.weights[weight]}`);
  return found;
}
