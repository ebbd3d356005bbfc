import { say } from '../../words/index.js';

/**
 * What to say of a path that was not found and looks as if its backslashes were lost in a string: `'data\titanic.csv'` holds
 * a tab, `'C:\data'` is `C:data`. Empty for others.
 */
export function escapedPath(path: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  if (!/[\x00-\x1f]/.test(path) && !/^[a-z]:[^\\/]/i.test(path)) return '';
  return say(
    ' In a string, a backslash begins a special character: write / or \\\\ between folders.',
    ' 문자열에서 백슬래시는 특수 문자의 시작입니다. 폴더 사이에는 /나 \\\\를 쓰세요.',
  );
}
