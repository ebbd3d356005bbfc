import type { RunPayload, Words } from '../../protocol/index.js';
import { readLayer } from '../../renderers/batch-norm/layer-reading.js';
import type { CheckedRuns } from './checked-runs.js';
import { failed, passed, type Verdict } from './rule.js';
import { share, words } from './words.js';

const notRecorded = (wanted: Words): Verdict =>
  failed(
    words('nothing was recorded of its layers', '층의 기록이 없음'),
    wanted,
    words(
      'Call record({ layers: true }) and train again.',
      'record({ layers: true })를 호출하고 다시 학습하세요.',
    ),
  );

/** Of each layer, how far its moving mean is from the batch means of the last epoch, as a share of these. */
export async function movingMeanMet(run: RunPayload, runs: CheckedRuns, within: number): Promise<Verdict> {
  const told = await runs.layers(run);
  const wanted = words(`within ${share(within)}`, `${share(within)} 이내`);
  const layers = told?.layers.batchNorm?.layers ?? [];
  if (layers.length === 0) {
    if (run.model.layers.some(({ className }) => className === 'BatchNormalization'))
      return notRecorded(wanted);
    return failed(
      words('no BatchNormalization layer', 'BatchNormalization 층이 없음'),
      wanted,
      words(
        'Add tf.layers.batchNormalization() to the model.',
        '모델에 tf.layers.batchNormalization()을 넣으세요.',
      ),
    );
  }
  const apart = layers.map((layer) => ({ name: layer.name, gap: gapOf(readLayer(layer)) }));
  const worst = apart.reduce((a, b) => (b.gap > a.gap || Number.isNaN(b.gap) ? b : a));
  return worst.gap <= within
    ? passed
    : failed(
        words(`${share(worst.gap)} apart in ${worst.name}`, `${worst.name}에서 ${share(worst.gap)} 차이`),
        wanted,
        words(
          'The moving mean needs steps to catch up: more steps, or a lower momentum such as 0.9. show.batchNorm() shows both.',
          '이동 평균이 따라가려면 스텝이 필요합니다. 스텝을 늘리거나 momentum을 0.9처럼 낮추세요. show.batchNorm()이 둘을 보여 줍니다.',
        ),
      );
}

function gapOf({ layer, rows, columns, batchMean, movingMean }: ReturnType<typeof readLayer>): number {
  const last = layer.epochs.at(-1);
  const first = layer.epochs.indexOf(last ?? 0);
  let [difference, length] = [0, 0];
  for (let j = 0; j < columns; j++) {
    let sum = 0;
    for (let i = first; i < rows; i++) sum += batchMean[i * columns + j] as number;
    const mean = sum / (rows - first);
    difference += (mean - (movingMean[(rows - 1) * columns + j] as number)) ** 2;
    length += mean ** 2;
  }
  return Math.sqrt(difference) / Math.max(Math.sqrt(length), 1e-12);
}

/** Of each dropout layer, whether the share that it kept over all recorded steps is about what its rate says. */
export async function dropoutSilenced(run: RunPayload, runs: CheckedRuns, within: number): Promise<Verdict> {
  const told = await runs.layers(run);
  const payload = told?.layers.dropout;
  const wanted = words('the share of its rate', 'rate만큼의 비율');
  if (!payload || payload.layers.length === 0) {
    if (run.model.layers.some(({ className }) => /Dropout/.test(className))) return notRecorded(wanted);
    return failed(
      words('no Dropout layer', 'Dropout 층이 없음'),
      wanted,
      words(
        'Add tf.layers.dropout({ rate: 0.3 }) to the model.',
        '모델에 tf.layers.dropout({ rate: 0.3 })을 넣으세요.',
      ),
    );
  }
  for (const { layer, rate, kept } of payload.layers) {
    const silenced = 1 - kept.reduce((sum, value) => sum + value, 0) / kept.length;
    if (kept.length > 0 && rate > 0 && Math.abs(silenced - rate) <= within) continue;
    const name = payload.network.layers[layer]?.name ?? 'dropout';
    return failed(
      words(`${name} silenced ${share(silenced)}`, `${name}이(가) 끈 유닛은 ${share(silenced)}`),
      rate > 0
        ? words(`about ${share(rate)}`, `약 ${share(rate)}`)
        : words('a rate above 0', '0보다 큰 rate'),
      words(
        'show.dropout() shows what each layer silenced, step by step.',
        'show.dropout()이 층마다 끈 유닛을 스텝별로 보여 줍니다.',
      ),
    );
  }
  return passed;
}
