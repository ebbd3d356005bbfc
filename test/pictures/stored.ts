import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const update = process.env.UPDATE_PICTURES === '1';

/**
 * Compares a picture with the stored one. A difference leaves `<name>-changed.svg` beside it and is told in words;
 * `UPDATE_PICTURES=1` stores the new one instead.
 */
export function compareStored(picture: string, name: string, svg: string): string | null {
  const folder = join(here, picture);
  const file = join(folder, `${name}.svg`);
  const changed = join(folder, `${name}-changed.svg`);
  rmSync(changed, { force: true });
  const text = `${svg}\n`;
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return null;
  mkdirSync(folder, { recursive: true });
  if (update) {
    writeFileSync(file, text);
    return null;
  }
  writeFileSync(changed, text);
  return `${picture}/${name}.svg ${existsSync(file) ? 'differs' : 'is not stored yet'}: compare it with ${name}-changed.svg, then run UPDATE_PICTURES=1 npm run pictures`;
}

/** Names of all stored pictures, without the changed ones. */
export const storedNames = (picture: string): string[] =>
  existsSync(join(here, picture))
    ? readdirSync(join(here, picture))
        .filter((file) => file.endsWith('.svg') && !file.endsWith('-changed.svg'))
        .map((file) => file.slice(0, -'.svg'.length))
    : [];

/** The attributes of all tags of a well-formed SVG. */
export function attributesOf(svg: string): { tag: string; name: string; value: string }[] {
  const tags = svg.matchAll(/<([a-zA-Z][\w:-]*)((?:\s+[\w:-]+=(?:"[^"<]*"|'[^'<]*'))*)/g);
  return [...tags].flatMap(([, tag = '', attributes = '']) =>
    [...attributes.matchAll(/\s([\w:-]+)=(?:"([^"]*)"|'([^']*)')/g)].map(([, name = '', double, single]) => ({
      tag,
      name,
      value: double ?? single ?? '',
    })),
  );
}

/** What keeps an SVG from being well-formed XML, or `null`. Knows what our pictures use: tags, attributes, text. */
export function malformed(svg: string): string | null {
  const open: string[] = [];
  const token = /<(\/?)([a-zA-Z][\w:-]*)((?:\s+[\w:-]+=(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)|(.)/gsy;
  for (const match of svg.matchAll(token)) {
    const [, closing, tag, attributes, empty, text, odd] = match;
    if (odd !== undefined) return `unexpected "${svg.slice(match.index, match.index + 60)}"`;
    const content = text ?? attributes ?? '';
    const reference = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.exec(content);
    if (reference) return `a bare "&" in "${content.slice(0, 60)}"`;
    if (tag === undefined) continue;
    const names = [...(attributes ?? '').matchAll(/\s([\w:-]+)=/g)].map(([, name]) => name);
    if (new Set(names).size !== names.length) return `an attribute twice in <${tag}>`;
    if (closing) {
      const last = open.pop();
      if (last !== tag) return `</${tag}> closes <${last}>`;
    } else if (!empty) open.push(tag);
  }
  return open.length ? `<${open.at(-1)}> is not closed` : null;
}
