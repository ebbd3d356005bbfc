import type { ValueImage } from '../../protocol/index.js';

/** Values [height, width, channels] of an image. */
export interface Pixels extends Omit<ValueImage, 'base64'> {
  values: Float32Array;
}

/** What is dark and what is bright: 0 and 1, or 0 and 255, where all values fit there, else the least and the greatest. */
export function brightness([low, high]: readonly [number, number]): [number, number] {
  if (low >= 0 && high <= 1) return [0, 1];
  if (low >= 0 && high <= 255) return [0, 255];
  return low < high ? [low, high] : [low - 1, high + 1];
}

export function readPixels({ base64, ...facts }: ValueImage): Pixels {
  const text = atob(base64);
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  return { ...facts, values: new Float32Array(bytes.buffer) };
}

/** What stands where a value is no finite number. */
const ODD = [255, 0, 255, 255] as const;

/**
 * The colours of an image: of 3 channels red, green and blue, of 4 with opacity; else one channel as brightness.
 *
 * @returns red, green, blue and opacity of each pixel, 0 to 255, and how many pixels are no finite numbers.
 */
export function paint(
  { height, width, channels, values, range }: Pixels,
  channel: number,
): { colors: Uint8ClampedArray; odd: number } {
  const [low, high] = brightness(range);
  const colors = new Uint8ClampedArray(height * width * 4);
  const isColored = channels === 3 || channels === 4;
  let odd = 0;
  for (let pixel = 0; pixel < height * width; pixel++) {
    const at = pixel * channels;
    const part = (i: number): number => {
      const value = values[at + (isColored ? i : channel)] ?? 0;
      return ((value - low) / (high - low)) * 255;
    };
    const parts = isColored
      ? [part(0), part(1), part(2), channels === 4 ? part(3) : 255]
      : [part(0), part(0), part(0), 255];
    const isOdd = !parts.every(Number.isFinite);
    odd += Number(isOdd);
    colors.set(isOdd ? ODD : parts, pixel * 4);
  }
  return { colors, odd };
}
