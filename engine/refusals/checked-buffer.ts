import type { TensorBuffer } from '@tensorflow/tfjs-core';
import { say } from '../../words/index.js';
import { describeCall } from './describe-call.js';
import { RefusedArguments } from './refused-arguments.js';

/**
 * A buffer that a cell has made: it reads and writes only places that it has. The buffers of the plain kernels stay as they
 * are.
 */
export function checkedBuffer<T extends TensorBuffer<never>>(buffer: T): T {
  const { get, set, locToIndex, indexToLoc } = buffer;
  const check = (name: string, given: readonly unknown[], place: readonly number[]): void => {
    const reason = wrongPlace(buffer.shape, place);
    if (reason) throw new RefusedArguments(describeCall(`buffer.${name}`, given), reason);
  };
  return Object.assign(buffer, {
    get(...place: number[]) {
      check('get', place, place.length > 0 ? place : [0]);
      return get.apply(buffer, place);
    },
    set(value: never, ...place: number[]) {
      check('set', [value, ...place], place.length > 0 ? place : [0]);
      set.call(buffer, value, ...place);
    },
    locToIndex(place: number[]) {
      check('locToIndex', [place], place);
      return locToIndex.call(buffer, place);
    },
    indexToLoc(index: number) {
      if (!Number.isInteger(index) || index < 0 || index >= buffer.size)
        throw new RefusedArguments(
          describeCall('buffer.indexToLoc', [index]),
          wrongIndex(index, buffer.size),
        );
      return indexToLoc.call(buffer, index);
    },
  });
}

const wrongIndex = (index: number, size: number): string =>
  say(
    `there is no value ${index}: the buffer has ${size}, counted from 0.`,
    `${index}번 값이 없습니다. 버퍼에는 값이 ${size}개 있고 0부터 셉니다.`,
  );

function wrongPlace(shape: readonly number[], place: readonly number[]): string | undefined {
  const given = shape.length === 0 && place.length === 1 && place[0] === 0;
  const inside =
    place.length === shape.length &&
    place.every((at, i) => Number.isInteger(at) && at >= 0 && at < (shape[i] as number));
  if (inside || given) return undefined;
  return say(
    `there is no place [${place.join(', ')}] in a buffer of shape [${shape.join(', ')}]: one whole number for each axis, from 0 to one less than its size.`,
    `모양이 [${shape.join(', ')}]인 버퍼에 위치 [${place.join(', ')}]이(가) 없습니다. 축마다 0부터 크기보다 1 작은 수까지의 정수를 하나씩 쓰세요.`,
  );
}
