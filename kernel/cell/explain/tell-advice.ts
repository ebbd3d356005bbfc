import { say } from '../../../words/index.js';
import type { Advice } from './keras-names.js';

/** `print is Python's. Write console.log(…).` */
export function tellAdvice(name: string, [code, english, korean]: Advice, origin: string): string {
  const [en, ko] = english ? [` ${english}.`, ` ${korean}.`] : ['', ''];
  return say(
    `${name} is a name of ${origin}.${en} Write ${code}`,
    `${name}은(는) ${origin}에서 쓰는 이름입니다.${ko} 여기서는 이렇게 씁니다: ${code}`,
  );
}
