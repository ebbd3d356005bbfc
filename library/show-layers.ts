import { TEXT_MIME } from '../protocol/index.js';
import { gradientsOf } from '../renderers/gradients/from-distributions.js';
import { say } from '../words/index.js';
import { libraryContext } from './context.js';
import { noRun } from './no-run.js';
import type { RecordedLayers } from './recorded-layers.js';

/** A run: its id, or the history that `fit` gave back. */
export type RunReference = string | object;

/** What can be shown of the layers of a run. */
export type LayersShown = keyof RecordedLayers | 'gradients';

const PICTURES: Record<LayersShown, string> = {
  dropout: 'dropout',
  batchNorm: 'batch-norm',
  distributions: 'distributions',
  gradients: 'gradients',
};

/** Shows what the layers of a run did; where there is nothing to show, a line that says why. */
export async function showLayers(kind: LayersShown, run: RunReference | undefined): Promise<void> {
  const { layers: ask, picture, display } = libraryContext();
  const told = await ask?.(run ?? null);
  if (!told) throw notFound(kind, run);
  const recorded = kind === 'gradients' ? 'distributions' : kind;
  const payload =
    kind === 'gradients'
      ? told.layers.distributions && gradientsOf(told.layers.distributions)
      : told.layers[kind];
  if (payload) await picture(PICTURES[kind], payload);
  else display({ [TEXT_MIME]: told.wanted?.[recorded] ? withoutLayer(recorded) : notRecorded(kind) });
}

function notFound(kind: string, run: RunReference | undefined): Error {
  if (typeof run !== 'object') return noRun(kind, run);
  return new Error(
    say(
      `show.${kind}: this is not the history of a training in this notebook. Pass what model.fit gave back, or a run's id.`,
      `show.${kind}: 이 노트북에서 한 학습의 기록이 아닙니다. model.fit이 돌려준 값이나 실행의 id를 주세요.`,
    ),
  );
}

function withoutLayer(kind: keyof RecordedLayers): string {
  if (kind === 'dropout')
    return say(
      'This model has no Dropout layer; add tf.layers.dropout({ rate: 0.3 }).',
      '이 모델에는 Dropout 층이 없습니다. tf.layers.dropout({ rate: 0.3 })을 추가하세요.',
    );
  if (kind === 'batchNorm')
    return say(
      'This model has no BatchNormalization layer; add tf.layers.batchNormalization().',
      '이 모델에는 BatchNormalization 층이 없습니다. tf.layers.batchNormalization()을 추가하세요.',
    );
  return say('This model has no weights to show.', '이 모델에는 보여 줄 가중치가 없습니다.');
}

const notRecorded = (kind: LayersShown): string =>
  say(
    `This run has no record of ${kind}: its recording was switched off. Call record({ layers: true }) before model.fit.`,
    `이 실행에는 ${kind} 기록이 없습니다. 기록이 꺼져 있었습니다. model.fit 전에 record({ layers: true })를 호출하세요.`,
  );
