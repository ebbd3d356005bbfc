/** A function that a pickle names; nothing is ever called. */
class Named {
  constructor(readonly name: string) {}
}

/** What a pickle would build: the name of the function, its arguments, and the state that is put into it. */
class Built {
  state: unknown;
  constructor(
    readonly by: string,
    readonly given: unknown,
  ) {}
}

const MARK = Symbol('mark');

/**
 * The list in a pickled NumPy array of objects, as `np.save` writes it: numbers and lists of numbers. Knows the few
 * operations that occur there, and calls nothing that the file names.
 *
 * Source: CPython, Lib/pickletools.py; numpy, `ndarray.__reduce__`.
 *
 * @throws RangeError for any other operation.
 */
export function unpickleArray(bytes: Buffer): unknown[] {
  const stack: unknown[] = [];
  const memo: unknown[] = [];
  let at = 0;
  const take = (length: number): number => {
    at += length;
    if (at > bytes.length) throw new RangeError('end of the file');
    return at - length;
  };
  const u8 = () => bytes.readUInt8(take(1));
  const u32 = () => bytes.readUInt32LE(take(4));
  const text = (length: number) => {
    const start = take(length);
    return bytes.toString('latin1', start, start + length);
  };
  const line = () => {
    const end = bytes.indexOf(10, at);
    const word = text(Math.max(0, end - at));
    take(1);
    return word;
  };
  const sinceMark = () => {
    const taken = stack.splice(stack.lastIndexOf(MARK));
    return taken.slice(1);
  };
  const top = () => stack.at(-1);
  const push = (value: unknown) => {
    stack.push(value);
  };
  const tuple = (length: number) => push(stack.splice(stack.length - length));

  const operations: Record<number, () => void> = {
    128: () => void take(1), // PROTO
    149: () => void take(8), // FRAME
    99: () => push(new Named(`${line()}.${line()}`)), // GLOBAL
    147: () => {
      const [module, name] = stack.splice(-2); // STACK_GLOBAL
      push(new Named(`${module}.${name}`));
    },
    140: () => push(text(u8())), // SHORT_BINUNICODE
    88: () => push(text(u32())), // BINUNICODE
    85: () => push(text(u8())), // SHORT_BINSTRING
    84: () => push(text(u32())), // BINSTRING
    67: () => push(text(u8())), // SHORT_BINBYTES
    66: () => push(text(u32())), // BINBYTES
    113: () => {
      memo[u8()] = top(); // BINPUT
    },
    114: () => {
      memo[u32()] = top(); // LONG_BINPUT
    },
    148: () => void memo.push(top()), // MEMOIZE
    104: () => push(memo[u8()]), // BINGET
    106: () => push(memo[u32()]), // LONG_BINGET
    40: () => push(MARK),
    41: () => push([]), // EMPTY_TUPLE
    133: () => tuple(1),
    134: () => tuple(2),
    135: () => tuple(3),
    116: () => push(sinceMark()), // TUPLE
    93: () => push([]), // EMPTY_LIST
    97: () => {
      const value = stack.pop(); // APPEND
      (top() as unknown[]).push(value);
    },
    101: () => {
      const values = sinceMark(); // APPENDS
      const list = top() as unknown[];
      for (const value of values) list.push(value);
    },
    75: () => push(u8()), // BININT1
    77: () => push(bytes.readUInt16LE(take(2))), // BININT2
    74: () => push(bytes.readInt32LE(take(4))), // BININT
    138: () => {
      const length = u8(); // LONG1
      push(length === 0 ? 0 : bytes.readIntLE(take(length), length));
    },
    78: () => push(null),
    136: () => push(true),
    137: () => push(false),
    82: () => {
      const [by, given] = stack.splice(-2); // REDUCE
      if (!(by instanceof Named)) throw new RangeError('a call of no function');
      push(new Built(by.name, given));
    },
    98: () => {
      const state = stack.pop(); // BUILD
      if (top() instanceof Built) (top() as Built).state = state;
    },
  };
  for (let code = u8(); code !== 46; code = u8()) {
    const operation = operations[code];
    if (!operation) throw new RangeError(`operation ${code}`);
    operation();
  }
  return listOf(top());
}

/** An array is rebuilt by `_reconstruct`, and its state ends in the list of its objects. */
function listOf(value: unknown): unknown[] {
  if (value instanceof Built && /^numpy\.(?:_?core)\.multiarray\._reconstruct$/.test(value.by)) {
    const objects = (value.state as unknown[] | undefined)?.at(-1);
    if (Array.isArray(objects)) return objects;
  }
  throw new RangeError('no array of objects');
}
