import type { Locale } from '../../protocol/index.js';

const en = {
  title: 'Chart',
  loading: 'Chart …',
  refused: (uri: string) =>
    `This chart asks for "${uri}". Charts here load nothing from the network or from files: put the data into the chart (data.values).`,
  invalid: (why: string) => `This is not a Vega-Lite chart that can be drawn: ${why}`,
  /** The title of an axis that has a logarithmic scale. */
  logAxis: (title: string) => `${title} (log)`,
  notObject:
    'a chart is an object with "mark" and "encoding", or with "layer", "concat", "facet" or "repeat"',
  unknownMark: (mark: string, marks: string) => `"${mark}" is not a mark; marks are ${marks}`,
  tooDeep: (most: string) => `it is nested more than ${most} levels deep`,
  tooMany: (most: string) => `it has more than ${most}; draw fewer, or a summary of them`,
  views: (views: string) => `${views} plots`,
  selections: (selections: string) => `${selections} params that select`,
  outside: (name: string, value: string, most: string) =>
    `"${name}" is ${value}; it must be a number that makes no more than ${most}`,
  endlessPattern:
    'an expression holds a repetition within a repetition in a regular expression, which can take without end',
  notNumbers: (what: string) =>
    `it comes out with sizes that cannot be drawn (${what}); look at its data and sizes`,
  coversTooOften: 'its points would cover it hundreds of times over; make them smaller or fewer',
  marks: (marks: string) => `Marks: ${marks}`,
  fields: (fields: string) => `Fields: ${fields}`,
  rows: (rows: string) => `${rows} rows of data`,
  sample: (shown: string, rows: string) => `A sample: ${shown} of ${rows} rows, extremes kept`,
  summed: (rows: string) => `Of all ${rows} rows`,
  tooLarge: (rows: string) =>
    `This chart of ${rows} rows is too large for a still picture, and no row can be left out without changing its numbers. Group or filter the rows first, as with aggregate: 'sum' or 'count'.`,
};
export type VegaLiteStrings = typeof en;

const ko: VegaLiteStrings = {
  title: '차트',
  loading: '차트 …',
  refused: (uri) =>
    `이 차트는 "${uri}"을(를) 불러오려 합니다. 이곳의 차트는 네트워크나 파일에서 아무것도 불러오지 않습니다. 데이터를 차트 안에 넣으세요 (data.values).`,
  invalid: (why) => `그릴 수 있는 Vega-Lite 차트가 아닙니다: ${why}`,
  logAxis: (title) => `${title} (로그)`,
  notObject: '차트는 "mark"와 "encoding"이 있거나 "layer", "concat", "facet", "repeat"가 있는 객체입니다',
  unknownMark: (mark, marks) => `"${mark}"은(는) 표시가 아닙니다. 쓸 수 있는 표시: ${marks}`,
  tooDeep: (most) => `${most}단계보다 깊이 중첩되어 있습니다`,
  tooMany: (most) => `${most}보다 많습니다. 더 적게 그리거나 요약해서 그리세요`,
  views: (views) => `그림 ${views}개`,
  selections: (selections) => `선택하는 params ${selections}개`,
  outside: (name, value, most) => `"${name}" 값이 ${value}입니다. ${most}까지만 만드는 수여야 합니다`,
  endlessPattern: '식의 정규 표현식에 반복 안의 반복이 있어 끝없이 걸릴 수 있습니다',
  notNumbers: (what) => `그릴 수 없는 크기가 나왔습니다 (${what}). 데이터와 크기를 확인하세요`,
  coversTooOften: '점들이 차트를 수백 번 덮게 됩니다. 점의 크기나 수를 줄이세요',
  marks: (marks) => `표시: ${marks}`,
  fields: (fields) => `필드: ${fields}`,
  rows: (rows) => `데이터 ${rows}행`,
  sample: (shown, rows) => `${rows}행 가운데 표본 ${shown}행 (최솟값과 최댓값 포함)`,
  summed: (rows) => `전체 ${rows}행의 값`,
  tooLarge: (rows) =>
    `${rows}행의 차트가 정지 그림에 담기에는 너무 큽니다. 행을 빼면 값이 달라지므로 일부만 그릴 수도 없습니다. aggregate: 'sum'이나 'count' 등으로 먼저 묶거나 행을 거르세요.`,
};

export const vegaLiteStrings: Record<Locale, VegaLiteStrings> = { en, ko };
