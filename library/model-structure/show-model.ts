import type { ModelPayload } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import { libraryContext } from '../context.js';
import { loadModel } from '../models.js';
import { type ContainerPart, graphOf, isModel, type ModelPart } from './model-parts.js';
import { modelPayload } from './model-payload.js';

const notAModel = (given: unknown): TypeError => {
  const got =
    typeof given === 'object' && given !== null ? (given.constructor?.name ?? 'object') : String(given);
  return new TypeError(
    say(
      `show.model needs a model, or the path of a .h5, a .keras or a model.json, but got ${got}.`,
      `show.model에는 모델이나 .h5, .keras, model.json 파일의 경로가 필요한데 ${got}을(를) 받았습니다.`,
    ),
  );
};

const unbuilt = (name: string): Error =>
  new Error(
    say(
      `show.model: the model '${name}' does not know the shape of its inputs yet, so it has no shapes and no weights. Give the first layer inputShape, as in tf.layers.dense({ units: 32, inputShape: [13] }).`,
      `show.model: 모델 '${name}'은(는) 아직 입력의 모양을 몰라서 모양도 가중치도 없습니다. tf.layers.dense({ units: 32, inputShape: [13] })처럼 첫 층에 inputShape를 주세요.`,
    ),
  );

const withoutLayers = (name: string): Error =>
  new Error(
    say(
      `show.model: the model '${name}' has no layers yet. Add some: model.add(tf.layers.dense({ units: 1, inputShape: [13] })).`,
      `show.model: 모델 '${name}'에 아직 층이 없습니다. model.add(tf.layers.dense({ units: 1, inputShape: [13] }))처럼 추가하세요.`,
    ),
  );

function graphOfBuilt(model: ModelPart): ContainerPart | undefined {
  try {
    if (!model.built) model.build();
  } catch {
    return undefined;
  }
  return graphOf(model);
}

async function payloadOf(model: ModelPart): Promise<ModelPayload> {
  if (model.layers.length === 0) throw withoutLayers(model.name);
  const graph = graphOfBuilt(model);
  if (!graph) throw unbuilt(model.name);
  return modelPayload(model, graph);
}

/** The id of the notebook's latest run where that trained a model of these layers. */
async function latestRun(model: ModelPart): Promise<string | undefined> {
  const run = await libraryContext().run?.(null);
  const trained = run?.model?.layers.map(({ name }) => name) ?? [];
  // A Sequential trains through its inner model, which has the inputs among its layers.
  const own = (graphOf(model) ?? model).layers.map(({ name }) => name);
  return run && own.length > 0 && trained.join('\n') === own.join('\n') ? run.id : undefined;
}

/** Shows the structure of a model, or of one in a file. What was loaded for it is disposed again. */
export async function showModel(given: unknown, title: string | undefined): Promise<void> {
  const path = typeof given === 'string' ? given : undefined;
  const model: unknown = path === undefined ? given : await loadModel(path);
  if (!isModel(model)) throw notAModel(given);
  const payload = await payloadOf(model);
  const run = path === undefined ? await latestRun(model) : undefined;
  const words = title ?? path;
  if (path !== undefined) (model as unknown as { dispose(): unknown }).dispose();
  await libraryContext().picture('model', {
    ...payload,
    ...(words !== undefined && { title: words }),
    ...(run !== undefined && { run }),
  });
}
