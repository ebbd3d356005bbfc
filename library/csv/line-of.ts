import { say } from '../../words/index.js';

/** `ages.csv, line 5`; of a text that came from no file, `line 5 of the CSV text`. */
export const lineOf = (file: string | null, line: number): string =>
  file === null
    ? say(`Line ${line} of the CSV text`, `CSV ${line}번째 줄`)
    : say(`${file}, line ${line}`, `${file} ${line}번째 줄`);
