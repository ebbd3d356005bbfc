import { mkdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { io } from '@tensorflow/tfjs-core';
import { say } from '../../words/index.js';
import { refuseDeviceName } from './device-names.js';
import { escapedPath } from './escaped-path.js';
import { fileUrlPath } from './file-url-path.js';
import { weightBytes } from './weight-bytes.js';
import { MODEL_FILE, writeModelFolder } from './write-model-folder.js';
import { writeRefusal } from './write-refusal.js';

type IO = typeof io;

/** Saves a model as `model.json` and `weights.bin` in a folder, and loads such a model, as tfjs-node does. */
export class NodeFileSystem implements io.IOHandler {
  private readonly path: string;

  /**
   * @param io tfjs-core's `io`.
   * @param path To save: a folder. To load: a `model.json`. A relative path starts at the working folder.
   */
  constructor(
    private readonly io: IO,
    path: string,
  ) {
    this.path = resolve(fileUrlPath(path));
  }

  /**
   * A crash, at whatever moment, leaves the old model or the new one whole.
   *
   * @throws Error when the path is a file, the model's topology is not JSON, or the system refuses to write.
   */
  async save(artifacts: io.ModelArtifacts): Promise<io.SaveResult> {
    if (artifacts.modelTopology instanceof ArrayBuffer)
      throw new Error(
        say(
          `Cannot save to ${this.path}: a model with a binary topology has no ${MODEL_FILE}. Save a layers model.`,
          `${this.path}에 저장할 수 없습니다: 이진 형식의 모델에는 ${MODEL_FILE} 파일이 없습니다. 층으로 된 모델을 저장하세요.`,
        ),
      );
    const { weightSpecs, weightData, ...rest } = artifacts;
    const model = { ...definedFields(rest), modelTopology: artifacts.modelTopology ?? {} };
    const weights = new Uint8Array(this.io.CompositeArrayBuffer.join(weightData));
    await this.write(model, weightSpecs ?? [], weights);
    return { modelArtifactsInfo: this.io.getModelArtifactsInfoForJSON(artifacts) };
  }

  /**
   * @throws Error when a file is missing, is no JSON, or holds fewer or more bytes than the weights need.
   */
  async load(): Promise<io.ModelArtifacts> {
    const info = await stat(this.path).catch(() => null);
    if (!info)
      throw new Error(
        say(
          `Cannot load a model: ${this.path} does not exist. Save one there, or correct the path.${escapedPath(this.path)}`,
          `모델을 불러올 수 없습니다: ${this.path} 파일이 없습니다. 경로를 고치거나 먼저 저장하세요.${escapedPath(this.path)}`,
        ),
      );
    if (info.isDirectory())
      throw new Error(
        say(
          `Cannot load a model: ${this.path} is a folder. Give the path of its ${MODEL_FILE}: file://${join(this.path, MODEL_FILE)}`,
          `모델을 불러올 수 없습니다: ${this.path}은(는) 폴더입니다. 그 안의 ${MODEL_FILE} 경로를 쓰세요: file://${join(this.path, MODEL_FILE)}`,
        ),
      );
    const json = parseModel(await readFile(this.path, 'utf8'), this.path);
    return this.io.getModelArtifactsForJSON(json, (manifest) => this.loadWeights(manifest));
  }

  private async loadWeights(
    manifest: io.WeightsManifestConfig,
  ): Promise<[io.WeightsManifestEntry[], ArrayBuffer[]]> {
    const specs: io.WeightsManifestEntry[] = [];
    const buffers: ArrayBuffer[] = [];
    for (const group of manifest) {
      const files = group.paths.map((name) => join(dirname(this.path), name));
      const parts = await Promise.all(files.map((file) => readWeights(file, this.path)));
      checkBytes(group.weights, parts, files, this.path);
      specs.push(...group.weights);
      buffers.push(...parts);
    }
    return [specs, buffers];
  }

  private async write(
    model: Omit<io.ModelJSON, 'weightsManifest'>,
    specs: io.WeightsManifestEntry[],
    weights: Uint8Array,
  ): Promise<void> {
    const info = await stat(this.path).catch(() => null);
    if (info && !info.isDirectory())
      throw new Error(
        say(
          `Cannot save a model: ${this.path} is a file, and a model needs a folder. Choose another path.`,
          `모델을 저장할 수 없습니다: 모델에는 폴더가 필요한데 ${this.path}은(는) 파일입니다. 다른 경로를 쓰세요.`,
        ),
      );
    try {
      refuseDeviceName(this.path);
      await mkdir(this.path, { recursive: true });
      await writeModelFolder(this.path, model, specs, weights);
    } catch (error) {
      const why = writeRefusal(error, weights.length);
      throw new Error(
        say(`Cannot save to ${this.path}: ${why}`, `${this.path}에 저장할 수 없습니다: ${why}`),
        {
          cause: error,
        },
      );
    }
  }
}

const definedFields = <T extends object>(object: T): T =>
  Object.fromEntries(
    Object.entries(object).filter(([, value]) => value != null && typeof value !== 'function'),
  ) as T;

function parseModel(text: string, path: string): io.ModelJSON {
  try {
    const json = JSON.parse(text) as io.ModelJSON;
    if (typeof json === 'object' && json !== null && 'modelTopology' in json) return json;
  } catch (error) {
    throw new Error(
      say(
        `Cannot load a model: ${path} is not whole JSON (${(error as Error).message}). Save it again.`,
        `모델을 불러올 수 없습니다: ${path}의 JSON이 온전하지 않습니다(${(error as Error).message}). 다시 저장하세요.`,
      ),
    );
  }
  throw new Error(
    say(
      `Cannot load a model: ${path} has no "modelTopology", so it is not a TensorFlow.js model.`,
      `모델을 불러올 수 없습니다: ${path}에 "modelTopology"가 없으므로 TensorFlow.js 모델이 아닙니다.`,
    ),
  );
}

async function readWeights(file: string, model: string): Promise<ArrayBuffer> {
  const bytes = await readFile(file).catch(() => null);
  if (!bytes)
    throw new Error(
      say(
        `Cannot load the weights of ${model}: ${file} does not exist. Keep it beside the model.`,
        `${model}의 가중치를 불러올 수 없습니다: ${file} 파일이 없습니다. 모델 옆에 두세요.`,
      ),
    );
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

function checkBytes(
  specs: io.WeightsManifestEntry[],
  parts: ArrayBuffer[],
  files: string[],
  model: string,
): void {
  const needed = weightBytes(specs);
  const found = parts.reduce((sum, part) => sum + part.byteLength, 0);
  if (needed === null || needed === found) return;
  throw new Error(
    say(
      `Cannot load the weights of ${model}: ${files.join(', ')} should hold ${needed} bytes and holds ${found}. ` +
        'The file was cut off or belongs to another model; save the model again.',
      `${model}의 가중치를 불러올 수 없습니다: ${files.join(', ')}의 크기가 ${needed}바이트여야 하는데 ${found}바이트입니다. ` +
        '파일이 잘렸거나 다른 모델의 것입니다. 모델을 다시 저장하세요.',
    ),
  );
}
