import { say } from '../../words/index.js';
import { koreanReason } from './korean-reason.js';
import { BrokenValue } from './refuse-broken-values.js';
import { RefusedArguments } from './refused-arguments.js';

/** Why an operation ended in an error, in a sentence that does not name the operation once more. */
export function reasonOf(error: Error): string {
  if (error instanceof RefusedArguments) return error.reason;
  if (error instanceof BrokenValue) return error.message;
  if (error instanceof TypeError && /^(Cannot |[\w.()]+ is not |undefined )/.test(error.message))
    return say(
      `an argument is missing, or not of the kind that it takes (“${error.message}”).`,
      `빠진 인수가 있거나 이 연산이 받는 종류가 아닙니다(“${error.message}”).`,
    );
  // How many it would be, not every version of V8 says.
  if (/^(?:Invalid typed array length: \d|Array buffer allocation failed)/.test(error.message))
    return say(
      'so many values do not fit into memory. Take a smaller shape, or a part of the data at a time.',
      '값이 너무 많아 메모리에 들어가지 않습니다. 모양을 줄이거나 데이터를 나누어 쓰세요.',
    );
  const lacking = /^Kernel '(\w+)' not registered for backend '(\w+)'/.exec(error.message);
  if (lacking)
    return say(
      `the backend "${lacking[2]}" has no ${lacking[1]}; the embedded engine has it.`,
      `백엔드 "${lacking[2]}"에는 ${lacking[1]}이(가) 없습니다. 내장 엔진에는 있습니다.`,
    );
  const english = error.message
    .replace(/^Error in (gradient for )?[\w. ]+: ?/, '')
    .replace(/^Invalid TF_Status: \d+\s*Message: /, '')
    .replace(/^Invalid napi_status: /, '')
    .replace(/\s*;? NodeDef: [\s\S]*$/, '')
    .replace(/\s+/g, ' ')
    .trim();
  return say(english, koreanReason(english));
}
