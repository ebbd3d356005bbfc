import { say } from '../../words/index.js';

type Words = readonly [english: string, korean: string];

/** What another kind of file is, and what to do with it. */
interface Kind {
  is: Words;
  then: Words;
}

const saveAsCsv: Words = [
  'Open it in a spreadsheet program and save it as “CSV UTF-8”.',
  '스프레드시트 프로그램에서 열어 “CSV UTF-8”로 저장하세요.',
];
const unpack: Words = ['Unpack it and read the CSV file inside.', '압축을 풀고 안의 CSV 파일을 읽으세요.'];
const fromPython: Words = [
  'Write it as CSV in the program that made it: df.to_csv(path, index=False).',
  '파일을 만든 프로그램에서 CSV로 저장하세요: df.to_csv(path, index=False)',
];
const fromStatistics: Words = [
  'Export it as CSV in the program that made it.',
  '파일을 만든 프로그램에서 CSV로 내보내세요.',
];
const noTable: Words = ['It holds no table.', '표가 들어 있지 않습니다.'];

const kind = (english: string, korean: string, then: Words): Kind => ({ is: [english, korean], then });

/** By first bytes, written as text of one byte a character. */
const beginnings: readonly [beginning: string, kind: Kind][] = [
  ['\xD0\xCF\x11\xE0', kind('an Excel file (.xls)', 'Excel 파일(.xls)', saveAsCsv)],
  [
    '\x1F\x8B',
    kind('gzip-compressed', 'gzip으로 압축된 파일', [
      "Unpack it: parseCsv(zlib.gunzipSync(fs.readFileSync(path)).toString()), with import zlib from 'node:zlib' and fs from 'node:fs'.",
      "압축을 푸세요: parseCsv(zlib.gunzipSync(fs.readFileSync(path)).toString()) (import zlib from 'node:zlib', import fs from 'node:fs')",
    ]),
  ],
  ['BZh', kind('bzip2-compressed', 'bzip2로 압축된 파일', unpack)],
  ['\xFD7zXZ', kind('xz-compressed', 'xz로 압축된 파일', unpack)],
  ['\x28\xB5\x2F\xFD', kind('zstd-compressed', 'zstd로 압축된 파일', unpack)],
  ['7z\xBC\xAF', kind('a 7z archive', '7z 압축 파일', unpack)],
  ['Rar!', kind('a RAR archive', 'RAR 압축 파일', unpack)],
  ['PAR1', kind('a Parquet file', 'Parquet 파일', fromPython)],
  ['ARROW1', kind('an Arrow file', 'Arrow 파일', fromPython)],
  ['FEA1', kind('a Feather file', 'Feather 파일', fromPython)],
  ['\x89HDF', kind('an HDF5 file', 'HDF5 파일', fromPython)],
  ['\x93NUMPY', kind('a NumPy array (.npy)', 'NumPy 배열(.npy)', fromPython)],
  ['\x80\x04\x95', kind('a Python pickle', 'Python pickle 파일', fromPython)],
  ['\x80\x05\x95', kind('a Python pickle', 'Python pickle 파일', fromPython)],
  ['SQLite format 3\0', kind('an SQLite database', 'SQLite 데이터베이스', fromStatistics)],
  ['<stata_dta>', kind('a Stata file (.dta)', 'Stata 파일(.dta)', fromStatistics)],
  ['$FL2', kind('an SPSS file (.sav)', 'SPSS 파일(.sav)', fromStatistics)],
  ['RDX', kind('an R data file', 'R 데이터 파일', fromStatistics)],
  [
    `${'\0'.repeat(12)}\xC2\xEA\x81\x60`,
    kind('a SAS file (.sas7bdat)', 'SAS 파일(.sas7bdat)', fromStatistics),
  ],
  ['%PDF', kind('a PDF document', 'PDF 문서', noTable)],
  ['{\\rtf', kind('an RTF document', 'RTF 문서', noTable)],
  ['\x89PNG', kind('a PNG picture', 'PNG 그림', noTable)],
  ['\xFF\xD8\xFF', kind('a JPEG picture', 'JPEG 그림', noTable)],
  ['GIF8', kind('a GIF picture', 'GIF 그림', noTable)],
  ['\x7FELF', kind('a program', '프로그램', noTable)],
];

/** Which of the formats that are ZIP archives, by names that their first entries have. */
function zipKind(head: string): Kind {
  if (/xl\/|\[Content_Types\]\.xml|docProps\//.test(head))
    return kind('an Excel file (.xlsx)', 'Excel 파일(.xlsx)', saveAsCsv);
  if (head.includes('opendocument.spreadsheet'))
    return kind('a LibreOffice file (.ods)', 'LibreOffice 파일(.ods)', saveAsCsv);
  if (head.includes('.npy')) return kind('a NumPy archive (.npz)', 'NumPy 파일(.npz)', fromPython);
  return kind('a ZIP archive', 'ZIP 압축 파일', unpack);
}

const html = kind('an HTML page', 'HTML 페이지', [
  'It may be the page around the data, or a login or error page: open it in a browser to see, and download the data themselves. Tables that a web site saves so open in Excel: save as “CSV UTF-8”.',
  '데이터가 아니라 그 바깥 페이지, 로그인이나 오류 페이지일 수 있습니다. 브라우저로 열어 확인하고 데이터를 내려받으세요. 웹 사이트가 이렇게 저장한 표라면 Excel에서 열어 “CSV UTF-8”로 저장하세요.',
]);
const xml = kind('XML', 'XML', saveAsCsv);
const json = kind('JSON', 'JSON', [
  "Rows of objects become a table so: Table.fromRows(JSON.parse(fs.readFileSync(path, 'utf8'))), with import fs from 'node:fs'.",
  "객체의 목록이라면 Table.fromRows(JSON.parse(fs.readFileSync(path, 'utf8')))로 표가 됩니다 (import fs from 'node:fs').",
]);
const jsonLines = kind('JSON, one object a line', '한 줄에 객체 하나인 JSON', [
  "It becomes a table so: Table.fromRows(fs.readFileSync(path, 'utf8').trim().split('\\n').map((line) => JSON.parse(line))), with import fs from 'node:fs'.",
  "Table.fromRows(fs.readFileSync(path, 'utf8').trim().split('\\n').map((line) => JSON.parse(line)))로 표가 됩니다 (import fs from 'node:fs').",
]);
const arff = kind('a Weka file (ARFF)', 'Weka 파일(ARFF)', [
  'Its rows stand below @data: give these to parseCsv, with { header: [names] }.',
  '@data 아래의 행만 { header: [열 이름] }과 함께 parseCsv에 주세요.',
]);
const pointer = kind(
  'the pointer that Git LFS keeps in place of a large file',
  'Git LFS가 큰 파일 대신 둔 포인터',
  ['Get the file itself: git lfs pull.', '파일을 받으세요: git lfs pull'],
);

const isJson = (text: string): boolean => {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
};

/** What a text is that is no CSV; undefined where it may be one. */
function textKind(text: string): Kind | undefined {
  const begin = text.slice(0, 2000).trimStart();
  if (/^(<!--[\s\S]*?-->\s*)*<(!doctype html|html|head|body|table|meta|div|script|style)\b/i.test(begin))
    return html;
  if (/^<\?xml/i.test(begin)) return /<(html|table)\b/i.test(begin) ? html : xml;
  if (begin.startsWith('version https://git-lfs')) return pointer;
  if (/^(%.*\s+)*@relation\b/i.test(begin)) return arff;
  if (!/^[[{]/.test(begin)) return undefined;
  const [first = ''] = begin.split(/\r?\n/, 1);
  if (/^\{/.test(begin) && isJson(first) && /^\s*\{/m.test(begin.slice(first.length))) return jsonLines;
  // A long one is not parsed for this.
  return /^\[\s*(\{\s*"|\[|\])|^\{\s*("[^"]*"\s*:|\})/.test(begin) || isJson(text) ? json : undefined;
}

function byteKind(bytes: Uint8Array): Kind | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 2000)).toString('latin1');
  if (head.startsWith('PK\x03\x04')) return zipKind(head);
  return beginnings.find(([beginning]) => head.startsWith(beginning))?.[1];
}

function refuse(found: Kind | undefined, file: string): void {
  if (!found) return;
  throw new TypeError(
    say(
      `${file} is no CSV file: it is ${found.is[0]}. ${found.then[0]}`,
      `${file}은(는) CSV 파일이 아니라 ${found.is[1]}입니다. ${found.then[1]}`,
    ),
  );
}

/** @throws TypeError for bytes of another kind of file, saying which and what to do. */
export const refuseForeignBytes = (bytes: Uint8Array, file: string): void => refuse(byteKind(bytes), file);

/** @throws TypeError for a text that is HTML, JSON or the like, saying what to do. */
export const refuseForeignText = (text: string, file: string): void => refuse(textKind(text), file);
