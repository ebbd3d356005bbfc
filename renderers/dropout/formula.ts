/** The same words on one line, wherever it ends. */
export const unbroken = (words: string): string => words.replaceAll(' ', '\u00a0');

/** By what inverted dropout multiplies the units that it keeps. */
export const keptFactor = (rate: string): string => unbroken(`1/(1 − ${rate})`);
