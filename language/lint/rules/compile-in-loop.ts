import ts from 'typescript6';
import type { Rule } from '../rule.js';
import { words } from '../words.js';

/** A net that stands outside of a loop is compiled and trained in each turn of it. */
export const compileInLoop: Rule = {
  name: 'compile-in-loop',
  severity: 'warning',
  look(event, { events }) {
    if (event.kind !== 'compile') return [];
    const name = receiverOf(event.site);
    const loop = name && loopAround(event.site);
    if (!loop || isMadeAnew(name, loop.getText())) return [];
    const isTrained = events.some(
      ({ kind, site }) => kind === 'fit' && receiverOf(site) === name && loopAround(site) === loop,
    );
    if (!isTrained) return [];
    return [
      {
        node: event.site,
        message: words(
          `${name} keeps its weights from one turn of the loop to the next: compile does not make them anew, so each training goes on where the one before it ended. Build the net inside of the loop.`,
          `반복문이 다시 돌아도 ${name}의 가중치는 그대로입니다. compile은 가중치를 새로 만들지 않으므로 학습이 앞의 학습이 끝난 곳에서 이어집니다. 신경망을 반복문 안에서 만드세요.`,
        ),
      },
    ];
  },
};

/** `net` of `net.compile(…)`, where it is a name. */
function receiverOf(call: ts.Node): string | undefined {
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return undefined;
  const { expression } = call.expression;
  return ts.isIdentifier(expression) ? expression.text : undefined;
}

/** The innermost loop, where no function and no branch stands between. */
function loopAround(node: ts.Node): ts.IterationStatement | undefined {
  let inner = node;
  for (let outer = node.parent; outer; inner = outer, outer = outer.parent) {
    if (ts.isFunctionLike(outer) || ts.isIfStatement(outer)) return undefined;
    if (ts.isIterationStatement(outer, false)) return outer.statement === inner ? outer : undefined;
  }
  return undefined;
}

/** Whether a loop takes another net, or gives this one other weights, layers or a part of them to train. */
const isMadeAnew = (name: string, loop: string): boolean =>
  new RegExp(
    `\\b${name}\\s*=[^=]|\\b(const|let|var)\\b[^;]*\\b${name}\\b[^;]*\\b(of|in|=)|setWeights|loadWeights|trainable|\\.add\\(`,
  ).test(loop);
