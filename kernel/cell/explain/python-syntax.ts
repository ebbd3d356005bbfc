import { likelyPython, type PythonRule, pythonTexts, surePython } from './python-rules.js';

/**
 * What to write in the place of Python, for a cell that does not parse: for the line where the parser gave up, else for the
 * first line that can be nothing but Python.
 *
 * @param line From 1.
 */
export function explainPython(source: string, line: number): string | undefined {
  const lines = source.split('\n');
  const at = lines[line - 1] ?? '';
  return (
    teach(pythonTexts, at) ??
    teach([...surePython, ...likelyPython], withoutTexts(at)) ??
    firstOf(lines, (text) => teach(pythonTexts, text) ?? teach(surePython, withoutTexts(text)))
  );
}

function teach(rules: readonly PythonRule[], text: string): string | undefined {
  for (const [pattern, tell] of rules) {
    const match = pattern.exec(text);
    if (match) return tell(match);
  }
  return undefined;
}

function firstOf(lines: readonly string[], tell: (line: string) => string | undefined): string | undefined {
  for (const line of lines) {
    const told = tell(line);
    if (told !== undefined) return told;
  }
  return undefined;
}

/** The words of a text are no code. */
const withoutTexts = (text: string): string => text.replace(/(["'`])(?:(?!\1)[^\\]|\\.)*\1/g, '$1$1');
