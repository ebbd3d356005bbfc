import { say } from '../words/index.js';
import { libraryContext, type TfLike } from './context.js';

/** The engine that the program computes with. @throws Error where nobody has set it. */
export function knownEngine(): TfLike {
  const { tf } = libraryContext();
  if (tf) return tf;
  throw new Error(
    say(
      'No engine is known: call setLibraryContext({ tf }) first.',
      '엔진을 알 수 없습니다. 먼저 setLibraryContext({ tf })를 호출하세요.',
    ),
  );
}
