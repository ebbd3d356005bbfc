import { stripVTControlCharacters } from 'node:util';

/**
 * What a terminal shows of text that returns to the start of its line, as progress bars do: the last state of each line. A
 * return at the very end stays, as nothing has been written over that line yet.
 */
export function lastOfOverwritten(text: string): string {
  if (!text.includes('\r')) return text;
  const lines = text.split('\n');
  return lines
    .map((line, i) => {
      const pending = i === lines.length - 1 && line.endsWith('\r') ? '\r' : '';
      return overwrite(line.replace(/\r+$/, '')) + pending;
    })
    .join('\n');
}

/** The same for a piece of text that goes on a line whose beginning is elsewhere. */
export function lessOfOverwritten(text: string): string {
  const at = text.indexOf('\r');
  return at < 0 ? text : text.slice(0, at + 1) + lastOfOverwritten(text.slice(at + 1));
}

function overwrite(line: string): string {
  if (!line.includes('\r')) return line;
  return line
    .split('\r')
    .reduce((under, over) => {
      const isPlain = !`${under}${over}`.includes('\u001b');
      const isShorter = stripVTControlCharacters(over).length < stripVTControlCharacters(under).length;
      return isPlain && isShorter ? over + under.slice(over.length) : over || under;
    })
    .trimEnd();
}
