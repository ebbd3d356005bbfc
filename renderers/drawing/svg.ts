/** A text in which what XML cannot hold has become a replacement character. */
export function xmlCharacters(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters XML 1.0 forbids.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
  );
}

/** Text for SVG and HTML: markup becomes characters. */
export function escapeXml(text: string): string {
  return xmlCharacters(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** A name shortened to at most `limit` characters, with an ellipsis. */
export function shorten(text: string, limit: number): string {
  const characters = Array.from(text);
  return characters.length <= limit ? text : `${characters.slice(0, Math.max(1, limit - 1)).join('')}…`;
}

/** A name shortened to at most `limit` characters in its middle: its end often tells it from others. */
export function shortenMiddle(text: string, limit: number): string {
  const characters = Array.from(text);
  if (characters.length <= limit) return text;
  const end = Math.min(4, Math.max(1, Math.floor((limit - 1) / 2)));
  return `${characters.slice(0, Math.max(1, limit - 1 - end)).join('')}…${characters.slice(-end).join('')}`;
}

/** About how wide a text is drawn in a generic sans-serif font; Korean and Chinese characters are square. */
export function textWidth(text: string, size: number): number {
  let ems = 0;
  for (const character of text) ems += (character.codePointAt(0) ?? 0) >= 0x1100 ? 1 : 0.56;
  return ems * size;
}

/** A text shortened to at most `width` pixels. */
export function shortenTo(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text;
  let [kept, room] = ['', width - textWidth('…', size)];
  for (const character of text) {
    room -= textWidth(character, size);
    if (room < 0) break;
    kept += character;
  }
  return `${kept || (Array.from(text)[0] ?? '')}…`;
}

/** Cuts a text into lines of at most `width` pixels, between words where that can be. */
export function wrap(text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line ? `${line} ${word}` : word;
    if (line && textWidth(longer, size) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  if (line) lines.push(line);
  return lines.map((each) =>
    textWidth(each, size) > width ? shorten(each, Math.floor(width / size / 0.56)) : each,
  );
}

/** A text element; `attributes` are trusted, the text is not. */
export const svgText = (x: number, y: number, text: string, attributes = ''): string =>
  `<text x="${round(x)}" y="${round(y)}"${attributes && ` ${attributes}`}>${escapeXml(text)}</text>`;

/** Two decimals are a fiftieth of a pixel: enough, shorter, and the same on every machine. */
export const round = (value: number): number => Math.round(value * 100) / 100;

/** Rounds the coordinates of an SVG that vega wrote; text content stays as it is. */
export const roundCoordinates = (svg: string): string =>
  svg.replace(/ (d|transform|x|y|x1|x2|y1|y2|width|height|viewBox|r)="([^"]*)"/g, (_, name, value) => {
    const rounded = String(value).replace(/-?\d+\.\d+(e[-+]?\d+)?|-?\d+e[-+]?\d+/g, (number) =>
      String(round(Number(number)) || 0),
    );
    return ` ${name}="${rounded}"`;
  });

/** A place in pixels; a `null` breaks the line. */
export interface Point {
  x: number;
  y: number | null;
}

/** A path through points, broken where y is `null`. */
export function linePath(points: readonly Point[]): string {
  let path = '';
  let open = false;
  for (const { x, y } of points) {
    if (y === null || !Number.isFinite(y)) open = false;
    else {
      path += `${open ? 'L' : 'M'}${round(x)},${round(y)}`;
      // A lone point shows as a dot with round line caps.
      if (!open) path += 'h0';
      open = true;
    }
  }
  return path;
}

/** A complete SVG document around `body`. */
export function svgDocument(part: {
  width: number;
  height: number;
  title: string;
  description: string;
  background: string;
  font: string;
  body: string;
}): string {
  const width = Math.ceil(part.width);
  const height = Math.ceil(part.height);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
    `role="img" font-family="${escapeXml(part.font)}">` +
    `<title>${escapeXml(part.title)}</title><desc>${escapeXml(part.description)}</desc>` +
    `<rect width="${width}" height="${height}" fill="${part.background}"/>${part.body}</svg>`
  );
}
