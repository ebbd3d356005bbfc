import ts from 'typescript6';
import type { Role, Value } from './values.js';

const ROLES: Readonly<Record<string, Role>> = {
  train: 'train',
  training: 'train',
  validation: 'validation',
  valid: 'validation',
  val: 'validation',
  test: 'test',
  testing: 'test',
  holdout: 'test',
  unseen: 'test',
};

/** The part that a name speaks of: `xTest`, `test_rows`, `validation.x`; undefined where it speaks of none or of several. */
export function roleOfNames(names: readonly string[]): Role | undefined {
  const words = names.flatMap((name) => name.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []);
  const roles = new Set<Role>();
  for (const word of words) {
    const lower = word.toLowerCase();
    // Alone it is a value as well; and valid rows may be those without a mistake.
    if (lower === 'val' && words.length === 1) continue;
    if (lower === 'valid' && !words.some((other) => other.length === 1)) continue;
    const role = Object.hasOwn(ROLES, lower) ? ROLES[lower] : undefined;
    if (role) roles.add(role);
  }
  return roles.size === 1 ? [...roles][0] : undefined;
}

/** An expression without brackets, casts and `await` around it. */
export function bare(node: ts.Expression): ts.Expression {
  let inner = node;
  while (
    ts.isParenthesizedExpression(inner) ||
    ts.isAsExpression(inner) ||
    ts.isSatisfiesExpression(inner) ||
    ts.isNonNullExpression(inner) ||
    ts.isTypeAssertionExpression(inner) ||
    ts.isAwaitExpression(inner)
  )
    inner = inner.expression;
  return inner;
}

/** `a.b.c` as its names; undefined for what is no such chain. */
export function chainOf(node: ts.Expression): string[] | undefined {
  const inner = bare(node);
  if (ts.isIdentifier(inner)) return [inner.text];
  if (!ts.isPropertyAccessExpression(inner)) return undefined;
  const before = chainOf(inner.expression);
  return before && [...before, inner.name.text];
}

/** By the names in an expression: `test.numbers(inputs)`, `toTensor(xTest)`. */
function roleOfExpression(node: ts.Expression): Role | undefined {
  const chain = chainOf(node);
  if (chain) return roleOfNames(chain);
  const inner = bare(node);
  if (!ts.isCallExpression(inner)) return undefined;
  const { expression, arguments: given } = inner;
  const receiver = ts.isPropertyAccessExpression(expression)
    ? roleOfExpression(expression.expression)
    : undefined;
  if (receiver) return receiver;
  const [first] = given;
  return first && !ts.isSpreadElement(first) ? roleOfExpression(first) : undefined;
}

/** Which part of the rows an expression holds; undefined where that is not known. */
export function roleOf(node: ts.Expression, value: Value): Role | undefined {
  const named = roleOfExpression(node);
  const known = value.kind === 'data' ? value.role : undefined;
  return named && known && named !== known ? undefined : (known ?? named);
}
