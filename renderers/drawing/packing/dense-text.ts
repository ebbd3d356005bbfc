/** The printable characters of ASCII that JSON and HTML have as they are. */
const CHARACTERS = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at))
  .filter((character) => !' "\\<'.includes(character))
  .join('');
const BASE = CHARACTERS.length;
/** Two characters tell 8281 values apart: 13 bits. */
const BITS = 13;
export const BYTES_OF_A_CHARACTER = BITS / 2 / 8;

const values = new Int8Array(128).fill(-1);
for (let at = 0; at < BASE; at += 1) values[CHARACTERS.charCodeAt(at)] = at;

/** Bytes as text, 13 bits in two characters: a twelfth shorter than base64. */
export function toDenseText(bytes: Uint8Array): string {
  const parts: string[] = [];
  let held = 0;
  let bits = 0;
  const put = (value: number): void => {
    parts.push(CHARACTERS.charAt(value % BASE) + CHARACTERS.charAt(Math.floor(value / BASE)));
  };
  for (const byte of bytes) {
    held |= byte << bits;
    bits += 8;
    if (bits < BITS) continue;
    put(held & 8191);
    held >>>= BITS;
    bits -= BITS;
  }
  if (bits > 0) put(held);
  return parts.join('');
}

/** @throws RangeError where the text is not of this kind. */
export function fromDenseText(text: string, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  if (text.length !== Math.ceil((length * 8) / BITS) * 2)
    throw new RangeError(`values: ${text.length} characters do not hold ${length} bytes`);
  let held = 0;
  let bits = 0;
  let at = 0;
  for (let place = 0; place < text.length; place += 2) {
    const low = values[text.charCodeAt(place)] ?? -1;
    const high = values[text.charCodeAt(place + 1)] ?? -1;
    const value = low + BASE * high;
    if (low < 0 || high < 0 || value > 8191) throw new RangeError('values: not the text of bytes');
    held |= value << bits;
    bits += BITS;
    for (; bits >= 8 && at < length; bits -= 8) {
      bytes[at++] = held & 255;
      held >>>= 8;
    }
  }
  return bytes;
}
