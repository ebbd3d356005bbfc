/** Files of the student's in the notebook's folder, whose lines errors must name. */
export const files: Record<string, string> = {
  // Only types are taken out: lines and columns stay.
  'plain.ts': `type A = { b: number };
export function plainBoom(x: number = 1): A {
  return (undefined as any as A).b as any;
}
export const reject = async (): Promise<never> => {
  await null;
  throw new RangeError('from a promise');
};`,
  // Rewritten, so that lines and columns move.
  'rewritten.ts': `// a comment
interface Gone { a: number }
enum Kind { A, B }
const twice = (method: any, _: any) => function called(this: any) { return method.call(this); };
export class Net {
  constructor(private readonly units: number) {}
  @twice size(): number {
    if (this.units === 1) throw new Error('one');
    return Kind.A;
  }
}
export function boom(): never {
  const a: number = 1; throw new TypeError('boom');
}`,
  'resources.ts': `export function work(): number {
  using a = { [Symbol.dispose]() { } };

  throw new Error('within using');
}`,
  'common.cts': `enum Q { A }

exports.thrown = function thrown(a: number): never {
  if (Q.A === 0) throw new RangeError('of CommonJS');
  throw 1;
};`,
  'at-load.ts': 'export const a: number = 1;\n\nnull!.x;\n',
  'at-load-rewritten.ts': 'enum A { B }\n\nexport const b = A.B;\n(undefined as any).x;\n',
  'script.js': 'export function js() {\n  return zzz.x;\n}\n',
  'worker.mjs': "throw new SyntaxError('in a worker');",
  'node_modules/faulty/package.json': '{ "name": "faulty", "main": "index.js" }',
  'node_modules/faulty/index.js':
    "const inner = () => { throw new Error('of a package'); };\nconst middle = () => inner();\nexports.outer = () => middle();",
};
