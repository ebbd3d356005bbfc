import type { AnswerFault, InputForm } from '../../protocol/index.js';
import { say } from '../../words/index.js';

/** That a text is no answer to a question, and what would be one. */
export function notAnAnswer(question: string, text: string, form: InputForm, fault: AnswerFault): string {
  const [en, ko] = demand(form, fault);
  const asked = question.trim();
  if (fault.kind === 'empty')
    return say(`"${asked}" needs an answer: ${en}.`, `"${asked}"에 답해야 합니다. ${ko}.`);
  return say(
    `"${text.trim()}" is no answer to "${asked}": ${en}.`,
    `"${text.trim()}"은(는) "${asked}"의 답이 될 수 없습니다. ${ko}.`,
  );
}

function demand(form: InputForm, fault: AnswerFault): [english: string, korean: string] {
  switch (fault.kind) {
    case 'tooSmall':
      return [`it must be ${fault.least} or more`, `${fault.least} 이상이어야 합니다`];
    case 'tooLarge':
      return [`it must be ${fault.most} or less`, `${fault.most} 이하여야 합니다`];
    case 'offStep':
      return [`the nearest allowed number is ${fault.near}`, `가장 가까운 값은 ${fault.near}입니다`];
    default:
      return wanted(form);
  }
}

function wanted(form: InputForm): [english: string, korean: string] {
  if (form.kind === 'choice') {
    const options = form.options.map((option) => JSON.stringify(option)).join(', ');
    return [`choose one of ${options}`, `${options} 가운데 하나를 고르세요`];
  }
  if (form.kind === 'file') {
    const endings = form.endings.map((ending) => `.${ending}`).join(', ');
    if (!endings) return ['give the path of a file', '파일의 경로를 주세요'];
    return [`give the path of a file that ends in ${endings}`, `${endings} 파일의 경로를 주세요`];
  }
  return ['give a number', '숫자를 주세요'];
}
