import ts from 'typescript6';

/** A doc comment with its tags, as Markdown. */
export function documentation(
  parts: readonly ts.SymbolDisplayPart[] | undefined,
  tags: readonly ts.JSDocTagInfo[] = [],
): string {
  const body = withLinks(ts.displayPartsToString([...(parts ?? [])]));
  // `@doc` says where the pages of TensorFlow.js have it.
  const lines = tags
    .filter(({ name }) => name !== 'doc')
    .map(({ name, text }) => {
      const said = withLinks(ts.displayPartsToString(text)).trim();
      if (name === 'example')
        return `*@example*\n${said.includes('```') ? said : `\`\`\`ts\n${said}\n\`\`\``}`;
      const [, subject, rest] = /^(\S+)\s+(?:[-–—]\s*)?([\s\S]*)$/.exec(said) ?? [];
      if (name === 'param' && subject) return `*@param* \`${subject}\` — ${rest}`;
      return `*@${name}*${said ? ` — ${said}` : ''}`;
    });
  return [body, ...lines].filter(Boolean).join('\n\n');
}

/** `{@link name}` → `name`. */
const withLinks = (text: string): string =>
  text.replace(/\{@link(?:code|plain)?\s+([^}|\s]+)[^}]*\}/g, '`$1`');
