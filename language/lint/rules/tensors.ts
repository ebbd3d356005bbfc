import ts from 'typescript6';
import { indentOf, inserted } from '../edits.js';
import type { LintFix } from '../finding.js';
import type { Found, Notebook, Rule } from '../rule.js';
import { words } from '../words.js';

/** `tf.tidy(async () => …)` */
export const tidyAsync: Rule = {
  name: 'tidy-async',
  severity: 'warning',
  look(event) {
    if (event.kind !== 'tidy' || !event.isPromise) return [];
    return [
      {
        node: event.site,
        message: words(
          'tf.tidy frees its tensors when the function returns, and this one gives a promise, before it is done: it goes on with tensors that are gone. Wait outside, and put only the computing into tidy.',
          'tf.tidy는 함수가 돌아올 때 텐서를 해제하는데 이 함수는 끝나기 전에 프로미스를 돌려주므로 이미 해제된 텐서로 이어 갑니다. 기다리는 일은 밖에서 하고 계산만 tidy에 넣으세요.',
        ),
      },
    ];
  },
};

/** A loop that turns less often leaves little behind. */
const MANY = 20;

const CLEANS = /\b(dispose\w*|startScope|endScope|tidy|keep)\b/;

export const tensorInLoop: Rule = {
  name: 'tensor-in-loop',
  severity: 'warning',
  lookAtAll: (notebook) =>
    notebook.tensors.size === 0
      ? []
      : [...loopsOf(notebook)].flatMap((loop) => {
          const lost = lostTensor(loop, notebook);
          return lost ? [found(loop, lost)] : [];
        }),
};

function found(loop: ts.IterationStatement, node: ts.Node): Found {
  return {
    node,
    message: words(
      'Each turn of this loop makes tensors that nobody frees: memory grows until it is used up. Put what computes into tf.tidy(() => { … }), or dispose of what is no longer needed.',
      '이 반복문은 돌 때마다 텐서를 만들고 해제하지 않아 메모리가 다할 때까지 늘어납니다. 계산을 tf.tidy(() => { … })에 넣거나 더 쓰지 않는 것을 dispose하세요.',
    ),
    fixes: tidyFix(loop),
  };
}

/** Loops that may turn often, in which nothing is freed, and around which nothing is. */
function loopsOf({ tensors, turns }: Notebook): Set<ts.IterationStatement> {
  const loops = new Set<ts.IterationStatement>();
  for (const call of tensors) {
    const loop = loopAround(call);
    if (loop && isLong(loop, turns) && !CLEANS.test(loop.statement.getText())) loops.add(loop);
  }
  return loops;
}

/** The innermost loop; undefined where it stands in a function that waits for nothing: who calls it may free for it. */
function loopAround(call: ts.Node): ts.IterationStatement | undefined {
  let loop: ts.IterationStatement | undefined;
  let inner = call;
  for (let node = call.parent; node; inner = node, node = node.parent) {
    if (ts.isFunctionLike(node) && !isAsync(node)) return undefined;
    if (!loop && ts.isIterationStatement(node, false) && node.statement === inner) loop = node;
  }
  return loop;
}

const isAsync = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false);

function isLong(loop: ts.IterationStatement, turns: Notebook['turns']): boolean {
  if (ts.isForInStatement(loop)) return false;
  if (ts.isForOfStatement(loop)) {
    const known = turns.get(loop);
    if (known !== undefined) return known >= MANY;
    return !/^Object\.|\.entries\(/.test(loop.expression.getText());
  }
  if (!ts.isForStatement(loop)) return true;
  const limit = loop.condition && ts.isBinaryExpression(loop.condition) ? loop.condition.right : undefined;
  return !limit || !ts.isNumericLiteral(limit) || Number(limit.text) >= MANY;
}

const KEEPS = new Set(['dispose', 'then']);

/** A tensor in the body of a loop that is certainly not kept: something is computed or read of it, and that is all. */
function lostTensor(loop: ts.IterationStatement, { tensors }: Notebook): ts.Node | undefined {
  let lost: ts.Node | undefined;
  const look = (node: ts.Node): void => {
    if (lost || ts.isFunctionLike(node)) return;
    if (tensors.has(node) && isLost(node, loop, tensors)) lost = node;
    else node.forEachChild(look);
  };
  look(loop.statement);
  return lost;
}

function isLost(call: ts.Node, loop: ts.IterationStatement, tensors: ReadonlySet<ts.Node>): boolean {
  let node = call;
  while (
    ts.isAsExpression(node.parent) ||
    ts.isParenthesizedExpression(node.parent) ||
    ts.isNonNullExpression(node.parent)
  )
    node = node.parent;
  if (isOnlyRead(node, tensors)) return true;
  const { parent } = node;
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) return false;
  const { text } = parent.name;
  let isKept = false;
  let isRead = false;
  const look = (inner: ts.Node): void => {
    if (ts.isIdentifier(inner) && inner.text === text && inner.parent !== parent) {
      const isProperty = ts.isPropertyAccessExpression(inner.parent) && inner.parent.name === inner;
      if (isProperty) return;
      if (isOnlyRead(inner, tensors)) isRead = true;
      else isKept = true;
    } else inner.forEachChild(look);
  };
  look(loop.statement);
  return isRead && !isKept;
}

/** `x.add(1)`, `x.dataSync()`, `tf.add(x, 1)`: the value goes no further. */
function isOnlyRead(node: ts.Node, tensors: ReadonlySet<ts.Node>): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node)
    return (
      ts.isCallExpression(parent.parent) &&
      parent.parent.expression === parent &&
      !KEEPS.has(parent.name.text)
    );
  return ts.isCallExpression(parent) && parent.expression !== node && tensors.has(parent);
}

/** `tf.tidy` around the body, where nothing in it leaves the loop, waits or is kept. */
function tidyFix({ statement }: ts.IterationStatement): LintFix[] {
  if (!ts.isBlock(statement) || statement.statements.length === 0) return [];
  let isPlain = true;
  statement.forEachChild(function look(node): void {
    if (
      ts.isAwaitExpression(node) ||
      ts.isBreakOrContinueStatement(node) ||
      ts.isReturnStatement(node) ||
      ts.isYieldExpression(node) ||
      (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) ||
      ts.isFunctionLike(node)
    )
      isPlain = false;
    else node.forEachChild(look);
  });
  const [first] = statement.statements;
  const last = statement.statements.at(-1);
  if (!isPlain || !first || !last) return [];
  const indent = indentOf(first);
  return [
    {
      title: words('Put the body into tf.tidy', '본문을 tf.tidy에 넣기'),
      edits: [inserted(first, `tf.tidy(() => {\n${indent}`), inserted(last, `\n${indent}});`, 'after')],
    },
  ];
}
