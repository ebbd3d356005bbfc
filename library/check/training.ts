import { fromSample, type RunPayload, type Words } from '../../protocol/index.js';
import { higherIsBetter } from '../../renderers/drawing/metric-direction.js';
import { divergenceOf } from '../../renderers/training/divergence.js';
import { acted, restoredBest, used } from './callback-rules.js';
import {
  dropoutAfterHidden,
  layerVerdict,
  layerWords,
  settingsVerdict,
  settingsWords,
} from './layer-rules.js';
import { type LayerSettings, type ModelSettings, recordedLayers, recordedSettings } from './read-model.js';
import { dropoutSilenced, movingMeanMet } from './recorded-layer-rules.js';
import { failed, type Judging, missing, passed, Rule, unread, type Verdict } from './rule.js';
import { epochsOf, metricNames, valuesOf } from './run-values.js';
import { nameOf, readSubject } from './subject.js';
import { counted, number, share, words } from './words.js';

/** Where in a training a metric is read. */
export type Moment = 'end' | 'best';

type Test = (run: RunPayload, judging: Judging) => Verdict | Promise<Verdict>;

/** A recorded training, about which rules are made. */
export class Training {
  /** @internal */
  constructor(private readonly find: (judging: Judging) => Promise<RunPayload | Verdict>) {}

  /** It ran so many epochs, no more and no fewer. */
  ran(epochs: number): Rule {
    return this.rule(
      words(`The training runs ${counted(epochs, 'epoch')}`, `학습은 에포크 ${epochs}개`),
      (run) => {
        const ran = epochsOf(run);
        return ran === epochs
          ? passed
          : failed(
              ranWords(ran),
              words(`${counted(epochs, 'epoch')}`, `에포크 ${epochs}개`),
              words(
                'Look at epochs in model.fit, and at callbacks that stop it.',
                'model.fit의 epochs와, 학습을 멈추는 콜백을 보세요.',
              ),
            );
      },
    );
  }

  /** It ended before this epoch, because something stopped it. */
  stoppedBefore(epoch: number): Rule {
    return this.rule(
      words(`The training stops before epoch ${epoch}`, `학습이 에포크 ${epoch} 전에 멈춤`),
      (run) => {
        const ran = epochsOf(run);
        const wanted = words(`stopped before epoch ${epoch}`, `에포크 ${epoch} 전에 멈춤`);
        if (ran >= epoch)
          return failed(
            ranWords(ran),
            wanted,
            words(
              'Look at the timeline of the training: on which value does EarlyStopping wait, and is its patience shorter than the rest?',
              '학습의 타임라인을 보세요. EarlyStopping은 어떤 값을 보며, 인내(patience)가 남은 에포크보다 짧은가요?',
            ),
          );
        if (ran < run.plan.epochs - run.plan.initialEpoch) return passed;
        return failed(
          words(
            `all of its ${counted(ran, 'epoch')}: nothing stopped it`,
            `계획한 에포크 ${ran}개를 모두 마침: 멈춘 것이 없음`,
          ),
          wanted,
          words(
            'Let more epochs stand in model.fit, and leave the stop to EarlyStopping.',
            'model.fit의 epochs를 넉넉히 두고 멈추는 일은 EarlyStopping에 맡기세요.',
          ),
        );
      },
    );
  }

  /** A callback of this class was among those of `fit`, with these settings: `used('EarlyStopping', { patience: 5 })`. */
  used(callback: string, settings: Readonly<Record<string, unknown>> = {}): Rule {
    const list = Object.entries(settings).map(([name, value]) => `${name} ${String(value)}`);
    const told = list.length > 0 ? `${callback} (${list.join(', ')})` : callback;
    return this.rule(words(`The training uses ${told}`, `학습에 ${told} 사용`), (run) =>
      used(run, callback, settings),
    );
  }

  /** A callback of this class did something: stopped the training, cut the learning rate, saved a file, set a schedule. */
  acted(callback: string): Rule {
    return this.rule(
      words(`${callback} acts in the training`, `학습에서 ${callback}이(가) 한 번 이상 움직임`),
      (run) => acted(run, callback),
    );
  }

  /** The weights of the best epoch were put back at the end. */
  restoredBest(): Rule {
    return this.rule(
      words('The weights of the best epoch are put back', '가장 좋은 에포크의 가중치로 되돌림'),
      restoredBest,
    );
  }

  /**
   * A metric as `fit` logs it (`val_accuracy`, `loss` …): at the end, or where it was best.
   *
   * ```ts
   * expect.training().metric('val_accuracy', 'best').atLeast(0.79)
   * ```
   */
  metric(name: string, moment: Moment = 'end'): Metric {
    const told = metricWords(name, moment);
    return new Metric(told, async (judging) => {
      const run = await this.find(judging);
      return 'passed' in run ? run : metricOf(run, name, moment);
    });
  }

  /** The learning rate at the start was this. */
  learningRate(rate: number): Rule {
    return this.rule(words(`The learning rate is ${rate}`, `학습률은 ${rate}`), (run) => {
      const found = run.compile.learningRate;
      return found !== null && Math.abs(found - rate) <= 1e-6 * Math.abs(rate)
        ? passed
        : failed(
            found === null
              ? words('an optimizer that does not tell it', '학습률을 알려 주지 않는 옵티마이저')
              : words(String(Number(found.toPrecision(4))), String(Number(found.toPrecision(4)))),
            words(String(rate), String(rate)),
            words('Look at the optimizer in model.compile(…).', 'model.compile(…)의 옵티마이저를 보세요.'),
          );
    });
  }

  /** The learning rate was lower at the end than at the start. */
  learningRateFell(): Rule {
    return this.rule(
      words('The learning rate falls in the training', '학습하는 동안 학습률이 내려감'),
      (run) => {
        const rates = run.epochs.learningRate.map(fromSample).filter((rate) => rate !== null);
        const first = run.compile.learningRate ?? rates[0];
        const last = rates.at(-1);
        if (first !== undefined && last !== undefined && last < first * (1 - 1e-6)) return passed;
        return failed(
          last === undefined
            ? words('an optimizer that does not tell it', '학습률을 알려 주지 않는 옵티마이저')
            : words(`${number(last)} at the end`, `끝에서 ${number(last)}`),
          words('less than at the start', '시작할 때보다 작음'),
          words(
            'ReduceLROnPlateau cuts it once the metric it watches stands still for its patience; LearningRateScheduler sets it each epoch.',
            'ReduceLROnPlateau는 보는 값이 인내(patience)만큼 제자리일 때 학습률을 줄이고, LearningRateScheduler는 에포크마다 정합니다.',
          ),
        );
      },
    );
  }

  /** `fit` took batches of this size. */
  batchSize(size: number): Rule {
    return this.rule(words(`The batch size is ${size}`, `배치 크기는 ${size}`), ({ plan }) =>
      plan.batchSize === size
        ? passed
        : failed(
            plan.batchSize === null
              ? words('batches of a data set', '데이터 세트의 배치')
              : words(String(plan.batchSize), String(plan.batchSize)),
            words(String(size), String(size)),
            words(
              'Look at batchSize in model.fit; without it, it is 32.',
              'model.fit의 batchSize를 보세요. 쓰지 않으면 32입니다.',
            ),
          ),
    );
  }

  /** What the model was compiled with: `{ optimizer: 'adam', learningRate: 0.01, loss: 'binaryCrossentropy' }`. */
  compiledWith(settings: ModelSettings): Rule {
    return this.rule(settingsWords(words('The model', '모델'), settings), (run) =>
      settingsVerdict(recordedSettings(run), settings),
    );
  }

  /** The rows came in a new order in each epoch; with `false`: in the same one. */
  shuffled(shuffle = true): Rule {
    const told = shuffle
      ? words('The rows are shuffled in each epoch', '에포크마다 행을 섞음')
      : words('The rows keep their order', '행의 순서를 그대로 둠');
    return this.rule(told, ({ plan }) =>
      plan.shuffle === shuffle
        ? passed
        : failed(
            plan.shuffle === null
              ? words('a data set with an order of its own', '순서를 스스로 정하는 데이터 세트')
              : words(`shuffle: ${plan.shuffle}`, `shuffle: ${plan.shuffle}`),
            words(`shuffle: ${shuffle}`, `shuffle: ${shuffle}`),
            words(
              'Look at shuffle in model.fit; without it, rows are shuffled.',
              'model.fit의 shuffle을 보세요. 쓰지 않으면 섞습니다.',
            ),
          ),
    );
  }

  /** It was validated on rows of their own, at least so many where that is said. */
  validated(rows = 1): Rule {
    const told =
      rows > 1
        ? words(
            `The training is validated on at least ${counted(rows, 'row')}`,
            `검증에 쓰는 행은 ${rows}개 이상`,
          )
        : words('The training is validated', '검증하며 학습함');
    return this.rule(told, (run) => {
      const found = run.plan.validationSamples;
      const known = Object.keys(run.epochs.logs).some((name) => name.startsWith('val_'));
      if (found === null ? known && rows <= 1 : found >= rows) return passed;
      return failed(
        found ? words(`${counted(found, 'row')}`, `행 ${found}개`) : words('no validation', '검증 없음'),
        rows > 1
          ? words(`at least ${counted(rows, 'row')}`, `행 ${rows}개 이상`)
          : words('a validation', '검증'),
        words(
          'Give model.fit validationData: [x, y], or validationSplit: 0.2.',
          'model.fit에 validationData: [x, y]나 validationSplit: 0.2를 주세요.',
        ),
      );
    });
  }

  /** Its model has a layer of this class with these settings, so many times where that is said. */
  hasLayer(className: string, settings: LayerSettings = {}, times?: number): Rule {
    return this.rule(
      layerWords(words('The trained model', '학습한 모델'), className, settings, times),
      (run) => layerVerdict(recordedLayers(run), className, settings, times),
    );
  }

  /** Its model has dropout behind each hidden layer. */
  hasDropoutAfterEachHidden(): Rule {
    return this.rule(
      words(
        'The trained model has dropout after each hidden layer',
        '학습한 모델의 은닉층마다 뒤에 드롭아웃이 있음',
      ),
      (run) => dropoutAfterHidden(recordedLayers(run)),
    );
  }

  /**
   * In each batch normalization layer, the moving mean is within this share of the mean of the last epoch's batch means: the
   * length of their difference over all channels, of the length of the batch means.
   */
  movingMeanMet(within = 0.1): Rule {
    return this.rule(
      words(
        `The moving mean ends within ${share(within)} of the batch mean`,
        `이동 평균이 끝에서 배치 평균의 ${share(within)} 이내`,
      ),
      (run, { runs }) => movingMeanMet(run, runs, within),
    );
  }

  /** Each dropout layer really silenced about the share of its rate, over all recorded steps. */
  dropoutSilenced(within = 0.05): Rule {
    return this.rule(
      words('Dropout silences about as many units as its rate says', '드롭아웃이 rate만큼의 유닛을 끔'),
      (run, { runs }) => dropoutSilenced(run, runs, within),
    );
  }

  /** At the end, the metric on the validation rows is worse than on the training rows by at most this. */
  gapBelow(most: number, metric = 'loss'): Rule {
    return this.rule(
      words(
        `The gap between training and validation ${metric} is at most ${number(most)}`,
        `${metric}의 학습과 검증 차이는 ${number(most)} 이하`,
      ),
      (run) => gapVerdict(run, metric, most),
    );
  }

  /** The loss was lower at the end than in the first epoch. */
  lossFell(): Rule {
    return this.rule(words('The loss falls', '손실이 내려감'), (run) => {
      const losses = valuesOf(run, 'loss') ?? [];
      const [first, last] = [losses[0], losses.at(-1)];
      if (first !== undefined && last !== undefined && last < first) return passed;
      return failed(
        first === undefined || last === undefined
          ? words('no epoch', '마친 에포크가 없음')
          : words(
              `${number(last)} after ${number(first)} in the first epoch`,
              `첫 에포크 ${number(first)}, 끝 ${number(last)}`,
            ),
        words('less than in the first epoch', '첫 에포크보다 작음'),
        words(
          'A learning rate that is too high lets the loss climb; one that is far too low lets it stand still.',
          '학습률이 너무 크면 손실이 올라가고, 너무 작으면 제자리에 머뭅니다.',
        ),
      );
    });
  }

  /** No loss or metric was ever NaN or infinite. */
  hasNoNaN(): Rule {
    return this.rule(words('No loss is NaN or infinite', '손실이 NaN이나 무한대가 되지 않음'), (run) => {
      const diverged = divergenceOf(run);
      const odd = Object.entries(run.epochs.logs).find(([, column]) =>
        column.some((sample) => typeof sample === 'string'),
      );
      if (!diverged && !odd) return passed;
      const at = run.epochs.epoch[odd?.[1].findIndex((sample) => typeof sample === 'string') ?? 0];
      return failed(
        odd
          ? words(
              `${odd[0]} is not finite from epoch ${at}`,
              `에포크 ${at}부터 ${odd[0]}이(가) 유한하지 않음`,
            )
          : words('a loss that diverged', '발산한 손실'),
        words('finite numbers', '유한한 수'),
        words(
          'Lower the learning rate, scale the inputs, and look for missing values among them.',
          '학습률을 낮추고 입력을 스케일링하세요. 입력에 결측값이 없는지도 보세요.',
        ),
      );
    });
  }

  private rule(text: Words, test: Test): Rule {
    return new Rule(text, async (judging) => {
      const run = await this.find(judging);
      return 'passed' in run ? run : test(run, judging);
    });
  }
}

/** A number read off one training or several. */
export class Metric {
  /** @internal */
  constructor(
    private readonly name: Words,
    private readonly read: (judging: Judging) => Promise<{ value: number; told?: Words } | Verdict>,
  ) {}

  atLeast(least: number): Rule {
    return this.rule(words(`at least ${number(least)}`, `${number(least)} 이상`), (value) => value >= least);
  }

  atMost(most: number): Rule {
    return this.rule(words(`at most ${number(most)}`, `${number(most)} 이하`), (value) => value <= most);
  }

  between(low: number, high: number): Rule {
    return this.rule(
      words(`between ${number(low)} and ${number(high)}`, `${number(low)} 이상 ${number(high)} 이하`),
      (value) => value >= low && value <= high,
    );
  }

  private rule(range: Words, test: (value: number) => boolean): Rule {
    return new Rule(
      words(`${this.name.en} is ${range.en}`, `${this.name.ko}은(는) ${range.ko}`),
      async (judging) => {
        const read = await this.read(judging);
        if ('passed' in read) return read;
        const { value, told } = read;
        return test(value)
          ? passed
          : failed(
              told ?? words(number(value), number(value)),
              range,
              words(
                'Look at the curves of the training: where do they stand still, or turn?',
                '학습 곡선을 보세요. 어디에서 제자리에 머물거나 방향을 바꾸나요?',
              ),
            );
      },
    );
  }
}

export const metricWords = (name: string, moment: Moment): Words =>
  moment === 'end'
    ? words(`${name} at the end`, `끝의 ${name}`)
    : words(`The best ${name}`, `가장 좋은 ${name}`);

/** The metric of a training at a moment, or why there is none. */
export function metricOf(run: RunPayload, name: string, moment: Moment): { value: number } | Verdict {
  const values = valuesOf(run, name);
  const last = values?.at(-1);
  if (!values || last === undefined) return noMetric(run, name);
  if (moment === 'end') return { value: last };
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return { value: last };
  return { value: higherIsBetter(name) ? Math.max(...finite) : Math.min(...finite) };
}

function noMetric(run: RunPayload, name: string): Verdict {
  const names = metricNames(run);
  if (names.length === 0)
    return failed(words('no finished epoch', '마친 에포크가 없음'), { en: name, ko: name }, trainFirst);
  const list = names.join(', ');
  const validation = name.startsWith('val_') && !names.some((each) => each.startsWith('val_'));
  return failed(
    words(`only ${list}`, `${list}만 있음`),
    { en: name, ko: name },
    validation
      ? words(
          'Give model.fit validationData or validationSplit.',
          'model.fit에 validationData나 validationSplit을 주세요.',
        )
      : words(
          "Name it in model.compile: metrics: ['accuracy'].",
          "model.compile에 지표를 쓰세요: metrics: ['accuracy']",
        ),
  );
}

function gapVerdict(run: RunPayload, metric: string, most: number): Verdict {
  const train = metricOf(run, metric, 'end');
  if ('passed' in train) return train;
  const validation = metricOf(run, `val_${metric}`, 'end');
  if ('passed' in validation) return validation;
  const gap = higherIsBetter(metric) ? train.value - validation.value : validation.value - train.value;
  return gap <= most
    ? passed
    : failed(
        words(
          `${number(gap)}: ${number(train.value)} in training, ${number(validation.value)} in validation`,
          `${number(gap)}: 학습 ${number(train.value)}, 검증 ${number(validation.value)}`,
        ),
        words(`at most ${number(most)}`, `${number(most)} 이하`),
        words(
          'That is overfitting: dropout, L2, fewer units or an earlier stop make the gap smaller.',
          '과적합입니다. 드롭아웃, L2 규제, 더 적은 유닛, 더 이른 종료가 차이를 줄입니다.',
        ),
      );
}

const ranWords = (ran: number): Words => words(`it ran ${counted(ran, 'epoch')}`, `에포크 ${ran}개를 학습함`);

const trainFirst = words(
  'Run the cell with model.fit, then this one.',
  'model.fit이 있는 셀을 실행한 다음 이 셀을 실행하세요.',
);

/**
 * The notebook's latest training, or the one that gave back this history: `expect.training(() => history)`. A model stands for the
 * training that it had last.
 *
 * ```ts
 * expect.training(() => history).stoppedBefore(40)
 * ```
 */
export function training(subject?: unknown): Training {
  return new Training(async ({ runs, limitMs }) => {
    if (subject === undefined) return (await runs.run(null)) ?? nothingTrained();
    const name = nameOf(subject);
    const read = await readSubject(subject, name, limitMs);
    return read.ok ? ((await findRun(read.value, runs)) ?? noTraining(name)) : read.verdict;
  });
}

/** The run of a history, of a model's last training, or of an id. */
export async function findRun(value: unknown, runs: Judging['runs']): Promise<RunPayload | null> {
  const { history, layers, model } = (value ?? {}) as {
    history?: unknown;
    layers?: unknown;
    model?: { history?: unknown };
  };
  // A Sequential trains through an inner model, which keeps the history.
  const reference = Array.isArray(layers) ? (history ?? model?.history) : value;
  return reference === undefined || reference === null ? null : runs.run(reference);
}

export const nothingTrained = (): Verdict =>
  missing(
    failed(
      words('no training yet', '아직 학습이 없음'),
      words('a recorded training', '기록된 학습'),
      trainFirst,
    ),
  );

export const noTraining = (name: Words): Verdict =>
  unread(
    words(
      `${name.en} is not of a training of this notebook`,
      `${name.ko}은(는) 이 노트북에서 한 학습의 것이 아님`,
    ),
    words('what model.fit gave back', 'model.fit이 돌려준 값'),
    words(
      'Put await before model.fit and keep what it gives back; after a restart of the kernel, train again.',
      'model.fit 앞에 await를 쓰고 돌려준 값을 간직하세요. 커널을 다시 시작했다면 다시 학습하세요.',
    ),
  );
