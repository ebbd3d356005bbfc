import { say } from '../../../words/index.js';
import { type Check, shapeText, type TensorLike } from './check.js';

/** Each tensor has one axis for each letter of its term, and the result has no letter of its own. */
export const einsumTerms: Check = (inputs, { equation }) => {
  const [left = '', right = ''] = String(equation).replace(/\s/g, '').split('->');
  const terms = left.split(',');
  const tensors = Object.values(inputs) as TensorLike[];
  if (terms.length !== tensors.length)
    return say(
      `the equation '${equation}' has ${terms.length} terms for ${tensors.length} tensors.`,
      `식 '${equation}'의 항은 ${terms.length}개인데 텐서는 ${tensors.length}개입니다.`,
    );
  for (const [i, { shape }] of tensors.entries())
    if (terms[i]?.length !== shape.length)
      return say(
        `the term '${terms[i]}' of '${equation}' has ${terms[i]?.length} letters for the shape ${shapeText(shape)}.`,
        `식 '${equation}'의 항 '${terms[i]}'은(는) 글자가 ${terms[i]?.length}개인데 텐서의 모양은 ${shapeText(shape)}입니다.`,
      );
  const unknown = [...right].find((letter) => !left.includes(letter));
  if (!unknown) return undefined;
  return say(
    `the result of '${equation}' has the letter '${unknown}', and no tensor has it.`,
    `식 '${equation}'의 결과에 있는 글자 '${unknown}'이(가) 어느 텐서에도 없습니다.`,
  );
};
