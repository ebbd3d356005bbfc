import ts from 'typescript6';
import { inserted } from '../edits.js';
import type { LintFix } from '../finding.js';
import { chainOf, type ProgramEvent, type PromiseValue } from '../program/index.js';
import type { Found, Notebook, Rule } from '../rule.js';
import { words } from '../words.js';

/** What is read of a promise, or of one that nobody keeps. */
export const missingAwait: Rule = {
  name: 'missing-await',
  severity: 'warning',
  look(event, notebook) {
    if (event.kind === 'promise-dropped') return dropped(event);
    if (event.kind !== 'promise-read') return [];
    const { promise, member, site } = event;
    // Somebody waits for it elsewhere.
    if (ts.isIdentifier(bareSubject(site)) && isAwaitedByName(bareSubject(site).getText(), notebook))
      return [];
    const call = shown(promise);
    const message =
      member === undefined
        ? words(
            `${call} gives a promise, and here its result is needed: await is missing. Write await ${call}.`,
            `${call}은(는) 프로미스를 주는데 여기서는 그 결과가 필요합니다. await이 빠졌습니다. await ${call}처럼 쓰세요.`,
          )
        : words(
            `${member} is read of ${call} before there is a result: await is missing. Write const result = await ${call}.`,
            `${call}의 결과가 나오기 전에 ${member}을(를) 읽었습니다. await이 빠졌습니다. const result = await ${call}처럼 쓰세요.`,
          );
    return [{ node: promise.call, message, fixes: awaitFix(promise.call) }];
  },
  lookAtAll: neverAwaited,
};

function dropped({ promise, site }: Extract<ProgramEvent, { kind: 'promise-dropped' }>): Found[] {
  const { name } = promise;
  if (name === undefined || name.startsWith('tensor.') || name === 'sweep(…)') return [];
  return [{ node: site, message: notWaitedFor(shown(promise)), fixes: awaitFix(promise.call) }];
}

const notWaitedFor = (name: string): Found['message'] =>
  words(
    `Nobody waits for ${name}: what follows runs while it is still at work, and its errors are lost. Write await ${name}.`,
    `${name}을(를) 기다리지 않습니다. 끝나기 전에 다음 줄이 실행되고 오류도 사라집니다. await ${name}처럼 쓰세요.`,
  );

/** As it is written, without what it is given: `net.fit(…)`; as it is known where that is long. */
function shown({ call, name }: Pick<PromiseValue, 'call' | 'name'>): string {
  const chain = ts.isCallExpression(call) ? chainOf(call.expression)?.join('.') : undefined;
  if (chain === undefined || !ts.isCallExpression(call)) return name ?? 'call(…)';
  return `${chain}(${call.arguments.length > 0 ? '…' : ''})`;
}

/** What is read of: `history` of `history.history`. */
function bareSubject(site: ts.Node): ts.Node {
  if (ts.isPropertyAccessExpression(site) || ts.isElementAccessExpression(site)) return site.expression;
  return site;
}

const isAwaitedByName = (name: string, { texts }: Notebook): boolean =>
  texts.some((text) =>
    new RegExp(`\\bawait\\s+${name}\\b|\\b${name}\\s*\\.then\\b|Promise\\.\\w+\\(`).test(text),
  );

/** `await` before the call, where it may stand there. */
function awaitFix(call: ts.Expression): LintFix[] {
  let scope: ts.Node = call.parent;
  while (!ts.isFunctionLike(scope) && !ts.isSourceFile(scope)) scope = scope.parent;
  if (ts.isFunctionLike(scope)) {
    const isAsync = ts.canHaveModifiers(scope)
      ? ts.getModifiers(scope)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)
      : false;
    if (!isAsync) return [];
  }
  const { parent } = call;
  const isSubject =
    (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) &&
    parent.expression === call;
  const edits = isSubject
    ? [inserted(call, '(await '), inserted(call, ')', 'after')]
    : [inserted(call, 'await ')];
  return [{ title: words('Insert await', 'await 넣기'), edits }];
}

/** `const history = model.fit(…)`, and nothing else of the name: the training goes on behind all that follows. */
function neverAwaited({ texts, events }: Notebook): Found[] {
  const fits = new Set<ts.Node>(events.filter(({ kind }) => kind === 'fit').map(({ site }) => site));
  return [...fits].flatMap((call) => {
    const { parent } = call;
    if (!ts.isVariableDeclaration(parent) || parent.initializer !== call || !ts.isIdentifier(parent.name))
      return [];
    const name = parent.name.text;
    const uses = texts.reduce((sum, text) => sum + usesOf(name, text), 0);
    if (uses > 1 || !ts.isCallExpression(call)) return [];
    return [
      { node: call, message: notWaitedFor(shown({ call, name: 'model.fit(…)' })), fixes: awaitFix(call) },
    ];
  });
}

const usesOf = (name: string, text: string): number =>
  text.includes(name)
    ? (text.match(new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`, 'g'))?.length ?? 0)
    : 0;
