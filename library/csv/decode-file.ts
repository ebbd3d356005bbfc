import { say } from '../../words/index.js';
import { encodingOf, likelyEncodings } from './encodings.js';

const MOST_SHOWN = 40;

/**
 * The text of a file. Its first bytes may say how it is encoded (a byte order mark); else it is what `encoding` says, or
 * UTF-8 where nothing is said.
 *
 * @param file The file's name, for sentences.
 * @throws RangeError for an unknown encoding, TypeError where the bytes are not in the one that was given or, where none
 * was, not UTF-8: with the encodings that they could be in.
 */
export function decodeFile(bytes: Uint8Array, encoding: string | undefined, file: string): string {
  const given = encoding === undefined ? undefined : encodingOf(encoding);
  const marked = markOf(bytes);
  if (marked === 'utf-32') throw noUtf32(file);
  if (marked) {
    if (given && given.name !== marked) tellMark(file, marked, given.name);
    return decodeAs(marked, bytes, file);
  }
  if (given) {
    const text = decodeAs(given.name, bytes, file);
    if (given.name !== 'utf-8' && !given.name.startsWith('utf-16') && isForeignUtf8(bytes))
      console.warn(
        say(
          `${file} is valid UTF-8, but was read as ${given.name}, as you said. If letters look wrong, leave encoding out.`,
          `${file}은(는) 올바른 UTF-8인데 지정한 대로 ${given.name}(으)로 읽었습니다. 글자가 깨져 보이면 encoding을 빼세요.`,
        ),
      );
    return text;
  }
  const wide = zerosOf(bytes);
  if (wide) {
    console.warn(
      say(
        `${file} has no byte order mark; it was read as ${wide}, because every other byte is zero.`,
        `${file}에는 바이트 순서 표시(BOM)가 없지만 한 바이트 걸러 0이어서 ${wide} 인코딩으로 읽었습니다.`,
      ),
    );
    return decodeAs(wide, bytes, file);
  }
  return decodeUtf8(bytes, file);
}

function decodeUtf8(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw isCutOff(bytes) ? cutOff(file) : notUtf8(bytes, file);
  }
}

/** The encoding that a byte order mark names. */
function markOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32' | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 && bytes.length > 4 ? 'utf-32' : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return a === 0 && b === 0 && c === 0xfe && d === 0xff ? 'utf-32' : undefined;
}

/** UTF-16 without a mark: digits, separators and ends of lines have a zero beside them, always on the same side. */
function zerosOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes.length % 2 === 1 || bytes.length < 4) return undefined;
  const zeros = [0, 0];
  const length = Math.min(bytes.length, 4096);
  for (let i = 0; i < length; i++) if (bytes[i] === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const most = Math.max(even, odd);
  // Some letters, as 가, have a zero on the other side.
  if (most < length / 20 || Math.min(even, odd) > most / 4) return undefined;
  const name = odd > even ? 'utf-16le' : 'utf-16be';
  try {
    // A binary file may have such zeros too; a text has lines.
    return /[\r\n]/.test(new TextDecoder(name, { fatal: true }).decode(bytes)) ? name : undefined;
  } catch {
    return undefined;
  }
}

function decodeAs(name: string, bytes: Uint8Array, file: string): string {
  try {
    return encodingOf(name).decode(bytes);
  } catch (cause) {
    const { line, shown } = firstBadLine(bytes, name);
    const utf8 = isForeignUtf8(bytes);
    throw new TypeError(
      say(
        `${file} is not in ${name}: line ${line} (${shown}) holds bytes that stand for no character.${utf8 ? ' It is valid UTF-8: leave encoding out.' : others(bytes, name)}`,
        `${file}의 인코딩은 ${name}이(가) 아닙니다. ${line}번째 줄(${shown})에 어떤 글자도 아닌 바이트가 있습니다.${utf8 ? ' 올바른 UTF-8이니 encoding을 빼세요.' : others(bytes, name)}`,
      ),
      { cause },
    );
  }
}

function others(bytes: Uint8Array, name: string): string {
  const found = likelyEncodings(bytes).filter((each) => each.name !== name);
  return found.length === 0
    ? ''
    : ` ${say('It could be', '다음일 수 있습니다')}: ${found.map(offer).join('; ')}.`;
}

const offer = ({ name, line }: { name: string; line: string }): string =>
  say(`{ encoding: '${name}' } reads “${short(line)}”`, `{ encoding: '${name}' }이면 “${short(line)}”`);

const short = (line: string): string =>
  line.length > MOST_SHOWN ? `${line.slice(0, MOST_SHOWN - 1)}…` : line;

function notUtf8(bytes: Uint8Array, file: string): TypeError {
  const { line } = firstBadLine(bytes, 'utf-8');
  const found = likelyEncodings(bytes);
  const offers =
    found.length > 0
      ? found.map(offer).join('; ')
      : ['euc-kr', 'shift_jis', 'windows-1252'].map((name) => `{ encoding: '${name}' }`).join(', ');
  return new TypeError(
    say(
      `${file} is not UTF-8 (first seen in line ${line}). Say how it is encoded: ${offers}.`,
      `${file}은(는) UTF-8이 아닙니다(처음 나타난 곳: ${line}번째 줄). 인코딩을 알려 주세요. ${offers}`,
    ),
  );
}

/** The first line that cannot be read, with what of it can. */
function firstBadLine(bytes: Uint8Array, name: string): { line: number; shown: string } {
  if (name.startsWith('utf-16')) {
    const lines = new TextDecoder(name).decode(bytes).split('\n');
    const at = lines.findIndex((each) => each.includes('\uFFFD'));
    return { line: at + 1, shown: `“${short(lines[at]?.trim() ?? '')}”` };
  }
  const { decode } = encodingOf(name);
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const found = bytes.indexOf(10, start);
    const end = found < 0 ? bytes.length : found + 1;
    const part = bytes.subarray(start, end);
    try {
      decode(part);
    } catch {
      return { line, shown: `“${short(new TextDecoder(name).decode(part).trim())}”` };
    }
    start = end;
  }
  return { line, shown: '' };
}

/** Whether all is UTF-8, and more than ASCII, but the last character, of which a part is missing. */
function isCutOff(bytes: Uint8Array): boolean {
  try {
    return /[\u{80}-\u{10FFFF}]/u.test(
      new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true }),
    );
  } catch {
    return false;
  }
}

const cutOff = (file: string): TypeError =>
  new TypeError(
    say(
      `${file} ends in the middle of a character: it was cut off. Get the file once more.`,
      `${file}이(가) 글자 중간에서 끝납니다. 잘린 파일이니 다시 받으세요.`,
    ),
  );

const noUtf32 = (file: string): TypeError =>
  new TypeError(
    say(
      `${file} is in UTF-32, which is not read here. Save it as UTF-8.`,
      `${file}의 인코딩은 UTF-32입니다. 여기서는 읽지 않으니 UTF-8로 저장하세요.`,
    ),
  );

const tellMark = (file: string, marked: string, given: string): void =>
  console.warn(
    say(
      `${file} begins with the mark of ${marked}, and was read so, not as ${given}.`,
      `${file}의 앞에 ${marked} 표시(BOM)가 있어 ${given} 대신 그 인코딩으로 읽었습니다.`,
    ),
  );

/** UTF-8 with more than ASCII in it. */
function isForeignUtf8(bytes: Uint8Array): boolean {
  if (bytes.every((byte) => byte < 0x80)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
