import { say } from '../../../words/index.js';

type Teach = (match: RegExpExecArray) => string;

/** What the engines say in different words. */
const same: readonly (readonly [pattern: RegExp, teach: Teach])[] = [
  [
    /^Path (.+) does not exist: loading failed$/,
    ([, path]) =>
      say(
        `Cannot load a model: ${path} does not exist. Save one there, or correct the path.`,
        `모델을 불러올 수 없습니다: ${path}이(가) 없습니다. 그곳에 저장하거나 경로를 고치세요.`,
      ),
  ],
  [/^Invalid TF_Status: \d+\s*Message: ([\s\S]+)$/, ([, said = '']) => said],
];

const rules: readonly (readonly [pattern: RegExp, teach: Teach])[] = [
  [
    /The first layer in a Sequential model must get an `inputShape`/,
    () =>
      say(
        'The first layer needs inputShape, the shape of one row without the number of rows: tf.layers.dense({ units: 16, inputShape: [4] }) for 4 columns.',
        '첫 층에는 inputShape이 필요합니다. 행 수를 뺀 한 행의 모양입니다: 열이 4개면 tf.layers.dense({ units: 16, inputShape: [4] }).',
      ),
  ],
  [
    /Sequential model cannot be built: model is empty|called.*no layers/i,
    () =>
      say(
        'The model has no layers yet: model.add(tf.layers.dense({ units: 1, inputShape: [4] })).',
        '모델에 아직 층이 없습니다: model.add(tf.layers.dense({ units: 1, inputShape: [4] })).',
      ),
  ],
  [
    /Input (\d+) is incompatible with layer (\S+): expected (min_)?ndim=(\d+), found ndim=(\d+)/,
    ([, , layer, least, wanted, found]) =>
      say(
        `The layer ${layer} takes inputs of ${least ? 'at least ' : ''}${wanted} dimensions with the rows, but gets ${found}. Between convolution or recurrent layers and dense ones stands tf.layers.flatten(); a second LSTM needs returnSequences: true in the first; images need a channel, [height, width, 1].`,
        `층 ${layer}은(는) 행을 포함해 ${wanted}차원${least ? ' 이상' : ''}의 입력을 받는데 ${found}차원이 들어옵니다. 합성곱·순환 층과 dense 층 사이에는 tf.layers.flatten()을 넣으세요. LSTM을 두 개 쌓으려면 앞의 것에 returnSequences: true가, 이미지에는 채널 [높이, 너비, 1]이 필요합니다.`,
      ),
  ],
  [
    /Input (\d+) is incompatible with layer (\S+): expected axis (-?\d+) of input shape to have value (\d+) but got shape (.+?)\.?$/m,
    ([, , layer, axis, wanted, shape]) =>
      say(
        `The layer ${layer} was made for inputs with ${wanted} at axis ${axis}, but gets the shape [${shape}].`,
        `층 ${layer}은(는) 축 ${axis}의 크기가 ${wanted}인 입력에 맞춰졌는데 모양이 [${shape}]인 입력이 들어옵니다.`,
      ),
  ],
  [
    /Argument '(\w+)' passed to '(\w+)' must be (\w+) tensor, but got (\w+) tensor/,
    ([, argument, operation, wanted, got]) =>
      say(
        `tf.${operation} takes ${wanted} numbers as ${argument}, but got ${got}. Change the kind of number first: tensor.cast('${wanted}').`,
        `tf.${operation}의 ${argument}에는 ${wanted} 텐서가 필요한데 ${got} 텐서를 받았습니다. 먼저 형을 바꾸세요: tensor.cast('${wanted}').`,
      ),
  ],
  [
    /(tensor\w*)\(\) requires shape to be provided when `values` are a flat\/TypedArray/,
    ([, call]) =>
      say(
        `tf.${call} of one flat list needs its shape too: tf.${call}([1, 2, 3, 4], [2, 2]); or give rows: tf.${call}([[1, 2], [3, 4]]).`,
        `tf.${call}에 한 줄로 된 목록을 주려면 모양도 필요합니다: tf.${call}([1, 2, 3, 4], [2, 2]). 또는 행으로 주세요: tf.${call}([[1, 2], [3, 4]]).`,
      ),
  ],
  [
    /Based on the provided shape, \[([\d,\s]+)\], the tensor should have (\d+) values but has (\d+)/,
    ([, shape, wanted, has]) =>
      say(
        `The shape [${shape}] has room for ${wanted} values, but ${has} were given.`,
        `모양 [${shape}]에는 값이 ${wanted}개 들어가는데 ${has}개를 주었습니다.`,
      ),
  ],
  [
    /Size\((\d+)\) must match the product of shape ([\d,]+)/,
    ([, size, shape]) =>
      say(
        `A tensor of ${size} values cannot take the shape [${shape}]: the sizes of a shape multiply to the number of values.`,
        `값이 ${size}개인 텐서는 모양 [${shape}]이 될 수 없습니다. 모양의 크기를 모두 곱하면 값의 수와 같아야 합니다.`,
      ),
  ],
  [
    /(?:Layer|LayersVariable) (\S+) is already disposed/,
    ([, name]) =>
      say(
        `${name?.replaceAll("'", '')} has been disposed, by model.dispose() or tf.dispose: its weights are gone. Build the model anew, or load it.`,
        `${name?.replaceAll("'", '')}은(는) model.dispose()나 tf.dispose로 이미 해제되어 가중치가 없습니다. 모델을 다시 만들거나 불러오세요.`,
      ),
  ],
  [
    /Tensor is disposed|tensor is already disposed/i,
    () =>
      say(
        'The tensor has been disposed: it was freed by dispose() or at the end of a tf.tidy. Make it anew, return it from the tidy, or keep it with tf.keep.',
        '텐서가 이미 해제되었습니다. dispose()나 tf.tidy의 끝에서 해제되었습니다. 다시 만들거나 tidy에서 return하거나 tf.keep으로 남겨 두세요.',
      ),
  ],
  [
    /Cannot find any save handlers for URL '(.+)'/,
    ([, given]) =>
      say(
        `To save into a folder write file:// before its path: model.save('file://${given?.replace(/^\w+:\/\//, '')}').`,
        `폴더에 저장하려면 경로 앞에 file://을 쓰세요: model.save('file://${given?.replace(/^\w+:\/\//, '')}').`,
      ),
  ],
  [
    /Failed to parse URL from (\S+\.json)$/,
    ([, given]) =>
      say(
        `To load a model from a file write file:// before its path: 'file://${given}'.`,
        `파일에서 모델을 불러오려면 경로 앞에 file://을 쓰세요: 'file://${given}'.`,
      ),
  ],
  [
    /Backend name '(\w+)' not found in registry/,
    ([, name]) =>
      say(
        `There is no backend '${name}' here. Leave tf.setBackend out: the notebook's engine is chosen in its status bar, and tf.getBackend() tells which it is.`,
        `여기에는 '${name}' 백엔드가 없습니다. tf.setBackend를 빼세요. 노트북의 엔진은 상태 표시줄에서 고르고, tf.getBackend()로 확인할 수 있습니다.`,
      ),
  ],
  [
    /Graph disconnected: cannot obtain value for tensor .+ at layer "(.+?)"/,
    ([, layer]) =>
      say(
        `The outputs of tf.model come from the input "${layer}", which is not among its inputs. Name all tf.input(…) that the outputs are made of.`,
        `tf.model의 출력은 입력 "${layer}"에서 나오는데 inputs에 없습니다. 출력을 만드는 데 쓴 tf.input(…)을 모두 넣으세요.`,
      ),
  ],
  [
    /Total size of new array must be unchanged/,
    () =>
      say(
        'tf.layers.reshape cannot change the number of values: the sizes of targetShape must multiply to those of one row; one of them may be -1.',
        'tf.layers.reshape는 값의 수를 바꿀 수 없습니다. targetShape의 크기를 모두 곱하면 한 행의 값 수와 같아야 하며, 하나는 -1이어도 됩니다.',
      ),
  ],
  [
    /Layer weight shape ([\d,]+) not compatible with provided weight shape ([\d,]*)/,
    ([, has, given]) =>
      say(
        `setWeights: the layer has weights of shape [${has}], but got [${given}]. layer.getWeights().map((w) => w.shape) tells them all.`,
        `setWeights: 이 층의 가중치는 모양이 [${has}]인데 [${given}]을(를) 받았습니다. layer.getWeights().map((w) => w.shape)로 모두 볼 수 있습니다.`,
      ),
  ],
  [
    /Operands could not be broadcast together with shapes \[([\d,]+)\] \[([\d,]+)\]/,
    ([, a, b]) =>
      say(
        `The shapes [${a}] and [${b}] of the inputs do not fit together: from the right, sizes must be equal or 1.`,
        `입력의 모양 [${a}]과 [${b}]은(는) 함께 계산할 수 없습니다. 오른쪽부터 크기가 같거나 1이어야 합니다.`,
      ),
  ],
  [
    /variableGrads\(f\) must return a scalar, but it returned a rank-(\d+) tensor/,
    ([, rank]) =>
      say(
        `The loss must be one number, but it is a tensor with ${rank} axes: take its mean, loss.mean().`,
        `손실은 수 하나여야 하는데 축이 ${rank}개인 텐서입니다. 평균을 구하세요: loss.mean().`,
      ),
  ],
  [
    /The result y returned by f\(\) must be a tensor/,
    () =>
      say(
        'The function must return a tensor that it computes with operations of tf, and no plain number: leave out dataSync.',
        '함수는 보통의 수가 아니라 tf 연산으로 계산한 텐서를 돌려주어야 합니다. dataSync를 빼세요.',
      ),
  ],
  [
    /Operands could not be broadcast together with shapes ([\d,]+) and ([\d,]+)/,
    ([, a, b]) =>
      say(
        `The shapes [${a}] and [${b}] do not fit together: from the right, sizes must be equal or 1.`,
        `모양 [${a}]과 [${b}]은(는) 함께 계산할 수 없습니다. 오른쪽부터 크기가 같거나 1이어야 합니다.`,
      ),
  ],
  [
    /Error in matMul: inner shapes \((\d+)\) and \((\d+)\) of Tensors with shapes ([\d,]+) and ([\d,]+)/,
    ([, a, b, left, right]) =>
      say(
        `tf.matMul: the columns of the first, shape [${left}], are ${a}, but the rows of the second, shape [${right}], are ${b}; they must be equal.`,
        `tf.matMul: 첫 행렬 [${left}]의 열은 ${a}개인데 둘째 행렬 [${right}]의 행은 ${b}개입니다. 같아야 합니다.`,
      ),
  ],
  [
    /Cannot start training because another fit\(\) call is ongoing/,
    () =>
      say(
        'This model is still in training by an earlier fit. Wait for that one: await model.fit(…).',
        '이 모델은 앞의 fit으로 아직 학습 중입니다. 그 fit을 기다리세요: await model.fit(…).',
      ),
  ],
  [
    /You must compile a model before|The model needs to be compiled before/,
    () =>
      say(
        "The model is not compiled yet: model.compile({ optimizer: 'adam', loss: 'meanSquaredError' }).",
        "모델이 아직 컴파일되지 않았습니다: model.compile({ optimizer: 'adam', loss: 'meanSquaredError' }).",
      ),
  ],
  [
    /This model has never been called, thus its weights have not been created/,
    () =>
      say(
        'The model has no weights yet, as the first layer does not know its inputShape: tf.layers.dense({ units: 16, inputShape: [4] }).',
        '첫 층의 inputShape을 몰라서 모델에 아직 가중치가 없습니다: tf.layers.dense({ units: 16, inputShape: [4] }).',
      ),
  ],
  [
    /variableGrads\(\) expects at least one of the input variables|Cannot find a connection between any variable|Cannot compute gradient of y=f\(x\) with respect to x/,
    () =>
      say(
        'The loss does not depend on the variables, so there is no gradient: compute it from them by operations of tf, within the function, without dataSync.',
        '손실이 변수에 따라 바뀌지 않아 기울기가 없습니다. 함수 안에서 dataSync 없이 tf 연산으로 변수에서 계산하세요.',
      ),
  ],
];

/** A message of TensorFlow.js as one that teaches, with the original after it; undefined where it is no known one. */
export function explainTfjs(message: string): string | undefined {
  for (const [pattern, teach] of same) {
    const match = pattern.exec(message);
    if (match) return teach(match);
  }
  for (const [pattern, teach] of rules) {
    const match = pattern.exec(message);
    if (match) return `${teach(match)} (TensorFlow.js: ${message.split('\n')[0]})`;
  }
  return undefined;
}
