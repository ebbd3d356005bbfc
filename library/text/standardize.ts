/** How a text is made uniform before it is split. */
export type Standardization = 'lowerAndStripPunctuation' | 'lower' | 'stripPunctuation';

/** The characters that Keras strips: all punctuation of ASCII, none of other writings (“ ” 。 … stay). */
const PUNCTUATION = /[!"#$%&()*+,\-./:;<=>?@[\\\]^_`{|}~']/g;

/** As `tf.strings.lower`: A to Z alone, so that É and Ω stay as they are. */
const lower = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

const stripPunctuation = (text: string): string => text.replace(PUNCTUATION, '');

export const standardizations: Record<Standardization, (text: string) => string> = {
  lowerAndStripPunctuation: (text) => stripPunctuation(lower(text)),
  lower,
  stripPunctuation,
};
