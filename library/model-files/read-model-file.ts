import { readFile } from 'node:fs/promises';
import { escapedPath, heldFile } from '../../engine/files/index.js';
import { say } from '../../words/index.js';
import { HalfPrecision, Hdf5Reader } from './hdf5.js';
import { ModelFileError } from './model-file-error.js';

/** @throws ModelFileError where there is no file, or it cannot be read. */
export async function readModelFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new ModelFileError(
      code === 'ENOENT'
        ? say(
            `Cannot load ${path}: it does not exist. Correct the path, or save the file first.${escapedPath(path)}`,
            `${path}을(를) 읽을 수 없습니다: 파일이 없습니다. 경로를 고치거나 먼저 저장하세요.${escapedPath(path)}`,
          )
        : code === 'EISDIR'
          ? say(
              `Cannot load ${path}: it is a folder, not a file. Correct the path.`,
              `${path}을(를) 읽을 수 없습니다: 파일이 아니라 폴더입니다. 경로를 고치세요.`,
            )
          : say(
              `Cannot load ${path}: ${heldFile(error) ?? `${message}.`}`,
              `${path}을(를) 읽을 수 없습니다: ${heldFile(error) ?? `${message}.`}`,
            ),
      { cause: error },
    );
  }
}

const HDF5_SIGNATURE = '\x89HDF\r\n\x1a\n';

/**
 * Reads an HDF5 file.
 *
 * @param read gets the open file; what it throws but a ModelFileError is told as damage of the file.
 */
export async function withHdf5<T>(
  path: string,
  bytes: Uint8Array,
  read: (reader: Hdf5Reader) => T | Promise<T>,
): Promise<T> {
  if (Buffer.from(bytes.subarray(0, 8)).toString('latin1') !== HDF5_SIGNATURE)
    throw damaged(path, say('it is no HDF5 file', 'HDF5 파일이 아닙니다'));
  let reader: Hdf5Reader;
  try {
    reader = await Hdf5Reader.open(bytes);
  } catch (error) {
    throw damaged(path, innermost(error));
  }
  try {
    return await read(reader);
  } catch (error) {
    if (error instanceof HalfPrecision) throw halfPrecision(path);
    throw error instanceof ModelFileError ? error : damaged(path, innermost(error));
  } finally {
    reader.close();
  }
}

export const damaged = (path: string, reason: string): ModelFileError =>
  new ModelFileError(
    say(
      `Cannot load ${path}: ${reason}. The file was cut off, damaged, or is not of Keras; save or copy it again.`,
      `${path}을(를) 읽을 수 없습니다: ${reason}. 파일이 잘렸거나 깨졌거나 Keras의 파일이 아닙니다. 다시 저장하거나 복사하세요.`,
    ),
  );

const halfPrecision = (path: string): ModelFileError =>
  new ModelFileError(
    say(
      `Cannot load ${path}: its weights are 16-bit floats (float16), and TensorFlow.js computes with float32. In Keras, call keras.config.set_dtype_policy('float32'), build the model again, give it the weights with set_weights(old.get_weights()), and save that.`,
      `${path}을(를) 읽을 수 없습니다: 가중치가 16비트 실수(float16)인데 TensorFlow.js는 float32로 계산합니다. Keras에서 keras.config.set_dtype_policy('float32')를 호출하고 모델을 다시 만들어 set_weights(old.get_weights())로 가중치를 옮긴 뒤 저장하세요.`,
    ),
  );

/** HDF5 tells the way from the outermost call to the cause. */
function innermost(error: unknown): string {
  const lines = String((error as Error)?.message ?? error)
    .split('\n')
    .filter((line) => line.trim());
  const calls = lines.filter((line) => /in H5\w+\(\)/.test(line));
  return (calls.at(-1) ?? lines[0] ?? 'unknown error').replace(/^.*in H5\w+\(\):\s*/, '').trim();
}
