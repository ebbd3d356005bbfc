import type * as acorn from 'acorn';
import { ancestor } from 'acorn-walk';
import type MagicString from 'magic-string';
import { boundNames, scopes } from './scopes.js';

interface Declared {
  /** Before this, the name means nothing yet. */
  from: number;
  /** What the name is first set to, in which it means nothing either. */
  init: acorn.Node | null | undefined;
}

/**
 * The cell's own `let`, `const` and classes become names of the whole notebook, which would be undefined, or what an earlier
 * run has left, where the cell uses them above their declaration: there it must fail, as in any program.
 *
 * @param hook throws the error; given the name.
 */
export function guardEarlyUses(script: MagicString, program: acorn.Program, hook: string): void {
  const declared = declarations(program);
  if (declared.size === 0) return;
  ancestor(program, {
    Identifier(node, _state, ancestors) {
      const found = declared.get(node.name);
      if (!found || !isEarly(node, found) || ancestors.some(runsLater)) return;
      if (scopes.shadows(node.name, ancestors)) return;
      const parent = ancestors.at(-2) as (acorn.Node & { shorthand?: boolean }) | undefined;
      const key = parent?.type === 'Property' && parent.shorthand ? `${node.name}: ` : '';
      script.appendRight(node.start, `${key}${hook}(${JSON.stringify(node.name)}) || `);
    },
  });
}

const isEarly = (node: acorn.Node, { from, init }: Declared): boolean =>
  node.start < from || (!!init && node.start >= init.start && node.end <= init.end);

const runsLater = ({ type }: acorn.Node): boolean =>
  /Function|^(MethodDefinition|PropertyDefinition|StaticBlock)$/.test(type);

function declarations(program: acorn.Program): Map<string, Declared> {
  const found = new Map<string, Declared>();
  for (const statement of program.body) {
    const node = 'declaration' in statement && statement.declaration ? statement.declaration : statement;
    if (node.type === 'ClassDeclaration' && node.id)
      found.set(node.id.name, { from: node.start, init: null });
    if (node.type !== 'VariableDeclaration' || node.kind === 'var') continue;
    for (const { id, init } of node.declarations)
      for (const name of boundNames(id)) found.set(name, { from: id.start, init });
  }
  return found;
}
