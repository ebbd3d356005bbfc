import { deflateRawSync, gzipSync } from 'node:zlib';
import type { CsvOptions, Value } from '../../../library/index.js';

/** A file in the manner of a program, and what must come of it. */
export interface ProgramTable {
  program: string;
  /** The file's name; `data.csv` where it does not matter. */
  file?: string;
  bytes: Uint8Array;
  options?: CsvOptions;
  /** The columns, by name, in their order. */
  columns?: Record<string, Value[]>;
  /** Or what is said where the file is refused. */
  refused?: RegExp;
  /** What is told beside: one warning each; none where left out. */
  told?: RegExp[];
}

const utf8 = (text: string): Uint8Array => Buffer.from(text);
const marked = (text: string): Uint8Array => utf8(`\uFEFF${text}`);
const utf16le = (text: string): Uint8Array => Buffer.from(text, 'utf16le');
const utf16be = (text: string): Uint8Array => Buffer.from(text, 'utf16le').swap16();
/** Bytes as Python's codecs write them. */
const hex = (text: string): Uint8Array => Buffer.from(text, 'hex');

const zip = (name: string, content: string): Uint8Array => {
  const header = Buffer.alloc(30);
  const packed = deflateRawSync(content);
  header.write('PK\x03\x04', 'latin1');
  header.writeUInt16LE(8, 8);
  header.writeUInt32LE(packed.length, 18);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name), packed]);
};

const korean = hex(
  'c0ccb8a72cb3aac0cc2cc1a1bcf60d0ab1e8c3b6bcf62c32322c22312c323334220d0a8c63b9e6b0a2c7cf2c2c39352e350d0a',
);
const names = ['김철수', '똠방각하'];

/** Korean programs and portals. */
const fromKorea: ProgramTable[] = [
  {
    program: 'Excel (Korean), CSV: code page 949',
    bytes: korean,
    refused:
      /^data\.csv is not UTF-8 \(first seen in line 1\)\..*\{ encoding: 'euc-kr' \} reads “이름,나이,점수”/,
  },
  {
    program: 'Excel (Korean), CSV, with its encoding',
    bytes: korean,
    options: { encoding: 'euc-kr', thousands: ',' },
    columns: { 이름: names, 나이: [22, null], 점수: [1234, 95.5] },
  },
  {
    program: 'the same, by the name that Python has',
    bytes: korean,
    options: { encoding: 'cp949' },
    columns: { 이름: names, 나이: [22, null], 점수: ['1,234', '95.5'] },
    told: [/Column "점수" stays text, but looks like numbers \(1,234\): \{ thousands: ',' \} → 1234/],
  },
  {
    program: 'Excel (Korean), CSV UTF-8',
    bytes: marked('이름,나이,합격\r\n김철수,22,TRUE\r\n이영희,31,FALSE\r\n,,\r\n,,\r\n'),
    columns: { 이름: ['김철수', '이영희'], 나이: [22, 31], 합격: [true, false] },
  },
  {
    program: 'Excel, Unicode text: UTF-16 with tabs',
    file: '점수.txt',
    bytes: utf16le('\uFEFF이름\t점수\r\n김철수\t95.5\r\n"이, 영희"\t88\r\n'),
    options: { separator: '\t' },
    columns: { 이름: ['김철수', '이, 영희'], 점수: [95.5, 88] },
  },
  {
    program: 'a data portal (data.go.kr), code page 949',
    bytes: hex(
      'bdc3b5b5b8ed2cc0ceb1b8bcf62cc1f5b0a8b7fc2825290d0abcadbfefc6afbab0bdc32c393338363033342c2d302e350d0abacebbeab1a4bfaabdc32c333239333336322c2d302e390d0a',
    ),
    options: { encoding: 'EUC_KR' },
    columns: { 시도명: ['서울특별시', '부산광역시'], 인구수: [9386034, 3293362], '증감률(%)': [-0.5, -0.9] },
  },
  {
    program: 'a data portal with a title above and dashes for nothing',
    bytes: utf8('2024년 인구\n(단위: 명)\n지역,남,여\n서울,10,12\n부산,-,7\n대구,5,6\n'),
    options: { skipLines: 2, missing: ['-'] },
    columns: { 지역: ['서울', '부산', '대구'], 남: [10, null, 5], 여: [12, 7, 6] },
  },
  {
    program: 'the same, without options',
    bytes: utf8('2024년 인구\n(단위: 명)\n지역,남,여\n서울,10,12\n부산,-,7\n대구,5,6\n'),
    refused:
      /line 3 .*it has 3 values, but the header has 1 columns.*seem to stand in line 3: \{ skipLines: 2 \}/,
  },
  {
    program: 'the weather office (기상청): dates, degrees, code page 949',
    bytes: hex('c3f8c1a4c0cfbdc33bbfc2b5b528a1c9293bbdc0b5b50d0a323032342e30332e30313b31322c353b34300d0a'),
    options: { separator: ';', decimal: ',', encoding: 'ms949' },
    columns: { 측정일시: ['2024.03.01'], '온도(℃)': [12.5], 습도: [40] },
  },
  {
    program: 'a table with telephone numbers, postal codes and won',
    bytes: utf8(
      '전화,국번,우편번호,금액\n010-1234-5678,02,06236,"₩1,500"\n+821012345678,051,48058,"₩20,000"\n',
    ),
    columns: {
      전화: ['010-1234-5678', '+821012345678'],
      국번: ['02', '051'],
      우편번호: ['06236', '48058'],
      금액: ['₩1,500', '₩20,000'],
    },
    told: [/Column "금액" stays text: ₩1,500 has a sign beside the number/],
  },
  {
    program: 'an .xls of a Korean site that is HTML',
    file: '통계.csv',
    bytes: utf8(
      '\r\n<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>1</td></tr></table></html>',
    ),
    refused: /통계\.csv is no CSV file: it is an HTML page\./,
  },
];

/** Spreadsheets elsewhere. */
const spreadsheets: ProgramTable[] = [
  {
    program: 'Excel (German), CSV: semicolons, decimal commas, code page 1252',
    bytes: hex('4772f6df653b50726569730d0a312c38353b312e3233342c3530200d0a'),
    options: { separator: ';', decimal: ',', thousands: '.', encoding: 'windows-1252' },
    columns: { Größe: [1.85], Preis: [1234.5] },
  },
  {
    program: 'Excel (German) with signs that only Windows has',
    bytes: hex('50726569733b576f72740d0a352c323020803b8448617573932096208c757672650d0a'),
    options: { separator: ';', encoding: 'latin1' },
    columns: { Preis: ['5,20 €'], Wort: ['„Haus“ – Œuvre'] },
    told: [/Column "Preis" stays text: 5,20 € has a sign/],
  },
  {
    program: 'the same, without an encoding',
    bytes: hex('4772f6df653b50726569730d0a312c38353b312e3233342c3530200d0a'),
    options: { separator: ';' },
    refused: /not UTF-8 .*\{ encoding: 'windows-1252' \} reads “Größe;Preis”/,
  },
  {
    program: 'Excel (German), CSV UTF-8, read with a separator alone',
    bytes: marked('Ort;Wert;Anzahl\r\nKöln;1,5;1.234\r\nBonn;-2,25;12.000\r\n'),
    options: { separator: ';' },
    columns: { Ort: ['Köln', 'Bonn'], Wert: ['1,5', '-2,25'], Anzahl: [1.234, 12] },
    told: [
      /"Wert" stays text, but looks like numbers \(1,5\): \{ decimal: ',' \} → 1\.5/,
      /"Anzahl" was read with a decimal point: 1\.234.*\{ decimal: ',', thousands: '\.' \}/,
    ],
  },
  {
    program: 'Excel (German) without options: decimal commas make more values',
    bytes: marked('Ort;Wert;Rest\r\nKöln;1,5;2\r\nBonn;-2,25;3\r\n'),
    refused: /line 2 .*parted otherwise: \{ separator: ';', decimal: ',' \}/,
  },
  {
    program: 'Excel (German) with sep=',
    bytes: utf8('sep=;\r\na;b\r\n1,5;x\r\n'),
    options: { decimal: ',' },
    columns: { a: [1.5], b: ['x'] },
  },
  {
    program: 'Excel for Mac, CSV (Macintosh): CR alone',
    bytes: utf8('id,note\r1,"two\rlines"\r2,x\r'),
    columns: { id: [1, 2], note: ['two\rlines', 'x'] },
  },
  {
    program: 'Excel with errors in cells',
    bytes: utf8('x,y\r\n1,2\r\n#DIV/0!,3\r\n2,#N/A\r\n4,\r\n'),
    columns: { x: ['1', '#DIV/0!', '2', '4'], y: [2, 3, null, null] },
    told: [/Column "x" stays text: 3 values are numbers, 1 are '#DIV\/0!'.*\{ missing: \['#DIV\/0!'\] \}/],
  },
  {
    program: 'Excel that leaves out separators of empty cells at the end of rows',
    bytes: utf8('a,b,c\r\n1,2,3\r\n4\r\n5,6\r\n'),
    options: { fillShortRows: true },
    columns: { a: [1, 4, 5], b: [2, null, 6], c: [3, null, null] },
  },
  {
    program: 'LibreOffice: all texts between quotes, empty columns at the end',
    bytes: utf8('"Name","Alter","Aktiv",,\n"Jürgen ""Jo""",41,TRUE,,\n"Anna\nMaria",,FALSE,,\n'),
    columns: { Name: ['Jürgen "Jo"', 'Anna\nMaria'], Alter: [41, null], Aktiv: [true, false] },
  },
  {
    program: 'LibreOffice (German): words for true and false, percent',
    bytes: utf8('Aktiv;Quote\nWAHR;12,5%\nFALSCH;3%\n'),
    options: { separator: ';', decimal: ',' },
    columns: { Aktiv: ['WAHR', 'FALSCH'], Quote: ['12,5%', '3%'] },
    told: [/Column "Quote" stays text: 12,5% has a sign/],
  },
  {
    program: 'Google Sheets: currency, thousands, a date',
    bytes: utf8('Date,Amount,Visits\r\n2020.01.02,"$1,234.50","1,234"\r\n2020.01.03,$7.00,"12,345,678"\r\n'),
    columns: {
      Date: ['2020.01.02', '2020.01.03'],
      Amount: ['$1,234.50', '$7.00'],
      Visits: ['1,234', '12,345,678'],
    },
    told: [/"Amount" stays text: \$1,234\.50 has a sign/, /"Visits" .*\{ thousands: ',' \} → 1234\./],
  },
  {
    program: 'Numbers (Swiss): apostrophes between thousands',
    bytes: utf8("Ort;Betrag\nBern;1'234.50\nBasel;12’000\n"),
    options: { separator: ';', thousands: "'" },
    columns: { Ort: ['Bern', 'Basel'], Betrag: [1234.5, 12000] },
  },
  {
    program: 'Excel (French): no-break spaces between thousands',
    bytes: utf8('ville;population\nParis;2\u202f145\u202f906\nLyon;522\u00a0250\nGif;21 352\n'),
    options: { separator: ';', thousands: ' ' },
    columns: { ville: ['Paris', 'Lyon', 'Gif'], population: [2145906, 522250, 21352] },
  },
  {
    program: 'Excel (Indian): lakhs and crores',
    bytes: utf8('state,people\nGoa,"14,58,545"\nDelhi,"1,67,87,941"\n'),
    options: { thousands: ',' },
    columns: { state: ['Goa', 'Delhi'], people: [1458545, 16787941] },
  },
  {
    program: 'Excel (Japanese): Shift JIS',
    bytes: hex('93738e732c906c8cfb0d0a938c8b9e2c31333936303030300d0a91e58de32c383833383030300d0a'),
    options: { encoding: 'cp932' },
    columns: { 都市: ['東京', '大阪'], 人口: [13960000, 8838000] },
  },
  {
    program: 'Excel (Chinese): GB18030',
    bytes: hex('b3c7cad02cc8cbbfda0ab1b1bea92c32313839333039350ac9cfbaa32c32343837303839350a'),
    options: { encoding: 'gb18030' },
    columns: { 城市: ['北京', '上海'], 人口: [21893095, 24870895] },
  },
  {
    program: 'Excel (Russian): code page 1251',
    bytes: hex('c3eef0eee43bcde0f1e5ebe5ede8e50d0acceef1eae2e03b31323635353035300d0a'),
    options: { encoding: 'cp1251', separator: ';' },
    columns: { Город: ['Москва'], Население: [12655050] },
  },
];

/** Statistics programs and languages. */
const statistics: ProgramTable[] = [
  {
    program: 'pandas to_csv, with its index',
    bytes: utf8(',age,fare,alone\n0,22.0,7.25,True\n1,,71.2833,False\n2,26.0,inf,True\n'),
    columns: {
      column0: [0, 1, 2],
      age: [22, null, 26],
      fare: [7.25, 71.2833, Number.POSITIVE_INFINITY],
      alone: [true, false, true],
    },
  },
  {
    program: 'pandas with na_rep, dates and big identifiers',
    bytes: utf8(
      'when,id,x\n2020-01-02 03:04:05,9007199254740993,-inf\nNaT,12345678901234567890,nan\nNaN,7,1e-05\n',
    ),
    columns: {
      when: ['2020-01-02 03:04:05', 'NaT', null],
      id: ['9007199254740993', '12345678901234567890', '7'],
      x: [Number.NEGATIVE_INFINITY, Number.NaN, 1e-5],
    },
    told: [/Column "id" stays text: 9007199254740993 has more digits than a number keeps/],
  },
  {
    program: 'R write.csv',
    bytes: utf8('"","Sepal.Length","Species"\n"1",5.1,"setosa"\n"2",NA,"virginica"\n"3",-Inf,NA\n'),
    columns: {
      column0: [1, 2, 3],
      'Sepal.Length': [5.1, null, Number.NEGATIVE_INFINITY],
      Species: ['setosa', 'virginica', null],
    },
  },
  {
    program: 'R write.csv2',
    bytes: utf8('"";"x";"y"\n"1";1,5;1e+05\n"2";NaN;TRUE\n'),
    options: { separator: ';', decimal: ',' },
    columns: { column0: [1, 2], x: [1.5, Number.NaN], y: ['1e+05', 'TRUE'] },
  },
  {
    program: 'R write.table: spaces',
    bytes: utf8('"x" "name"\n1.5 "A b"\n2 "C"\n'),
    options: { separator: ' ' },
    columns: { x: [1.5, 2], name: ['A b', 'C'] },
  },
  {
    program: 'R write.table with commas: the header lacks the names of rows',
    bytes: utf8('"x","y"\n"1",1.5,2\n"2",2,3\n'),
    refused:
      /it has 3 values, but the header has 2 columns; "2" comes after the last column, "y"\. .*as when R writes/,
  },
  {
    program: 'SAS: points for missing values',
    bytes: utf8('id,weight,when\r\n1,.,01JAN2020\r\n2,61.5,.\r\n3,.5,02JAN2020\r\n'),
    columns: { id: [1, 2, 3], weight: [null, 61.5, 0.5], when: ['01JAN2020', '.', '02JAN2020'] },
  },
  {
    program: 'Stata outsheet: tabs, points',
    file: 'auto.tsv',
    bytes: utf8('make\tprice\trep78\nAMC Concord\t4099\t3\nAMC Spirit\t3799\t.\n'),
    columns: { make: ['AMC Concord', 'AMC Spirit'], price: [4099, 3799], rep78: [3, null] },
  },
  {
    program: 'SPSS: blanks and #NULL!',
    bytes: marked('id,score,group\r\n1, ,a\r\n2,#NULL!,b\r\n3,  4.50,a\r\n'),
    columns: { id: [1, 2, 3], score: [null, null, 4.5], group: ['a', 'b', 'a'] },
  },
  {
    program: 'Minitab or old C programs: 1.#INF, 1.#QNAN',
    bytes: utf8('x\n1.#INF\n-1.#INF\n1.#QNAN\n0.5\n'),
    columns: { x: [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 0.5] },
  },
  {
    program: 'numpy.savetxt: a header behind #',
    bytes: utf8('# x,y\n1.000000000000000000e+00,2.5e-01\n'),
    columns: { '# x': [1], y: [0.25] },
    told: [/The first column is called "# x".*\{ comment: '#' \}/],
  },
  {
    program: 'MATLAB writematrix: no header',
    bytes: utf8('0.5,NaN,3\n1.5,Inf,4\n'),
    options: { header: false },
    columns: {
      column0: [0.5, 1.5],
      column1: [Number.NaN, Number.POSITIVE_INFINITY],
      column2: [3, 4],
    },
  },
  {
    program: 'Weka: ARFF',
    file: 'iris.csv',
    bytes: utf8('% title\n@relation iris\n@attribute a numeric\n@data\n5.1\n'),
    refused: /iris\.csv is no CSV file: it is a Weka file \(ARFF\)/,
  },
];

/** Data bases, data sets, devices. */
const others: ProgramTable[] = [
  {
    program: 'MySQL: \\N, escaped quotes',
    bytes: utf8('1,"say \\"hi\\"",\\N\n2,"back\\\\slash",5\n'),
    options: { header: ['id', 'text', 'n'], escape: '\\' },
    columns: { id: [1, 2], text: ['say "hi"', 'back\\slash'], n: [null, 5] },
  },
  {
    program: 'MySQL, without the option for its quotes',
    bytes: utf8('id,text\n1,"say \\"hi\\""\n'),
    refused: /line 2: value 2 goes on after its closing quote.*\{ escape: '\\\\' \}/,
  },
  {
    program: 'PostgreSQL COPY … CSV HEADER',
    bytes: utf8('id,ok,price,made\n1,t,10.50,2020-01-02 00:00:00+09\n2,f,,\n'),
    columns: { id: [1, 2], ok: ['t', 'f'], price: [10.5, null], made: ['2020-01-02 00:00:00+09', null] },
  },
  {
    program: 'SQL Server: NULL, a count of rows at the end',
    bytes: utf8('id,name\r\n1,NULL\r\n2,b\r\n\r\n(2 rows affected)\r\n'),
    refused: /line 5 \(row 3 below the header\): it has 1 value, .*If line 5 is no data/,
  },
  {
    program: 'Oracle SQL*Plus with pipes',
    bytes: utf8('ID|NAME\n1|a, b\n2|c\n'),
    options: { separator: '|' },
    columns: { ID: [1, 2], NAME: ['a, b', 'c'] },
  },
  {
    program: 'the same, without a separator',
    bytes: utf8('ID|NAME\n1|a\n2|c\n'),
    columns: { 'ID|NAME': ['1|a', '2|c'] },
    told: [/only one column, "ID\|NAME"\. It looks parted by '\|'/],
  },
  {
    program: 'Kaggle, Titanic',
    bytes: utf8(
      'PassengerId,Survived,Name,Age,Ticket,Cabin\n1,0,"Braund, Mr. Owen Harris",22,A/5 21171,\n2,1,"Cumings, Mrs. (Florence)",,17599,C85\n',
    ),
    columns: {
      PassengerId: [1, 2],
      Survived: [0, 1],
      Name: ['Braund, Mr. Owen Harris', 'Cumings, Mrs. (Florence)'],
      Age: [22, null],
      Ticket: ['A/5 21171', '17599'],
      Cabin: [null, 'C85'],
    },
  },
  {
    program: 'Kaggle, house prices: None is a word there',
    bytes: utf8('Id,MasVnrType,Alley\n1,BrkFace,NA\n2,None,Pave\n'),
    options: { missing: ['NA'] },
    columns: { Id: [1, 2], MasVnrType: ['BrkFace', 'None'], Alley: [null, 'Pave'] },
  },
  {
    program: 'UCI adult: blanks behind commas, question marks, no header',
    bytes: utf8('39, State-gov, 77516, <=50K\n50, ?, 83311, >50K\n'),
    options: { header: ['age', 'work', 'weight', 'income'] },
    columns: {
      age: [39, 50],
      work: ['State-gov', null],
      weight: [77516, 83311],
      income: ['<=50K', '>50K'],
    },
  },
  {
    program: 'UCI iris, read as if it had a header',
    bytes: utf8('5.1,3.5,Iris-setosa\n4.9,3.0,Iris-setosa\n'),
    columns: { '5.1': [4.9], '3.5': [3], 'Iris-setosa': ['Iris-setosa'] },
    told: [/The first line, 5\.1, 3\.5, Iris-setosa, was taken for the names.*\{ header: false \}/],
  },
  {
    program: 'UCI housing: aligned by spaces',
    bytes: utf8(' 0.00632  18.00   2.310  0\n 0.02731   0.00   7.070  0\n'),
    options: { separator: ' ', header: ['crim', 'zn', 'indus', 'chas'] },
    columns: { crim: [0.00632, 0.02731], zn: [18, 0], indus: [2.31, 7.07], chas: [0, 0] },
  },
  {
    program: 'MNIST as CSV without a header',
    bytes: utf8('5,0,0,253\n0,0,18,0\n'),
    refused:
      /the header names column "0" twice \(columns 2 and 3\)\. It looks like data: .*\{ header: false \}/,
  },
  {
    program: 'World Bank: years as names, values between quotes, a comma at the end',
    bytes: marked(
      '"Country","2019","2020",\r\n"Korea, Rep.","51764822","51836239",\r\n"Aruba","106442","",\r\n',
    ),
    columns: { Country: ['Korea, Rep.', 'Aruba'], '2019': [51764822, 106442], '2020': [51836239, null] },
  },
  {
    program: 'TensorBoard, scalars',
    bytes: utf8('Wall time,Step,Value\n1605772800.123456,0,0.75\n1605772801.5,1,NaN\n'),
    columns: {
      'Wall time': [1605772800.123456, 1605772801.5],
      Step: [0, 1],
      Value: [0.75, Number.NaN],
    },
  },
  {
    program: 'CSVLogger of Keras',
    file: 'training.log',
    bytes: utf8('epoch,accuracy,loss,val_loss\r\n0,0.5,nan,NA\r\n1,0.75,inf,NA\r\n2,0.8,1e-07,0.25\r\n'),
    columns: {
      epoch: [0, 1, 2],
      accuracy: [0.5, 0.75, 0.8],
      loss: [Number.NaN, Number.POSITIVE_INFINITY, 1e-7],
      val_loss: [null, null, 0.25],
    },
  },
  {
    program: 'a measuring device: comments, units, typographic minus',
    bytes: utf8('# Device 7\n# 2020.01.02\nt,U\n0,−1.5\n# gap\n1,+2.5\n'),
    options: { comment: '#' },
    columns: { t: [0, 1], U: [-1.5, 2.5] },
  },
  {
    program: 'Windows PowerShell: UTF-16 with a mark',
    bytes: utf16le('\uFEFF"Name","Size"\r\n"a.txt","12"\r\n'),
    columns: { Name: ['a.txt'], Size: [12] },
  },
  {
    program: 'Java or a mainframe: UTF-16 BE with a mark',
    bytes: utf16be('\uFEFF이름,값\n가,1\n'),
    columns: { 이름: ['가'], 값: [1] },
  },
  {
    program: 'SQL Server, Unicode file without a mark',
    bytes: utf16le('id,name\r\n1,가나다\r\n2,라마바\r\n'),
    columns: { id: [1, 2], name: ['가나다', '라마바'] },
    told: [/has no byte order mark; it was read as utf-16le/],
  },
  {
    program: 'an old DOS program: end-of-file mark',
    bytes: utf8('a,b\r\n1,2\r\n\x1A'),
    columns: { a: [1], b: [2] },
  },
  {
    program: 'software versions and addresses',
    bytes: utf8('version,ip,hex,count\n1.0.0,10.0.0.1,0x10,1_000\n1.10.2,10.0.0.2,0x1F,2_000\n'),
    columns: {
      version: ['1.0.0', '1.10.2'],
      ip: ['10.0.0.1', '10.0.0.2'],
      hex: ['0x10', '0x1F'],
      count: ['1_000', '2_000'],
    },
  },
];

/** What is no table, or no whole one. */
const broken: ProgramTable[] = [
  {
    program: 'Excel: .xlsx named .csv',
    bytes: zip('[Content_Types].xml', '<x/>'),
    refused: /an Excel file \(\.xlsx\)\. Open it in a spreadsheet/,
  },
  { program: 'Excel: .xls named .csv', bytes: hex('d0cf11e0a1b11ae1'), refused: /an Excel file \(\.xls\)/ },
  {
    program: 'a ZIP archive named .csv',
    bytes: zip('train.csv', 'a,b\n'),
    refused: /a ZIP archive\. Unpack it/,
  },
  {
    program: 'gzip named .csv',
    bytes: gzipSync('a,b\n1,2\n'),
    refused: /gzip-compressed\. Unpack it: parseCsv\(zlib\.gunzipSync/,
  },
  { program: 'Parquet', bytes: utf8('PAR1\x15\x04'), refused: /a Parquet file.*df\.to_csv/ },
  {
    program: 'a download page',
    bytes: utf8('<!DOCTYPE html>\n<html><body>Sign in</body></html>'),
    refused: /an HTML page\. It may be the page around the data/,
  },
  {
    program: 'JSON named .csv',
    bytes: utf8('[{"a": 1, "b": 2}]'),
    refused: /it is JSON\. Rows of objects become a table/,
  },
  { program: 'JSON lines', bytes: utf8('{"a": 1}\n{"a": 2}\n'), refused: /JSON, one object a line/ },
  {
    program: 'a pointer of Git LFS',
    bytes: utf8('version https://git-lfs.github.com/spec/v1\noid sha256:0\n'),
    refused: /git lfs pull/,
  },
  { program: 'an empty file', bytes: utf8(''), refused: /data\.csv is empty; a header line is needed/ },
  { program: 'a header alone', bytes: utf8('a,b\r\n'), columns: { a: [], b: [] } },
  {
    program: 'a download that broke off in a row',
    bytes: utf8('a,b,c\n1,2,3\n4,5'),
    refused: /line 3 .*there is none for "c"\. The file ends there without the end of a line: it was cut off/,
  },
  {
    program: 'a download that broke off in a quote',
    bytes: utf8('a,b\n1,"x\n2,y\n'),
    refused: /line 2: the quote that opens value 2 is never closed/,
  },
  {
    program: 'a download that broke off in a letter',
    bytes: utf8('이름,값\n가,1\n나').subarray(0, -1),
    refused: /ends in the middle of a character: it was cut off/,
  },
  {
    program: 'a disk that wrote zeros',
    bytes: utf8('a,b\n1,2\n\0\0\0\0\0'),
    refused: /data\.csv, line 3 holds zero bytes/,
  },
  {
    program: 'a row with a value too many',
    bytes: utf8('a,b\n1,2\n3,4,five\n6,7\n'),
    refused:
      /data\.csv, line 3 \(row 2 below the header\): it has 3 values, but the header has 2 columns; "five" comes after the last column, "b"/,
  },
  {
    program: 'a name that comes twice',
    bytes: utf8('a,b,a\n1,2,3\n'),
    refused:
      /column "a" twice \(columns 1 and 3\)\. Give names of your own: \{ header: \[3 names\], skipLines: 1 \}/,
  },
  {
    program: 'UTF-8 that is said to be Korean',
    bytes: utf8('이름\n가\n'),
    options: { encoding: 'euc-kr' },
    refused: /not in euc-kr: .*It is valid UTF-8: leave encoding out/,
  },
  {
    program: 'UTF-8 that is said to be Western',
    bytes: utf8('naïve\n1\n'),
    options: { encoding: 'latin1' },
    columns: { 'naÃ¯ve': [1] },
    told: [/valid UTF-8, but was read as windows-1252/],
  },
  {
    program: 'a mark that contradicts the option',
    bytes: marked('가\n1\n'),
    options: { encoding: 'euc-kr' },
    columns: { 가: [1] },
    told: [/begins with the mark of utf-8, and was read so, not as euc-kr/],
  },
  {
    program: 'an encoding that nobody knows',
    bytes: utf8('a\n1\n'),
    options: { encoding: 'euckr2' },
    refused: /There is no encoding 'euckr2'\. Did you mean one of these: 'euc-kr'/,
  },
];

export const programTables = [...fromKorea, ...spreadsheets, ...statistics, ...others, ...broken];
