import type { Draw } from '../../conformance/draw.js';
import { hostileStrings, literal, oddNumbers, oddStrings, otherKinds, prototypeNames } from './hostile.js';

type Container = Record<string, unknown> | unknown[];
type Path = (string | number)[];

/** A place in a payload: what holds it, and under which name. */
interface Place {
  holder: Container;
  key: string | number;
  path: Path;
}

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;
const keysOf = (value: Container): (string | number)[] =>
  Array.isArray(value) ? Array.from(value.keys()) : Object.keys(value);
const read = ({ holder, key }: Place): unknown => (holder as Record<string | number, unknown>)[key];
const shown = (path: Path): string => path.join('.') || '(all)';

/** Also under `__proto__`, where an assignment would change what the object is. */
export function write(holder: Container, key: string | number, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

/** A place some way down: lists of thousands of numbers are no likelier than the names beside them. */
function somewhere(
  root: Container,
  draw: Draw,
  fits: (value: unknown) => boolean = () => true,
): Place | null {
  for (let tries = 0; tries < 12; tries += 1) {
    let place: Place | null = null;
    let at: unknown = root;
    const path: Path = [];
    while (isContainer(at)) {
      const keys = keysOf(at);
      if (keys.length === 0) break;
      const key = draw.pick(keys);
      path.push(key);
      place = { holder: at, key, path: [...path] };
      at = read(place);
      if (fits(at) && draw.int(0, 3) === 0) break;
    }
    if (place && fits(read(place))) return place;
  }
  return null;
}

const isList = (value: unknown): value is unknown[] => Array.isArray(value) && value.length > 0;
const isObject = (value: unknown): value is Record<string, unknown> =>
  isContainer(value) && !Array.isArray(value);
const isNumber = (value: unknown): value is number => typeof value === 'number';
const isText = (value: unknown): value is string => typeof value === 'string';
const copy = (value: unknown): unknown => (value === undefined ? null : structuredClone(value));

function shuffled(list: readonly unknown[], draw: Draw): unknown[] {
  const left = [...list];
  return list.map(() => left.splice(draw.int(0, left.length - 1), 1)[0]);
}

/** Every string of a payload, also as a name where `names` is set. */
function everyString(value: unknown, put: (text: string) => string, names: boolean): unknown {
  if (isText(value)) return put(value);
  if (Array.isArray(value)) return value.map((each) => everyString(each, put, names));
  if (!isObject(value)) return value;
  const made = {};
  for (const [name, each] of Object.entries(value))
    write(made, names ? put(name) : name, everyString(each, put, names));
  return made;
}

function nested(value: unknown, depth: number, name: string | null): unknown {
  let all = value;
  for (let level = 0; level < depth; level += 1) all = name === null ? [all] : { [name]: all };
  return all;
}

/** What one kind of damage did, in words; `null` where it found no place. */
type Damage = (root: Container, draw: Draw, id: string) => string | null;

/** Puts another value in a place that fits. */
const replacing =
  (fits: (value: unknown) => boolean, make: (draw: Draw, old: never, id: string) => unknown): Damage =>
  (root, draw, id) => {
    const place = somewhere(root, draw, fits);
    if (!place) return null;
    const value = make(draw, read(place) as never, id);
    write(place.holder, place.key, value);
    const text = JSON.stringify(value) ?? 'undefined';
    return `${shown(place.path)} ← ${text.length > 80 ? `${text.slice(0, 80)}… (${text.length})` : text}`;
  };

const damages: Record<string, Damage> = {
  kind: replacing(
    () => true,
    (draw) => draw.pick(otherKinds()),
  ),
  number: replacing(isNumber, (draw) => draw.pick(oddNumbers)),
  scaled: replacing(isNumber, (draw, old: number) => old * draw.pick([-1, 1e3, 1e6, 1e12, 1e-9, 1.37])),
  string: replacing(isText, (draw, _, id) => draw.pick([...oddStrings(), ...hostileStrings(id)])),
  'string cut': replacing(
    (value) => isText(value) && value.length > 1,
    (draw, old: string) => old.slice(0, draw.int(1, old.length - 1)),
  ),
  'string changed': replacing(
    (value) => isText(value) && value.length > 0,
    (draw, old: string) => {
      const at = draw.int(0, old.length - 1);
      return old.slice(0, at) + draw.pick(['A', '/', '=', '!', ' ', '']) + old.slice(at + 1);
    },
  ),
  'prototype name': replacing(isText, (draw) => draw.pick(prototypeNames)),
  emptied: replacing(isContainer, (_, old: Container) => (Array.isArray(old) ? [] : {})),
  'list cut': replacing(isList, (draw, old: unknown[]) => old.slice(0, draw.int(0, old.length - 1))),
  'list cut in front': replacing(isList, (draw, old: unknown[]) => old.slice(draw.int(1, old.length))),
  'list turned': replacing(isList, (_, old: unknown[]) => [...old].reverse()),
  'list out of order': replacing(isList, (draw, old: unknown[]) =>
    old.length > 5000 ? [...old].reverse() : shuffled(old, draw),
  ),
  'list doubled': replacing(isList, (_, old: unknown[]) => [...old, ...old]),
  'list of one value': replacing(isList, (_, old: unknown[]) => old.map(() => old[0])),
  'list with holes': replacing(isList, (draw, old: unknown[]) =>
    old.map((each) => (draw.int(0, 3) === 0 ? null : each)),
  ),
  'list grown': replacing(isList, (draw, old: unknown[]) => {
    const most = draw.pick([40, 400, 4000, 40_000]);
    const room = Math.max(1, Math.floor(4e6 / JSON.stringify(old[0] ?? null).length));
    return Array.from({ length: Math.min(most, room) }, (_, at) => old[at % old.length]);
  }),
  nested: replacing(
    () => true,
    (draw, old) => nested(old, draw.pick([1, 3, 50, 500]), draw.pick([null, 'a', 'layers', 'children'])),
  ),
  'nested deep': replacing(
    () => true,
    (draw) => {
      const depth = draw.pick([4000, 100_000]);
      return literal('['.repeat(depth) + ']'.repeat(depth));
    },
  ),
  'name lost': (root, draw) => {
    const place = somewhere(root, draw);
    if (!place) return null;
    if (Array.isArray(place.holder)) place.holder.splice(Number(place.key), 1);
    else delete place.holder[place.key];
    return `${shown(place.path)} is lost`;
  },
  'names swapped': (root, draw) => {
    const place = somewhere(root, draw, (value) => isContainer(value) && keysOf(value).length > 1);
    const holder = place ? (read(place) as Container) : root;
    const keys = keysOf(holder);
    if (keys.length < 2) return null;
    const [a, b] = [draw.pick(keys), draw.pick(keys)];
    const before = read({ holder, key: a, path: [] });
    write(holder, a, read({ holder, key: b, path: [] }));
    write(holder, b, before);
    return `${shown([...(place?.path ?? []), a])} ↔ ${b}`;
  },
  'places swapped': (root, draw) => {
    const [a, b] = [somewhere(root, draw), somewhere(root, draw)];
    if (!a || !b) return null;
    const before = copy(read(a));
    write(a.holder, a.key, copy(read(b)));
    write(b.holder, b.key, before);
    return `${shown(a.path)} ↔ ${shown(b.path)}`;
  },
  'new name': (root, draw, id) => {
    const place = somewhere(root, draw, isObject);
    const holder = place ? (read(place) as Container) : root;
    const name = draw.pick([...prototypeNames, '', 'later', '0', hostileStrings(id)[0] as string]);
    const value = draw.pick([...otherKinds(), { polluted: true, version: 7, map: 1 }]);
    write(holder, name, value);
    return `${shown([...(place?.path ?? []), name])} is new: ${JSON.stringify(value)}`;
  },
  renamed: (root, draw, id) => {
    const place = somewhere(root, draw);
    if (!place || Array.isArray(place.holder)) return null;
    const name = draw.pick([...prototypeNames, hostileStrings(id)[1] as string, '', 'x'.repeat(5000)]);
    const value = read(place);
    delete place.holder[place.key];
    write(place.holder, name, value);
    return `${shown(place.path)} is called ${name.slice(0, 40)}`;
  },
  version: (root, draw) => {
    const version = draw.pick([0, 2, 3, '1', null, [1], 1.5]);
    write(root, 'version', version);
    return `version ← ${JSON.stringify(version)}`;
  },
  'all strings': (root, draw, id) => {
    const texts = hostileStrings(id);
    const own = new Set(['running', 'completed', 'stopped', 'interrupted', 'failed', 'lost', 'run', 'group']);
    const keep = draw.int(0, 1) === 1;
    for (const key of keysOf(root)) {
      const old = read({ holder: root, key, path: [] });
      const put = (text: string) => (keep && (own.has(text) || text.length < 12) ? text : draw.pick(texts));
      write(root, key, everyString(old, put, false));
    }
    return keep ? 'markup in every long string' : 'markup in every string';
  },
  'all strings of a part': (root, draw, id) => {
    const place = somewhere(root, draw, isContainer);
    if (!place) return null;
    const texts = hostileStrings(id);
    const names = draw.int(0, 1) === 1;
    write(
      place.holder,
      place.key,
      everyString(read(place), () => draw.pick(texts), names),
    );
    return `markup in every string ${names ? 'and name ' : ''}of ${shown(place.path)}`;
  },
  'all numbers of a part': (root, draw) => {
    const place = somewhere(root, draw, isContainer);
    if (!place) return null;
    const value = draw.pick(oddNumbers);
    const put = (each: unknown): unknown => {
      if (isNumber(each)) return value;
      if (Array.isArray(each)) return each.map(put);
      if (!isObject(each)) return each;
      return Object.fromEntries(Object.entries(each).map(([name, own]) => [name, put(own)]));
    };
    write(place.holder, place.key, put(read(place)));
    return `every number of ${shown(place.path)} ← ${value.slice(literal('').length)}`;
  },
};

/** Damages a payload in place in one to three ways. @returns What was done, in words. */
export function mutate(root: Container, draw: Draw, id: string): string {
  const done: string[] = [];
  const count = draw.pick([1, 1, 1, 2, 3]);
  for (let tries = 0; done.length < count && tries < 20; tries += 1) {
    const name = draw.pick(Object.keys(damages));
    const words = (damages[name] as Damage)(root, draw, id);
    if (words !== null) done.push(`${name}: ${words}`);
  }
  return done.join('; ');
}
