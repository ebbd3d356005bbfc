import { say } from '../../../words/index.js';
import type { Frame } from './stack-frames.js';

const MOST = 16;
const HEAD = 10;
const TAIL = 3;

/** The lines of the frames; of very many, as of a function that calls itself for ever, the first and the last. */
export function shortened(frames: readonly Frame[]): string[] {
  const lines = frames.map(({ text }) => text);
  if (lines.length <= MOST) return lines;
  const left = lines.length - HEAD - TAIL;
  const gap = `    … ${say(`${left} more calls`, `호출 ${left}개 더 있음`)} …`;
  return [...lines.slice(0, HEAD), gap, ...lines.slice(-TAIL)];
}
