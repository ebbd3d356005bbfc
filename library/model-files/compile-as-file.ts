import { say } from '../../words/index.js';
import { Lacking } from './keras/lacking.js';
import { type Compilation, type KerasTraining, trainingFromKeras } from './keras/training-config.js';
import type { ModelParts } from './tfjs-parts.js';

/**
 * Compiles a model as its file says. What is not known here is told, and the model is loaded all the same.
 *
 * @param outputs Names of its outputs, which a Sequential model does not know before it is compiled.
 */
export function compileAsFile(
  model: ModelParts,
  training: KerasTraining,
  outputs: readonly string[],
  path: string,
): void {
  let compilation: Compilation;
  try {
    compilation = trainingFromKeras(training, outputs);
  } catch (error) {
    if (!(error instanceof Lacking)) throw error;
    const { message } = error;
    notCompiled(path, say(`TensorFlow.js has no ${message}.`, `TensorFlow.js에 ${message}이(가) 없습니다.`));
    return;
  }
  if (failure(model, compilation) === undefined) return;
  const { metrics, weightedMetrics, ...bare } = compilation;
  const sentence = failure(model, bare);
  if (sentence !== undefined) {
    notCompiled(path, sentence);
    return;
  }
  const left: string[] = [];
  const known = (given: unknown): unknown => knownMetrics(model, bare, given, left);
  model.compile({ ...bare, metrics: known(metrics), weightedMetrics: known(weightedMetrics) });
  console.warn(
    say(
      `The model in ${path} is compiled without some of its metrics: ${left.join(' ')}`,
      `${path}의 모델을 일부 지표 없이 컴파일했습니다: ${left.join(' ')}`,
    ),
  );
}

const notCompiled = (path: string, why: string): void =>
  console.warn(
    say(
      `The model in ${path} is loaded without being compiled: ${why} Call model.compile(…) before training it.`,
      `${path}의 모델을 컴파일하지 않은 채 읽었습니다: ${why} 학습하기 전에 model.compile(…)을 호출하세요.`,
    ),
  );

/** The sentence with which `compile` refuses; undefined where it does not. */
function failure(model: ModelParts, compilation: object): string | undefined {
  try {
    model.compile(compilation);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The metrics that `compile` takes, of each output. */
function knownMetrics(model: ModelParts, bare: object, given: unknown, left: string[]): unknown {
  if (given === undefined) return undefined;
  const known = (metrics: unknown, output: string): unknown[] =>
    [metrics].flat().filter((metric) => {
      const sentence = failure(model, { ...bare, metrics: { [output]: [metric] } });
      if (sentence !== undefined) left.push(sentence);
      return sentence === undefined;
    });
  const [first = ''] = model.outputNames;
  if (Array.isArray(given)) return known(given, first);
  return Object.fromEntries(
    Object.entries(given as object).map(([output, metrics]) => [output, known(metrics, output)]),
  );
}
