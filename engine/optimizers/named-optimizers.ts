import { didYouMean, say } from '../../words/index.js';
import type { TfNamespace } from '../tf-namespace.js';
import { adamRules } from './adam-rules.js';
import { adaptiveRules } from './adaptive-rules.js';
import type { KerasOptimizer } from './keras-optimizer.js';
import { isSchedule } from './learning-rate-schedule.js';
import { scheduleNamed } from './learning-rate-schedules.js';
import { optimizerOf } from './optimizer-of-rule.js';
import { plainRules } from './plain-rules.js';
import type { UpdateRule } from './update-rule.js';

/** Case and underscores do not count. */
const flat = (name: string): string => name.replaceAll('_', '').toLowerCase();

/** The optimizers of Keras by their names. */
export class NamedOptimizers {
  private readonly rules: readonly UpdateRule[];

  constructor(private readonly tf: TfNamespace) {
    this.rules = [...plainRules(tf), ...adamRules(tf), ...adaptiveRules(tf)];
  }

  get classNames(): string[] {
    return this.rules.map(({ className }) => className);
  }

  /** The optimizer of a class of Keras; undefined where there is none of that name. */
  ofClass(className: string, config: object): KerasOptimizer | undefined {
    const rule = this.ruleOf(className);
    return rule && optimizerOf(this.tf, rule)([withSchedule(config)]);
  }

  /** One of `tf.train`, of options by name or of values in order. */
  given(name: string, given: readonly unknown[]): KerasOptimizer {
    const rule = this.ruleOf(name);
    if (!rule) throw unknownOptimizer(name, this.classNames);
    return optimizerOf(this.tf, rule)(given);
  }

  /**
   * What `compile` means by a name.
   *
   * @throws Error with the nearest right names for one that nobody knows
   */
  named(name: string): KerasOptimizer {
    const short = name.slice(name.lastIndexOf('.') + 1);
    const rule = this.ruleOf(short);
    if (!rule) throw unknownOptimizer(name, this.classNames);
    const { rateByName } = rule;
    return optimizerOf(this.tf, rule)(rateByName === undefined ? [] : [{ learningRate: rateByName }]);
  }

  /** What `compile` is given as `{ className, config }`, in the spelling of Keras or of TensorFlow.js. */
  described(value: object): KerasOptimizer | undefined {
    const { className, class_name, config } = value as Record<string, unknown>;
    const name = className ?? class_name;
    if (typeof name !== 'string') return undefined;
    const made = this.ofClass(name, (config ?? {}) as object);
    if (!made) throw unknownOptimizer(name, this.classNames);
    return made;
  }

  private ruleOf(name: string): UpdateRule | undefined {
    return this.rules.find(({ className }) => flat(className) === flat(name));
  }
}

/** The options with a schedule that was written down as `{ className, config }` made one again. */
function withSchedule(config: object): object {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => {
      if (flat(key) !== 'learningrate' || typeof value !== 'object' || value === null || isSchedule(value))
        return [key, value];
      const { className, class_name, config: options = {} } = value as Record<string, object | undefined>;
      const name = String(className ?? class_name);
      const schedule = scheduleNamed(name, options);
      if (schedule) return [key, schedule];
      throw new Error(
        say(
          `There is no learning-rate schedule "${name}" here. Give the optimizer a number, or one of tf.train's schedules.`,
          `학습률 스케줄 "${name}"은(는) 없습니다. 옵티마이저에 숫자나 tf.train의 스케줄을 주세요.`,
        ),
      );
    }),
  );
}

function unknownOptimizer(name: string, names: readonly string[]): Error {
  const small = names.map((one) => one.toLowerCase());
  return new Error(
    say(`There is no optimizer "${name}".`, `"${name}"이라는 옵티마이저는 없습니다.`) +
      didYouMean(name, small) +
      say(` The names are ${small.join(', ')}.`, ` 쓸 수 있는 이름: ${small.join(', ')}.`),
  );
}
