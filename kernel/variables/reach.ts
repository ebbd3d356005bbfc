import { types } from 'node:util';
import { isPlain, lengthOf, ownData } from './own-data.js';
import { type FoundTensor, tensorOf } from './tensor-like.js';

const { ownKeys } = Reflect;
const eachOfMap = Map.prototype.forEach;
const eachOfSet = Set.prototype.forEach;

/** Elements of a list that are looked at before it is taken for one of plain values. */
const SAMPLE = 16;
/** Of a longer list that is none of tensors, as rows of data are, as many elements are looked at. */
const LONG = 100;

/** How far a look may go: it ends by itself, whatever it finds. */
export class Budget {
  private left: number;
  private readonly until: number;

  constructor({ objects, ms }: { objects: number; ms: number }) {
    this.left = objects;
    this.until = performance.now() + ms;
  }

  /** One more object is looked at. @returns whether that is still within the bounds. */
  spend(): boolean {
    this.left -= 1;
    return this.left > 0 && (this.left % 64 !== 0 || performance.now() < this.until);
  }
}

/**
 * Follows stored properties, elements of lists, maps and sets from a value on, and tells of each object once. No getter is
 * called, no proxy is looked into; what closures and private fields hold is not seen.
 *
 * @param seen objects that were told of already.
 * @param visit gives back whether to go on into the object.
 * @returns whether all was seen within the budget.
 */
export function reach(
  start: unknown,
  seen: Set<object>,
  budget: Budget,
  visit: (value: object) => boolean,
): boolean {
  const waiting: unknown[] = [start];
  const add = (value: unknown): void => {
    if (typeof value === 'object' && value !== null) waiting.push(value);
  };
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (!isPlain(value) || seen.has(value)) continue;
    if (!budget.spend()) return false;
    seen.add(value);
    if (!visit(value) || ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) continue;
    if (Array.isArray(value) && !addElements(value, add, budget)) return false;
    if (types.isMap(value))
      eachOfMap.call(value, (held, key) => {
        add(key);
        add(held);
      });
    else if (types.isSet(value)) eachOfSet.call(value, add);
    else if (!Array.isArray(value) && !addProperties(value, add, budget)) return false;
  }
  return true;
}

function addElements(list: object, add: (value: unknown) => void, budget: Budget): boolean {
  const all = lengthOf(list);
  const isLong = all > LONG && !tensorOf(ownData(list, 0)) && !tensorOf(ownData(list, all - 1));
  const length = isLong ? LONG : all;
  for (let i = 0, objects = 0; i < length; i++) {
    if (i >= SAMPLE && objects === 0) return true;
    if (!budget.spend()) return false;
    const element = ownData(list, i);
    if (typeof element === 'object' && element !== null) objects += 1;
    add(element);
  }
  return true;
}

function addProperties(value: object, add: (value: unknown) => void, budget: Budget): boolean {
  for (const key of ownKeys(value)) {
    if (!budget.spend()) return false;
    add(ownData(value, key));
  }
  return true;
}

/** What knows of every tensor there is, or of every name: not what a variable holds, though optimizers refer to it. */
const isOfEngine = (value: object): boolean =>
  value === globalThis ||
  ownData(value, 'registeredVariables') !== undefined ||
  ownData(value, 'registryFactory') !== undefined ||
  ownData(value, 'flagRegistry') !== undefined;

/** The tensors that a value holds, without those that are disposed. @returns null where it is too much to look through. */
export function tensorsIn(start: unknown, seen: Set<object>, budget: Budget): FoundTensor[] | null {
  const found: FoundTensor[] = [];
  const whole = reach(start, seen, budget, (value) => {
    const tensor = tensorOf(value);
    if (tensor && !tensor.disposed) found.push(tensor);
    return !tensor && !isOfEngine(value);
  });
  return whole ? found : null;
}
