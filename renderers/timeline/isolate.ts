/** Hebrew, Arabic and their relatives. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
/** Marks that turn the direction of what follows: no name needs them. */
const turning = /[\u202a-\u202e\u2066-\u2069\u200e\u200f]/g;

/** A name within a sentence, kept from turning the direction of the words around it. */
export function isolate(text: string): string {
  const plain = text.replace(turning, '').replace(/[\r\n\t]+/g, ' ');
  return rightToLeft.test(plain) ? `\u2068${plain}\u2069` : plain;
}
