import { describe, expect, it } from 'vitest';
import type { LanguageEdit } from '../../../protocol/language.js';
import { OpenNotebook } from './open-notebook.js';

/** The cells after the edits. */
function edited(notebook: OpenNotebook, edits: readonly LanguageEdit[]): string[] {
  return notebook.texts.map((text, i) => {
    const own = edits.flatMap((edit) => ('path' in edit || edit.cell !== `${i}` ? [] : [edit]));
    return own
      .sort((a, b) => b.start - a.start)
      .reduce((done, { start, end, text: added }) => done.slice(0, start) + added + done.slice(end), text);
  });
}

async function renamed(notebook: OpenNotebook, newName: string): Promise<string[] | string> {
  const answer = await notebook.engine.rename({ ...notebook.at, newName });
  return 'refused' in answer ? answer.refused : edited(notebook, answer.edits);
}

describe('renaming', () => {
  it('reaches all cells', async () => {
    const notebook = new OpenNotebook(['const r‸ate = 1;', 'rate + 1', 'const f = () => rate;']);
    expect(await renamed(notebook, 'speed')).toEqual([
      'const speed = 1;',
      'speed + 1',
      'const f = () => speed;',
    ]);
  });

  it('leaves what is declared again', async () => {
    const notebook = new OpenNotebook(['const rate = 1;', 'rate', 'const r‸ate = "x";', 'rate.length']);
    expect(await renamed(notebook, 'speed')).toEqual([
      'const rate = 1;',
      'rate',
      'const speed = "x";',
      'speed.length',
    ]);
  });

  it('keeps the keys of objects and the names of modules', async () => {
    const notebook = new OpenNotebook([
      "import { join } from 'node:path';",
      'j‸oin("a");',
      'const o = { join };',
    ]);
    expect(await renamed(notebook, 'glue')).toEqual([
      "import { join as glue } from 'node:path';",
      'glue("a");',
      'const o = { join: glue };',
    ]);
  });

  it('reaches imports that are made again', async () => {
    const notebook = new OpenNotebook([
      "import * as tf from '@tensorflow/tfjs-node';",
      "import * as tf from '@tensorflow/tfjs';\nt‸f.scalar(1);",
    ]);
    expect(await renamed(notebook, 'flow')).toEqual([
      "import * as flow from '@tensorflow/tfjs-node';",
      "import * as flow from '@tensorflow/tfjs';\nflow.scalar(1);",
    ]);
    const named = new OpenNotebook([
      "import { join } from 'path';",
      "import { join, basename } from 'node:path';\nj‸oin(basename('a'));",
    ]);
    expect(await renamed(named, 'glue')).toEqual([
      "import { join as glue } from 'path';",
      "import { join as glue, basename } from 'node:path';\nglue(basename('a'));",
    ]);
  });

  it('reaches files of the student', async () => {
    const notebook = new OpenNotebook(["import { twice } from './own.ts';", 'twi‸ce(2)'], {
      files: { 'own.ts': 'export const twice = (n: number) => 2 * n;\n' },
    });
    expect(await renamed(notebook, 'double')).toEqual([
      "import { twice as double } from './own.ts';",
      'double(2)',
    ]);
    notebook.close();
  });

  it.each([
    ['const r‸ate = 1;', 'class', /no name/],
    ['const r‸ate = 1;', 'a b', /no name/],
    ['const r‸ate = 1;', '', /no name/],
    ['const r‸ate = 1; const speed = 2;', 'speed', /already/],
    ['console.l‸og(1)', 'print', /./],
    ["import * as tf from '@tensorflow/tfjs-node'; tf.sca‸lar(1);", 'print', /package/],
    ['‸', 'print', /./],
  ])('%s to "%s" is refused', async (cell, name, why) => {
    const answer = await new OpenNotebook([cell]).engine.rename({
      ...new OpenNotebook([cell]).at,
      newName: name,
    });
    expect('refused' in answer && answer.refused).toMatch(why);
  });
});

describe('references', () => {
  it('are found in all cells, also where an import is made again', async () => {
    const notebook = new OpenNotebook([
      "import { join } from 'node:path';",
      "import { join } from 'path';\njoi‸n('a')",
      'join("b")',
    ]);
    const found = await notebook.engine.references(notebook.at);
    const words = found.map((place) => ('path' in place ? place.path : `${place.cell}:${place.start}`));
    expect(words).toEqual(expect.arrayContaining(['0:9', '1:9', '1:29', '2:0']));
  });
});

describe('signature help', () => {
  it('says what is called, and which argument is next', async () => {
    const notebook = new OpenNotebook([
      '/** Adds.\n * @param b the second */\nconst add = (a: number, b: number) => a + b;',
      'add(1, ‸)',
    ]);
    const help = await notebook.engine.signatures(notebook.at);
    expect(help?.activeParameter).toBe(1);
    expect(help?.signatures[0]).toMatchObject({
      label: 'add(a: number, b: number): number',
      documentation: 'Adds.',
    });
    const [, second] = help?.signatures[0]?.parameters ?? [];
    expect(help?.signatures[0]?.label.slice(second?.start, second?.end)).toBe('b: number');
    expect(second?.documentation).toBe('the second');
  });
});

describe('documentation', () => {
  it('of tf and of the library is in hovers and completions', async () => {
    const tf = new OpenNotebook([
      "import * as tf from '@tensorflow/tfjs-node';",
      'tf.mat‸Mul(tf.scalar(1), tf.scalar(1))',
    ]);
    expect((await tf.engine.hover(tf.at))?.documentation).toMatch(/dot product of two matrices/);
    const details = await tf.engine.details({ ...tf.at, name: 'matMul' });
    expect(details?.documentation).toMatch(/matrices/);
    const library = new OpenNotebook(["import { seed } from 'epochbook';", 'see‸d(1)']);
    expect((await library.engine.hover(library.at))?.documentation).not.toBe('');
  });
});

describe('imports that are offered', () => {
  const insert = async (cells: string[], name: string, files?: Record<string, string>) => {
    const notebook = new OpenNotebook(cells, { ...(files && { files }) });
    const offered = await notebook.engine.completions(notebook.at);
    const one = offered.find((each) => each.name === name && each.importFrom);
    if (!one) return undefined;
    const details = await notebook.engine.details({ ...notebook.at, ...one });
    return edited(notebook, details?.edits ?? []);
  };

  it('go on a line of their own', async () => {
    expect(await insert(['const a = 1;', 'sho‸'], 'show')).toEqual([
      'const a = 1;',
      "import { show } from 'epochbook';\nsho",
    ]);
    expect(await insert(['t‸'], 'tf')).toEqual(["import * as tf from '@tensorflow/tfjs-node';\nt"]);
    expect(await insert(['#!/usr/bin/env node\nt‸'], 'tf')).toEqual([
      "#!/usr/bin/env node\nimport * as tf from '@tensorflow/tfjs-node';\nt",
    ]);
  });

  it('go into an import of the same module in the cell', async () => {
    expect(await insert(["import { show } from 'epochbook';\nshow.table([]); sca‸"], 'scale')).toEqual([
      "import { show, scale } from 'epochbook';\nshow.table([]); sca",
    ]);
    expect(await insert(["import { show } from 'epochbook';\nshow.table([]); t‸"], 'tf')).toEqual([
      "import { show } from 'epochbook';\nimport * as tf from '@tensorflow/tfjs-node';\nshow.table([]); t",
    ]);
  });

  it('are not offered where the name is at hand', async () => {
    expect(await insert(["import { show } from 'epochbook';\nsho‸"], 'show')).toBeUndefined();
    expect(await insert(['const show = 1;', 'sho‸'], 'show')).toBeUndefined();
  });

  it('know the files beside the notebook and the packages of the workspace', async () => {
    const files = {
      'own.ts': 'export const helpMe = 1;',
      'package.json': '{"dependencies": {"sums": "1.0.0"}}',
      'node_modules/sums/package.json': '{"name":"sums","version":"1.0.0","types":"index.d.ts"}',
      'node_modules/sums/index.d.ts': 'export declare function sumUp(): number;',
    };
    expect(await insert(['hel‸'], 'helpMe', files)).toEqual(["import { helpMe } from './own.ts';\nhel"]);
    expect(await insert(['sum‸'], 'sumUp', files)).toEqual(["import { sumUp } from 'sums';\nsum"]);
  });

  it('mend an unknown name', async () => {
    const notebook = new OpenNotebook(['‸show.table([]);']);
    const fixes = await notebook.engine.fixes(notebook.at);
    expect(fixes).toMatchObject([{ title: 'Import "show" from \'epochbook\'', preferred: true }]);
    expect(edited(notebook, fixes[0]?.edits ?? [])).toEqual([
      "import { show } from 'epochbook';\nshow.table([]);",
    ]);
  });
});

describe('other mendings', () => {
  it('of spelling', async () => {
    const notebook = new OpenNotebook(['const passengers = [1];', 'passengers.fil‸er(Boolean)']);
    const fixes = await notebook.engine.fixes(notebook.at);
    expect(edited(notebook, fixes[0]?.edits ?? [])[1]).toBe('passengers.filter(Boolean)');
  });
});

describe('the lint', () => {
  const cells = [
    "import * as tf from '@tensorflow/tfjs-node';\nconst model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });",
    "model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });",
    'model.fit(tf.ones([4, 2]), tf.ones([4, 1]), { epochs: 2 });\nconsole.log(1);',
  ];

  it('tells what a cell will not do, why, and mends it', async () => {
    const notebook = new OpenNotebook(cells);
    const [found, ...others] = await notebook.engine.lint({ notebook: notebook.notebook, off: [] });
    expect(others).toEqual([]);
    expect(found).toMatchObject({ rule: 'missing-await', cell: '2', start: 0, severity: 'warning' });
    expect(edited(notebook, found?.fixes[0]?.edits ?? [])[2]).toMatch(/^await model\.fit/);
    expect(found?.fixes.map(({ preferred }) => preferred)).toEqual([true, false]);
  });

  it('is silent about rules that are off', async () => {
    const notebook = new OpenNotebook(cells);
    expect(await notebook.engine.lint({ notebook: notebook.notebook, off: ['missing-await'] })).toEqual([]);
  });
});

describe('symbols of a cell', () => {
  it('are its functions, classes with members, and names', async () => {
    const notebook = new OpenNotebook([
      'const a = 1, { b } = { b: 2 };\nclass C { d() {} }\nfunction e() {}',
    ]);
    const found = await notebook.engine.symbols({ notebook: notebook.notebook, cell: '0' });
    expect(
      found.map(({ name, kind, children }) => [name, kind, ...children.map((child) => child.name)]),
    ).toEqual([
      ['a', 'const'],
      ['b', 'const'],
      ['C', 'class', 'd'],
      ['e', 'function'],
    ]);
  });
});

describe('files', () => {
  it('that change are read anew', async () => {
    const notebook = new OpenNotebook(["import { a } from './own.ts';", 'const b‸ = a;'], {
      files: { 'own.ts': 'export const a = 1 as number;' },
    });
    expect(await notebook.hover()).toBe('const b: number');
    notebook.write('own.ts', 'export const a = "text" as string;');
    expect(await notebook.hover()).toBe('const b: string');
    notebook.write('late.ts', 'export const late = 1 as number;');
    notebook.texts[1] = "import { late } from './late.ts';\nconst b = late;";
    notebook.update();
    expect(await notebook.errors()).toEqual([]);
    notebook.close();
  });

  it.each([
    ['a broken tsconfig.json', '{ "compilerOptions": { "strict": tru'],
    ['a tsconfig.json that extends what is not there', '{ "extends": "./none.json" }'],
    ['a tsconfig.json of other things', '[1, 2]'],
    [
      'a tsconfig.json that wants CommonJS',
      '{ "compilerOptions": { "module": "commonjs", "noUnusedLocals": true, "isolatedModules": true } }',
    ],
  ])('%s does no harm', async (_, text) => {
    const notebook = new OpenNotebook(['const a = await Promise.resolve(1);', 'a‸'], {
      files: { 'tsconfig.json': text },
    });
    expect(await notebook.hover()).toBe('const a: number');
    expect(await notebook.errors()).toEqual([]);
    notebook.close();
  });

  it('obey a tsconfig.json', async () => {
    const cells = ['const a: string[] = [];', 'const b: string = a[0];'];
    const strict = new OpenNotebook(cells, {
      files: { 'tsconfig.json': '{ "compilerOptions": { "noUncheckedIndexedAccess": true } }' },
    });
    expect(await strict.errors()).toEqual(['1: 2322 "b"']);
    strict.close();
    expect(await new OpenNotebook(cells).errors()).toEqual([]);
  });
});
