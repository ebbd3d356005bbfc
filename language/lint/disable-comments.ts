import type { LintCell, LintFix } from './finding.js';
import { words } from './words.js';

const COMMENT = /\/[/*]\s*epochbook-lint-disable(-line|-next-line)?(?![\w-])([^\n*]*)/g;

interface Switch {
  /** The line it is for, counted from 0; undefined for the whole cell. */
  line: number | undefined;
  /** Empty for all rules. */
  rules: readonly string[];
}

/** Tells of places in a cell whether a comment there has switched a rule off. */
export function switchedOff({ text }: LintCell): (rule: string, offset: number) => boolean {
  if (!text.includes('epochbook-lint-disable')) return () => false;
  const switches = [...text.matchAll(COMMENT)].map((match): Switch => {
    const [, reach, names = ''] = match;
    // What stands behind a dash or colon is the reason.
    const [listed = ''] = names.split(/\s--|:/);
    const line = lineAt(text, match.index);
    return {
      line: reach === undefined ? undefined : reach === '-line' ? line : line + 1,
      rules: listed.split(/[\s,]+/).filter(Boolean),
    };
  });
  return (rule, offset) => {
    const at = lineAt(text, offset);
    return switches.some(
      ({ line, rules }) =>
        (line === undefined || line === at) && (rules.length === 0 || rules.includes(rule)),
    );
  };
}

function lineAt(text: string, offset: number): number {
  let line = 0;
  for (let i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) line++;
  return line;
}

/** Switches a rule off for the line that a finding begins on. */
export function switchOff(rule: string, { id, text }: LintCell, start: number): LintFix {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(from))?.[0] ?? '';
  return {
    title: words(`Switch off ${rule} for this line`, `이 줄에서 ${rule} 끄기`),
    edits: [
      { cell: id, start: from, end: from, text: `${indent}// epochbook-lint-disable-next-line ${rule}\n` },
    ],
  };
}
