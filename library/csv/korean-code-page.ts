// The code page of Korean Windows (949), which Excel writes. A TextDecoder of Node knows of it what is KS X 1001, and makes
// control characters of the rest.

/** Of a lead byte below 0xA1 every trail byte is of the extension, of the others those that KS X 1001 leaves free. */
const LETTERS = [...range(0x41, 0x5a), ...range(0x61, 0x7a)];
const EXTENDED_TRAILS = [...LETTERS, ...range(0x81, 0xfe)];
const FREE_TRAILS = [...LETTERS, ...range(0x81, 0xa0)];

/** Every two-byte character by its bytes, 0 for none; and the syllables of KS X 1001, which texts are made of. */
interface CodePage {
  characters: Uint16Array;
  common: Set<string>;
}

let known: CodePage | undefined;

function codePage(): CodePage {
  if (known) return known;
  const characters = new Uint16Array(0x10000);
  const common = new Set<string>();
  const decoder = new TextDecoder('euc-kr');
  for (let lead = 0xa1; lead <= 0xfe; lead++)
    for (let trail = 0xa1; trail <= 0xfe; trail++) {
      const text = decoder.decode(Uint8Array.of(lead, trail));
      // What Windows leaves to its users is no text.
      if (text.length !== 1 || /[\uE000-\uF8FF\uFFFD]/.test(text)) continue;
      characters[lead * 256 + trail] = text.charCodeAt(0);
      if (isSyllable(text)) common.add(text);
    }
  // Later additions to KS X 1001.
  characters[0xa2e6] = 0x20ac;
  characters[0xa2e7] = 0xae;
  // The syllables that KS X 1001 lacks follow one another in the order of Unicode.
  const rest = [...range(0xac00, 0xd7a3)].filter((code) => !common.has(String.fromCharCode(code)));
  let next = 0;
  for (let lead = 0x81; lead <= 0xc6; lead++)
    for (const trail of lead < 0xa1 ? EXTENDED_TRAILS : FREE_TRAILS)
      characters[lead * 256 + trail] = rest[next++] ?? 0;
  known = { characters, common };
  return known;
}

/**
 * The text of bytes in code page 949.
 *
 * @throws TypeError where bytes stand for no character, as a TextDecoder that is strict.
 */
export function decodeKorean(bytes: Uint8Array): string {
  const { characters } = codePage();
  const parts: string[] = [];
  let codes: number[] = [];
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] ?? 0;
    let code = lead;
    if (lead >= 0x80) {
      i += 1;
      code = characters[lead * 256 + (bytes[i] ?? 0)] ?? 0;
      if (code === 0) throw new TypeError(`Byte ${i} is no character of code page 949.`);
    }
    if (codes.push(code) < 8192) continue;
    parts.push(String.fromCharCode(...codes));
    codes = [];
  }
  return parts.join('') + String.fromCharCode(...codes);
}

/** A syllable that Korean texts are made of, unlike those which bytes of another language happen to give. */
export const isCommonSyllable = (character: string): boolean => codePage().common.has(character);

const isSyllable = (text: string): boolean => text >= '가' && text <= '힣';

function* range(first: number, last: number): Generator<number> {
  for (let value = first; value <= last; value++) yield value;
}
