/** Cells of which the last shows an error without throwing it; it is the first of its kernel. */
export interface ShownCase {
  name: string;
  code: string;
  /** What is printed, without colours. The cell is [0]. */
  text?: string;
  value?: string;
}

const CAUGHT = (work: string, show: string): string =>
  `const bad = () => {\n  throw new TypeError('no');\n};\ntry { ${work} } catch (e) { ${show} }`;

export const shown: ShownCase[] = [
  {
    name: 'console.error of an error',
    code: CAUGHT('bad()', 'console.error(e);'),
    text: 'TypeError: no\n    at bad (Cell [0]:2:9)\n    at Cell [0]:4:7\n',
  },
  {
    name: 'its stack',
    code: CAUGHT('bad()', 'console.log(e.stack);'),
    text: 'TypeError: no\n    at bad (Cell [0]:2:9)\n    at Cell [0]:4:7\n',
  },
  {
    name: 'within a sentence',
    code: CAUGHT('bad()', "console.log('failed: %s', e); console.log(String(e));"),
    text: 'failed: TypeError: no\n    at bad (Cell [0]:2:9)\n    at Cell [0]:4:7\nTypeError: no\n',
  },
  {
    name: 'console.trace',
    code: "const trace = () => console.trace('here');\ntrace();",
    text: 'Trace: here\n    at trace (Cell [0]:1:29)\n    at Cell [0]:2:1\n',
  },
  {
    name: 'an error as value',
    code: "const made = new RangeError('made');\nmade",
    value: 'RangeError: made\n    at Cell [0]:1:14',
  },
  {
    name: 'an error in a list',
    code: "[new Error('first')]",
    value: '[\n  Error: first\n      at Cell [0]:1:2\n]',
  },
  {
    name: 'display of an error',
    code: "display(new Error('displayed'));\n0",
    value: '0',
  },
  {
    name: 'a cause',
    code: "console.log(new Error('outer', { cause: new Error('inner') }));",
    text: 'Error: outer\n    at Cell [0]:1:13 {\n  [cause]: Error: inner\n      at Cell [0]:1:41\n}\n',
  },
  {
    name: 'several reasons',
    code: "console.log(new AggregateError([new Error('one')], 'all'));",
    text: 'AggregateError: all\n    at Cell [0]:1:13 {\n  [errors]: [\n    Error: one\n        at Cell [0]:1:33\n  ]\n}\n',
  },
  {
    name: 'one of the file system, awaited',
    code: "import { readFile } from 'node:fs/promises';\ntry {\n  await readFile('/none');\n} catch (e) { console.error(e); }",
    text: "Error: ENOENT: no such file or directory, open '/none'\n    at Cell [0]:3:9 {\n  errno: -2,\n  code: 'ENOENT',\n  syscall: 'open',\n  path: '/none'\n}\n",
  },
  {
    name: 'one of TensorFlow.js',
    code: "import * as tf from '@tensorflow/tfjs-node';\ntry {\n  tf.ones([2]).dot(tf.ones([3]));\n} catch (e) { console.log(e.stack); }",
    text: 'RangeError: tensor.dot(tensor [2], tensor [3]) cannot be computed: inner dimensions of inputs must match, but got 2 and 3.\n    at Cell [0]:3:16\n',
  },
  {
    name: 'one of a file',
    code: "import { boom } from './rewritten';\ntry { boom(); } catch (e) { console.log(e.stack); }",
    text: 'TypeError: boom\n    at boom (rewritten.ts:13:30)\n    at Cell [0]:2:7\n',
  },
  {
    name: 'Error.captureStackTrace',
    code: 'const at = {};\nError.captureStackTrace(at);\nconsole.log(at.stack.split("\\n")[1]);',
    text: '    at Cell [0]:2:7\n',
  },
  {
    name: 'console.assert',
    code: "console.assert(1 > 2, 'not so');",
    text: 'Assertion failed: not so\n',
  },
];
