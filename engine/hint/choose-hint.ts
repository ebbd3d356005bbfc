import type { EngineHint, TrainingEngine } from '../../protocol/index.js';
import { say } from '../../words/index.js';

/** What one engine took for a step of the student's model. */
export interface EngineTiming {
  engine: TrainingEngine;
  /** Milliseconds. */
  msPerStep: number;
}

/** Less than this is not worth a word: it comes and goes with what else the machine does. */
const WORTH_TELLING = 1.5;

/** The hint for a model that trains on the engine `now`, if another was timed that is at least 1.5 times faster. */
export function chooseHint(now: TrainingEngine, timings: readonly EngineTiming[]): EngineHint | undefined {
  const sound = timings.filter(({ msPerStep }) => Number.isFinite(msPerStep) && msPerStep > 0);
  const own = sound.find(({ engine }) => engine === now);
  const [best] = sound.filter(({ engine }) => engine !== now).sort((a, b) => a.msPerStep - b.msPerStep);
  if (!own || !best) return undefined;
  const times = own.msPerStep / best.msPerStep;
  if (times < WORTH_TELLING) return undefined;
  return {
    engine: best.engine,
    times,
    msPerStep: best.msPerStep,
    now: own,
    text: sentence(best, own, times),
  };
}

function sentence(best: EngineTiming, own: EngineTiming, times: number): string {
  const [n, fast, slow] = [factor(times), ms(best.msPerStep), ms(own.msPerStep)];
  return best.engine === 'embedded'
    ? say(
        `This model trains ${n} times faster on the embedded engine (${fast} against ${slow} ms a step).`,
        `이 모델은 내장 엔진에서 ${n}배 빠르게 학습합니다(스텝당 ${slow} ms 대신 ${fast} ms).`,
      )
    : say(
        `This model trains ${n} times faster on the native engine (${fast} against ${slow} ms a step).`,
        `이 모델은 네이티브 엔진에서 ${n}배 빠르게 학습합니다(스텝당 ${slow} ms 대신 ${fast} ms).`,
      );
}

const factor = (times: number): string => (times < 10 ? times.toFixed(1) : times.toFixed(0));
const ms = (value: number): string => (value < 9.95 ? value.toPrecision(2) : value.toFixed(0));
