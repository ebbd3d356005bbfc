import { say } from '../../words/index.js';
import { checkOptions, showGiven } from '../options/index.js';
import { callOptions } from './call-options.js';

const EXAMPLE = "model.compile({ optimizer: 'adam', loss: 'meanSquaredError' })";

/** Looks through the options of `model.compile`; the names of losses, metrics and optimizers are looked up by the engine. */
export function checkCompile(args: unknown): void {
  checkOptions('model.compile', args ?? {}, callOptions.compile.allowed, callOptions.compile.elsewhere);
  const { optimizer, loss } = (args ?? {}) as { optimizer?: unknown; loss?: unknown };
  if (optimizer === undefined || optimizer === null) throw missing('optimizer');
  if (loss === undefined || loss === null) throw missing('loss');
  if (typeof optimizer === 'string' || isOptimizer(optimizer) || isDescribed(optimizer)) return;
  const called = typeof optimizer === 'function';
  throw new TypeError(
    say(
      `model.compile: optimizer is ${showGiven(optimizer)}, but a name ('adam') or an optimizer (tf.train.adam(0.001)) is needed.${called ? ' Call it, with its learning rate in parentheses.' : ''}`,
      `model.compile: optimizer 값이 ${showGiven(optimizer)}입니다. 이름('adam')이나 옵티마이저(tf.train.adam(0.001))가 필요합니다.${called ? ' 괄호 안에 학습률을 넣어 호출하세요.' : ''}`,
    ),
  );
}

const isOptimizer = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as { applyGradients?: unknown }).applyGradients === 'function';

/** `{ className: 'Adam', config: { learningRate: 0.01 } }`, in either spelling. */
const isDescribed = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && ('className' in value || 'class_name' in value);

const missing = (name: 'optimizer' | 'loss'): TypeError =>
  new TypeError(
    say(`model.compile needs ${name}: ${EXAMPLE}.`, `model.compile에 ${name}이(가) 필요합니다: ${EXAMPLE}.`),
  );
