import { HOOKS } from '../cell/rewrite.js';
import type { Gathered } from './gather.js';

/** A function and what it uses, without the values themselves: those are in a file. */
export type Ready = Omit<Gathered, 'values'> & { names: string[] };

export const readyOf = ({ text, imports, functions, values }: Gathered): Ready => ({
  text,
  imports,
  functions,
  names: [...values.keys()],
});

/** The cell that makes a process ready: what a function uses, and the function itself, under the name `as`. */
export function firstCell({ text, imports, functions, names }: Ready, file: string, as: string): string {
  const lines = imports.map(({ local, specifier, name }) => {
    const from = JSON.stringify(specifier);
    if (name === '*') return `import * as ${local} from ${from};`;
    return name === 'default'
      ? `import ${local} from ${from};`
      : `import { ${/^[\p{ID_Start}$_]/u.test(name) ? name : JSON.stringify(name)} as ${local} } from ${from};`;
  });
  if (names.length > 0)
    lines.push(`let { ${names.join(', ')} } = await ${HOOKS}.restore(${JSON.stringify(file)});`);
  for (const [name, source] of functions) lines.push(`let ${name} = (${source});`);
  lines.push(`let ${as} = (${text});`);
  return lines.join('\n');
}
