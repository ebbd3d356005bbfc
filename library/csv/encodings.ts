import { nearestNames, say } from '../../words/index.js';
import { decodeKorean, isCommonSyllable } from './korean-code-page.js';

/** Bytes to text; throws where bytes stand for no character. */
export type Decode = (bytes: Uint8Array) => string;

/** Names of Python and Windows that the standard of the web, whose names a TextDecoder knows, does not have. */
const otherNames: Record<string, string> = {
  cp949: 'euc-kr',
  ms949: 'euc-kr',
  uhc: 'euc-kr',
  'utf-8-sig': 'utf-8',
  'utf-8sig': 'utf-8',
  cp932: 'shift_jis',
  ms932: 'shift_jis',
  cp936: 'gbk',
  ms936: 'gbk',
  cp950: 'big5',
  ms950: 'big5',
  ansi: 'windows-1252',
  'latin-1': 'windows-1252',
  'latin-9': 'iso-8859-15',
  latin9: 'iso-8859-15',
  'mac-roman': 'macintosh',
  macroman: 'macintosh',
};

const offered = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'euc-kr',
  'cp949',
  'shift_jis',
  'euc-jp',
  'gb18030',
  'gbk',
  'big5',
  'windows-1250',
  'windows-1251',
  'windows-1252',
  'windows-1253',
  'windows-1254',
  'windows-1257',
  'windows-1258',
  'latin1',
  'iso-8859-1',
  'iso-8859-2',
  'iso-8859-5',
  'iso-8859-15',
  'koi8-r',
  'macintosh',
];

/** The usual name of an encoding, by any of its names; undefined where nobody knows it. */
function usualName(name: string): string | undefined {
  const written = name.trim().toLowerCase();
  const dashed = written.replaceAll('_', '-');
  for (const label of [otherNames[dashed], written, dashed, dashed.replaceAll('-', '')])
    try {
      if (label) return new TextDecoder(label).encoding;
    } catch {
      // Another spelling may be known.
    }
  return undefined;
}

/**
 * The decoder of an encoding, with its usual name.
 *
 * @throws RangeError for an unknown name, with those that are near.
 */
export function encodingOf(name: string): { name: string; decode: Decode } {
  const usual = usualName(name);
  if (usual) return { name: usual, decode: decoderOf(usual) };
  const near = nearestNames(name.replaceAll('.', '-'), offered);
  const listed = (near.length > 0 ? near : offered).map((each) => `'${each}'`).join(', ');
  throw new RangeError(
    say(
      `There is no encoding '${name}'. ${near.length > 0 ? 'Did you mean one of these' : 'Encodings are'}: ${listed}.`,
      `'${name}' 인코딩은 없습니다. ${near.length > 0 ? '혹시 다음 가운데 하나인가요' : '쓸 수 있는 인코딩'}: ${listed}`,
    ),
  );
}

/** Those that a TextDecoder of Node does not have whole. */
const ownDecoders: Record<string, Decode> = {
  'euc-kr': decodeKorean,
  'windows-1252': decodeWestern,
};

const decoderOf = (usual: string): Decode =>
  ownDecoders[usual] ?? ((bytes) => new TextDecoder(usual, { fatal: true }).decode(bytes));

/** What stands from 0x80 to 0x9F in code page 1252; Node 20 takes these bytes for control characters. */
const WESTERN = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function decodeWestern(bytes: Uint8Array): string {
  const text = new TextDecoder('windows-1252').decode(bytes);
  return text.replace(/[\u0080-\u009f]/g, (control) => WESTERN[control.charCodeAt(0) - 0x80] ?? control);
}

const share = (characters: readonly string[], test: (character: string) => boolean): number =>
  characters.filter(test).length / Math.max(1, characters.length);
const matches = (pattern: RegExp) => (character: string) => pattern.test(character);

/** How much a text, read in an encoding, looks like one of its language: about 1 where it does, about 0 where not. */
const likeness: Record<string, (foreign: string[], text: string) => number> = {
  'euc-kr': (foreign) => share(foreign, isCommonSyllable) - share(foreign, matches(/\p{Script=Han}/u)),
  shift_jis: (foreign) =>
    share(foreign, matches(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}ー、。]/u)) -
    2 * share(foreign, matches(/[\uFF61-\uFF9F]/)),
  gb18030: (foreign) => 0.55 * share(foreign, matches(/[\p{Script=Han}，。、]/u)),
  big5: (foreign) => 0.5 * share(foreign, matches(/[\p{Script=Han}，。、]/u)),
  // Between letters of ASCII stands one at a time.
  'windows-1252': (foreign, text) =>
    0.9 * share(foreign, matches(/[À-ÖØ-öø-ÿŠšŽžŒœŸ€°§®©£¥«»¿¡ºª²³½µ‚„…‘’“”–—]/)) -
    (text.match(/(?<=[\u{80}-\u{10FFFF}])[\u{80}-\u{10FFFF}]/gu)?.length ?? 0) / Math.max(1, foreign.length),
  'windows-1251': (foreign) => 0.8 * share(foreign, matches(/[а-яё]/)),
};

const LOOKED_AT = 64 * 1024;

/** Encodings in which bytes that are not UTF-8 could be meant, the likeliest first, each with a line as it would read. */
export function likelyEncodings(bytes: Uint8Array): { name: string; line: string }[] {
  // Cut between lines: no encoding here has a line's end inside of a character.
  const end = bytes.length > LOOKED_AT ? bytes.lastIndexOf(10, LOOKED_AT) : bytes.length;
  const part = end > 0 ? bytes.subarray(0, end) : bytes;
  return Object.entries(likeness)
    .flatMap(([name, like]) => {
      try {
        const text = decoderOf(name)(part);
        const foreign = [...text].filter((character) => character > '\x7f');
        const line = text.split(/[\r\n]+/).find((each) => /[\u{80}-\u{10FFFF}]/u.test(each)) ?? '';
        return [{ name, line: line.trim(), like: like(foreign, text) }];
      } catch {
        return [];
      }
    })
    .filter(({ like }) => like > 0.3)
    .sort((a, b) => b.like - a.like)
    .slice(0, 3)
    .map(({ name, line }) => ({ name, line }));
}
