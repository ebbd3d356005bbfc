type Parts = readonly string[];

const n = String.raw`(-?[\d.]+|NaN|-?Infinity|undefined)`;
const any = '(.+?)';

/** What tfjs-core and TensorFlow say most, and the same in Korean. */
const REASONS: readonly [pattern: string, korean: (parts: Parts) => string][] = [
  [
    `Argument '${any}' passed to '.+?' must be ${any} tensor, but got ${any} tensor`,
    ([name, wanted, got]) =>
      `인수 ${name}은(는) ${type(wanted)} 텐서여야 하는데 ${type(got)} 텐서입니다.${cast(wanted)}`,
  ],
  [
    `Argument '${any}' passed to '.+?' must be a Tensor or TensorLike, but got '${any}'`,
    ([name, got]) => `인수 ${name}은(는) 텐서이거나 수의 배열이어야 하는데 ${got}입니다.`,
  ],
  [
    `Operands could not be broadcast together with shapes ${any} and ${any}\\.`,
    ([a, b]) =>
      `모양 [${a}]과(와) [${b}]이(가) 서로 맞지 않습니다. 마지막 축부터 세어 크기가 같거나 한쪽이 1이어야 합니다.`,
  ],
  [
    `(?:.*[:,] )?Shapes (.*?) and (.*?) must match`,
    ([a, b]) => `모양 [${a}]과(와) [${b}]이(가) 같아야 합니다.`,
  ],
  [
    `Tensor must have a shape comprised of positive integers but got shape \\[(.*)\\]\\.`,
    ([shape]) => `텐서의 모양은 0 이상의 정수로 이루어져야 하는데 [${shape}]입니다.`,
  ],
  [
    `(\\w+) must be in ${any}, but was '${any}'`,
    ([name, range, got]) => `${name}은(는) ${range} 안에 있어야 하는데 ${got}입니다.`,
  ],
  [
    `input spatial dimensions ${any} with paddings ${any} must be divisible by blockShapes ${any}`,
    ([sides, paddings, blocks]) =>
      `입력의 크기 [${sides}]에 여백 [${paddings}]을(를) 더한 값이 블록 [${blocks}](으)로 나누어떨어져야 합니다.`,
  ],
  [
    `All values in axis param must be in range \\[${n}, ${n}\\) but got axis ${any}`,
    ([low, high, axis]) => `축 ${axis}이(가) 없습니다. 축은 ${low} 이상 ${high} 미만이어야 합니다.`,
  ],
  [
    `All values in axis param must be integers but got axis ${any}`,
    ([axis]) => `축은 정수여야 하는데 ${axis}입니다.`,
  ],
  [
    `Based on the provided shape, \\[(.*?)\\], the tensor should have ${n} values but has ${n}`,
    ([shape, wanted, got]) => `모양 [${shape}]에는 값이 ${wanted}개 있어야 하는데 ${got}개입니다.`,
  ],
  [
    `depth of input \\(${n}\\) must match input depth for filter ${n}\\.`,
    ([input, filter]) => `입력의 채널은 ${input}개인데 필터는 ${filter}개를 받습니다.`,
  ],
  [
    `number of input channels \\(${n}\\) must match the inChannels dimension in filter ${n}\\.`,
    ([input, filter]) => `입력의 채널은 ${input}개인데 필터는 ${filter}개를 받습니다.`,
  ],
  [
    `depth of output \\(${n}\\) must match output depth for filter ${n}\\.`,
    ([output, filter]) => `출력의 채널은 ${output}개인데 필터는 ${filter}개를 냅니다.`,
  ],
  [
    `${any} must be rank ${n}(?: or(?: rank)? ${n})?, ?but got rank ${n}\\.?`,
    ([name, rank, other, got]) =>
      `${name}의 축은 ${rank}${other ? ` 또는 ${other}` : ''}개여야 하는데 ${got}개입니다.`,
  ],
  [
    `${any} must be rank ${n}(?: or(?: rank)? ${n})? but got rank ${n}\\.?`,
    ([name, rank, other, got]) =>
      `${name}의 축은 ${rank}${other ? ` 또는 ${other}` : ''}개여야 하는데 ${got}개입니다.`,
  ],
  [
    `Padding in dimension ${n} cannot be greater than or equal to ${n} or less than 0 for input of shape ${any}`,
    ([axis, most, shape]) => `축 ${axis}의 여백은 모양 [${shape}]에서 0 이상 ${most} 미만이어야 합니다.`,
  ],
  [
    `Unknown padding parameter: ${any}`,
    ([word]) => `패딩 '${word}'은(는) 없습니다. 'same', 'valid' 또는 수를 쓰세요.`,
  ],
  [
    `Invalid number of paddings\\. Must be length of 2 each\\.`,
    () => '여백은 축마다 (앞, 뒤) 두 수여야 합니다.',
  ],
  [`Strides? should be larger than 0\\.`, () => '보폭은 0보다 커야 합니다.'],
  [`Dilated rates should be larger than 0\\.`, () => '팽창률은 0보다 커야 합니다.'],
  [
    `Either strides or dilations must be 1\\. Got strides ${any} and dilations '${any}'`,
    ([strides, dilations]) =>
      `보폭과 팽창률 가운데 하나는 1이어야 하는데 보폭은 ${strides}, 팽창률은 ${dilations}입니다.`,
  ],
  [
    `${any} does not support complex64 tensors in the CPU backend\\.`,
    () => '복소수(complex64) 텐서는 계산할 수 없습니다.',
  ],
  [
    `Leading dimension of '(\\w+)' and '(\\w+)' must match\\.`,
    ([a, b]) => `${a}과(와) ${b}의 첫 축 크기가 같아야 합니다.`,
  ],
  [`Equations without an arrow are not supported\\.`, () => "식에 화살표 '->'가 있어야 합니다."],
  [`Can not upcast ${any} with ${any}`, ([a, b]) => `${a}과(와) ${b}을(를) 함께 계산할 수 없습니다.`],
  [
    `GatherV2: the index value ${n} is not in \\[0, ${n}\\]`,
    ([index, last]) => `번호 ${index}은(는) 0부터 ${last}까지에 없습니다.`,
  ],
  [
    `inner dimensions of inputs must match, but got ${n} and ${n}\\.`,
    ([a, b]) => `안쪽 크기가 같아야 하는데 ${a}과(와) ${b}입니다.`,
  ],
  [
    `broadcastTo\\(\\): \\[(.*?)\\] cannot be broadcast to \\[(.*?)\\]\\.`,
    ([a, b]) => `모양 [${a}]을(를) [${b}](으)로 늘릴 수 없습니다.`,
  ],
  [
    `rank of input ${n} must match length of (\\w+) ${any}\\.`,
    ([rank, name, got]) => `${name}의 길이는 입력의 축 수 ${rank}과(와) 같아야 하는데 ${got}입니다.`,
  ],
  [
    `All entries in '(\\w+)' must be between 0 and ${n} but got ${any}`,
    ([name, last, got]) => `${name}의 수는 0부터 ${last}까지여야 하는데 ${got}입니다.`,
  ],
  [
    `EnsureShape: Shape of tensor (.*?) is not compatible with expected shape (.*)`,
    ([a, b]) => `텐서의 모양 [${a}]이(가) 바라는 모양 [${b}]과(와) 다릅니다.`,
  ],
  [
    `(shape|dtype) of the new value \\((.*?)\\) and previous value \\((.*?)\\) must match`,
    ([what, a, b]) =>
      `새 값의 ${what === 'shape' ? '모양' : '자료형'} ${a || '[]'}이(가) 앞의 값 ${b || '[]'}과(와) 같아야 합니다.`,
  ],
  [
    `The sum of sizes must match the size of the axis dimension\\.`,
    () => '나눈 크기의 합이 그 축의 크기와 같아야 합니다.',
  ],
  [`Number of splits must evenly divide the axis\\.`, () => '축의 크기가 나누는 수로 나누어떨어져야 합니다.'],
  [
    `Can't squeeze axis ${n} since its dim '${n}' is not 1`,
    ([axis, side]) => `축 ${axis}은(는) 크기가 1이 아니라 ${side}이라서 없앨 수 없습니다.`,
  ],
  [`Axis must be <= rank of the tensor`, () => '축은 텐서의 축 수를 넘을 수 없습니다.'],
  [`depth must be >=2, but it is ${n}`, ([got]) => `depth는 2 이상이어야 하는데 ${got}입니다.`],
  [
    `rate must be a float in the range \\[0, 1\\), but got ${n}\\.`,
    ([got]) => `rate는 0 이상 1 미만이어야 하는데 ${got}입니다.`,
  ],
  [
    `min \\(${n}\\) must be less than or equal to max \\(${n}\\)\\.`,
    ([low, high]) => `최솟값 ${low}이(가) 최댓값 ${high}보다 클 수 없습니다.`,
  ],
  [
    `All tensors passed to tf\\.addN\\(\\) must have the same (shape|dtype)`,
    ([what]) => `텐서의 ${what === 'shape' ? '모양' : '자료형'}이 모두 같아야 합니다.`,
  ],
  [`Unknown (?:data type|dtype) (\\w+)`, ([word]) => `자료형 ${word}은(는) 쓸 수 없습니다.`],
  [`slice\\(\\) does not support negative begin indexing\\.`, () => '시작 위치는 0 이상이어야 합니다.'],
  [
    `Negative size values should be exactly -1 but got ${n} for the slice\\(\\) size at index ${n}\\.`,
    ([got, axis]) => `축 ${axis}의 크기는 0 이상이거나 -1(끝까지)이어야 하는데 ${got}입니다.`,
  ],
  [`Tensor is disposed\\.`, () => '텐서가 이미 해제되었습니다(dispose, tf.tidy).'],
];

const cast = (wanted = ''): string =>
  wanted === 'numeric' ? '' : ` 먼저 형을 바꾸세요: tensor.cast('${wanted}').`;

const TYPES: Readonly<Record<string, string>> = { numeric: '수' };
const type = (name = ''): string => TYPES[name] ?? name;

const compiled = REASONS.map(([pattern, korean]) => [new RegExp(`^${pattern}$`), korean] as const);

/** The reason in Korean: the sentence of the table, or that the arguments do not fit, with the words of TensorFlow.js. */
export function koreanReason(english: string): string {
  for (const [pattern, korean] of compiled) {
    const match = pattern.exec(english);
    if (match) return korean(match.slice(1));
  }
  return `받은 값이 이 연산에 맞지 않습니다(TensorFlow.js: “${english}”).`;
}
