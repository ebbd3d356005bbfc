/** What stands for a number in the text of a payload, written as it is: JSON itself knows `1e999`, an infinity. */
export const literal = (text: string): string => `\0literal ${text}`;

/** JSON of a value in which literals stand. */
export const jsonText = (value: unknown): string =>
  JSON.stringify(value).replace(/"\\u0000literal ([^"]*)"/g, '$1');

/** Strings that would run a script, load something, or break markup. What runs or loads names its case. */
export const hostileStrings = (id: string): string[] => {
  const run = `ran('${id}')`;
  const url = `https://mutations.invalid/${id}`;
  return [
    `<img src="${url}.png" onerror="${run}">`,
    `<script>${run}</script>`,
    `<script src="${url}.js"></script>`,
    `"><svg onload="${run}"><use href="${url}.svg#a"/></svg>`,
    `'><iframe srcdoc="<script>parent.${run}</script>"></iframe>`,
    `</title></desc></text></svg><script>${run}</script><svg>`,
    `" onmouseover="${run}" onfocus="${run}" x="`,
    `' onclick='${run}`,
    `javascript:${run}`,
    `data:text/html,<script>${run}</script>`,
    `red;background:url(${url}.css)`,
    `url(${url}.svg#paint)`,
    url,
    `//mutations.invalid/${id}`,
    `</style><style>@import "${url}.css";`,
    `\${${run}}`,
    `{{constructor.constructor("${run}")()}}`,
    `constructor.constructor("${run}")()`,
    `&lt;script&gt;${run}&lt;/script&gt; &#x3C;img src=x onerror=${run}&#x3E;`,
    `]]>--><![CDATA[<?xml ?><!DOCTYPE a SYSTEM "${url}.dtd">`,
  ];
};

/** Strings that are hard to measure, to draw or to write. */
export const oddStrings = (): string[] => [
  '',
  ' ',
  '\n\r\t\u2028',
  '\0\u0001\u001f\uffff',
  '\ud800',
  '\udfff\ud800x',
  '\u202e\u200b\ufeff',
  'e\u0301'.repeat(300),
  '가'.repeat(20_000),
  'word '.repeat(30_000),
  'M'.repeat(120_000),
  '&'.repeat(5000),
  'NaN',
  'Infinity',
  '-Infinity',
  'null',
  'undefined',
  '0x10',
  '[object Object]',
  '../../etc/passwd',
  'C:\\a\\b',
  '%s %d %n',
];

/** Names that every object has, or that change what an object is. */
export const prototypeNames = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
];

export const oddNumbers = [
  '1e999',
  '-1e999',
  '1.7976931348623157e308',
  '-1.7976931348623157e308',
  '1e308',
  '1e100',
  '-1e21',
  '9007199254740993',
  '9007199254740992',
  '-9007199254740992',
  '4294967296',
  '2147483648',
  '-2147483649',
  '100000000',
  '1000000',
  '70000',
  '1000',
  '5e-324',
  '-5e-324',
  '1e-300',
  '1e-17',
  '0.1',
  '0.5',
  '1.5',
  '-0',
  '0',
  '1',
  '-1',
  '-3',
].map(literal);

/** Values of each kind. */
export const otherKinds = (): unknown[] => [
  null,
  true,
  false,
  0,
  1,
  'text',
  '3',
  [],
  {},
  [[]],
  [null],
  [{}],
  [1, 'two', null, [3]],
  { length: 3 },
  { length: literal('4294967296'), 0: 'a' },
  { toString: 1, valueOf: null },
  { toJSON: 'y', length: -1 },
  { rows: 2, columns: 2, float32: 'AAAA' },
];
