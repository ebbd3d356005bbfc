import type { Locale } from '../../protocol/index.js';
import { particles } from '../../words/index.js';

const en = {
  title: 'Projector',
  methods: { pca: 'PCA', tsne: 't-SNE', umap: 'UMAP' },
  points: (count: string, width: string) =>
    `${count === '1' ? '1 point' : `${count} points`} of ${width === '1' ? '1 number' : `${width} numbers`} each`,
  sampled: (count: string, of: string) =>
    `A sample of ${count} of ${of} vectors: more would not fit into the output.`,
  shares: (shares: string) => `variance along the components: ${shares}`,
  component: (number: string, share: string) => `${number}: ${share}`,
  sum: (share: string) => `together ${share}`,
  tsne: (perplexity: string, iterations: string) =>
    `perplexity ${perplexity}, ${iterations} iterations; who is near is kept, distances between groups are not`,
  umap: (neighbors: string, epochs: string) =>
    `${neighbors} neighbors, ${epochs} epochs; who is near is kept, distances between groups only roughly`,
  seed: (seed: string) => `seed ${seed}`,
  under: (what: string, done: string, of: string) => `${what}: ${done} of ${of}`,
  working: { pca: 'PCA', tsne: 't-SNE', umap: 'UMAP', neighbours: 'nearest neighbours' },
  begins: 'The points are being laid out …',
  stopped: 'Stopped: layouts stand as far as they had come.',
  unfinished: (what: string, done: string, of: string) => `${what} was stopped at ${done} of ${of}.`,
  nothing: 'No layout was finished.',
  agreement: (count: string, name: string, cosine: string, euclidean: string) =>
    `Of the ${count} nearest vectors, these have the same ${name}: ${cosine} by cosine, ${euclidean} by Euclidean distance.`,
  classes: (name: string) => `${name}:`,
  none: '(none)',
  rest: (count: string) => `and ${count} more`,
  range: (name: string, low: string, high: string) => `${name}: from ${low} to ${high}`,
  epoch: (epoch: string) => `epoch ${epoch}`,
  before: 'before training',
  epochs: (count: string, first: string, last: string) => `${count} epochs, ${first} to ${last}`,
  row: (row: string) => `row ${row}`,
  /** Of the live picture. */
  views: 'Methods',
  dimensions: 'Dimensions',
  colour: 'Colour by',
  oneColour: 'one colour',
  search: 'Search points',
  found: (count: string, of: string) => (count === '0' ? 'no point found' : `${count} of ${of}`),
  select: 'Select',
  selectLong: 'Select points by drawing around them',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  whole: 'Show all points',
  epochSlider: 'Epoch',
  hint3:
    'Drag to turn, Shift and drag to move, Ctrl and the wheel to zoom; click a point for its neighbours.',
  hint2: 'Drag to move, Ctrl and the wheel to zoom; click a point for its neighbours.',
  hintSelect: 'Draw around points to select them.',
  stage: (count: string) =>
    `${count} points. Arrow keys go from point to point, Home and End to the first and last, Enter shows neighbours, Space selects; Shift and arrow keys turn, plus and minus zoom, 0 shows all, Escape takes back.`,
  nearest: (name: string) => `Nearest to ${name}`,
  cosine: 'cosine',
  euclidean: 'Euclidean',
  measure: 'Distance',
  inPicture:
    'By distance in this picture: for so many points the neighbours of the vectors themselves are not kept.',
  selected: (count: string) => (count === '1' ? '1 point selected' : `${count} points selected`),
  clear: 'Clear',
  close: 'Close',
  legend: (name: string) => `Points by ${name}`,
  only: (name: string) => `Bring out ${name}`,
  more: (calls: string) => `Also by ${calls}`,
  noWebgl: 'Drawn without WebGL.',
  invalid: (where: string) =>
    `This output was written by another version of Epochbook, or it is damaged: ${where}. Run the cell again to draw it.`,
};

export type ProjectorStrings = typeof en;

const ko: ProjectorStrings = {
  title: '프로젝터',
  methods: { pca: 'PCA', tsne: 't-SNE', umap: 'UMAP' },
  points: (count, width) => `점 ${count}개, 각각 수 ${width}개`,
  sampled: (count, of) => `벡터 ${of}개 중 ${count}개의 표본입니다. 더 많으면 출력에 들어가지 않습니다.`,
  shares: (shares) => `성분별 분산: ${shares}`,
  component: (number, share) => `${number}: ${share}`,
  sum: (share) => `합 ${share}`,
  tsne: (perplexity, iterations) =>
    `perplexity ${perplexity}, ${iterations}회 반복. 가까운 이웃은 지켜지지만 무리 사이의 거리는 그렇지 않습니다`,
  umap: (neighbors, epochs) =>
    `이웃 ${neighbors}개, 에포크 ${epochs}회. 가까운 이웃은 지켜지지만 무리 사이의 거리는 대략입니다`,
  seed: (seed) => `시드 ${seed}`,
  under: (what, done, of) => `${what}: ${of} 중 ${done}`,
  working: { pca: 'PCA', tsne: 't-SNE', umap: 'UMAP', neighbours: '가장 가까운 이웃' },
  begins: '점을 배치하고 있습니다 …',
  stopped: '중단했습니다. 배치는 그때까지의 상태입니다.',
  unfinished: (what, done, of) => particles(`${what}은(는) ${of} 중 ${done}에서 중단되었습니다.`),
  nothing: '끝난 배치가 없습니다.',
  agreement: (count, name, cosine, euclidean) =>
    particles(
      `가장 가까운 벡터 ${count}개 중 ${name}이(가) 같은 비율: 코사인 거리로 ${cosine}, 유클리드 거리로 ${euclidean}.`,
    ),
  classes: (name) => `${name}:`,
  none: '(없음)',
  rest: (count) => `외 ${count}개`,
  range: (name, low, high) => `${name}: ${low}부터 ${high}까지`,
  epoch: (epoch) => `에포크 ${epoch}`,
  before: '학습 전',
  epochs: (count, first, last) => `에포크 ${count}개, ${first}부터 ${last}까지`,
  row: (row) => `${row}행`,
  views: '방법',
  dimensions: '차원',
  colour: '색',
  oneColour: '한 가지 색',
  search: '점 찾기',
  found: (count, of) => (count === '0' ? '찾은 점 없음' : `${of}개 중 ${count}개`),
  select: '선택',
  selectLong: '둘레를 그려 점 선택하기',
  zoomIn: '확대',
  zoomOut: '축소',
  whole: '모든 점 보기',
  epochSlider: '에포크',
  hint3: '끌면 돌고, Shift와 함께 끌면 옮겨지고, Ctrl과 휠로 확대됩니다. 점을 누르면 이웃이 보입니다.',
  hint2: '끌면 옮겨지고, Ctrl과 휠로 확대됩니다. 점을 누르면 이웃이 보입니다.',
  hintSelect: '점의 둘레를 그려 선택하세요.',
  stage: (count) =>
    `점 ${count}개. 화살표 키로 점에서 점으로 옮기고, Home과 End로 처음과 끝으로 가고, Enter로 이웃을 보고, 스페이스로 선택합니다. Shift와 화살표 키로 돌리고, 더하기와 빼기로 확대·축소하고, 0으로 모두 보고, Escape로 되돌립니다.`,
  nearest: (name) => `${name}에 가장 가까운 점`,
  cosine: '코사인',
  euclidean: '유클리드',
  measure: '거리',
  inPicture: '이 그림에서의 거리입니다. 점이 많으면 벡터 자체의 이웃은 저장하지 않습니다.',
  selected: (count) => `점 ${count}개 선택됨`,
  clear: '지우기',
  close: '닫기',
  legend: (name) => `${name}별 점`,
  only: (name) => `${name} 강조하기`,
  more: (calls) => `다른 방법: ${calls}`,
  noWebgl: 'WebGL 없이 그렸습니다.',
  invalid: (where) =>
    `이 출력은 Epochbook의 다른 버전이 썼거나 손상되었습니다: ${where}. 셀을 다시 실행하면 그려집니다.`,
};

export const projectorStrings: Record<Locale, ProjectorStrings> = { en, ko };
