import { particles } from '../../renderers/drawing/particles.js';
import { libraryContext } from './context.js';

/** The sentence in the language of the notebook. */
export const say = (english: string, korean: string): string =>
  libraryContext().locale === 'ko' ? particles(korean) : english;
