import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe tells of one kind of fault. */
interface Violation {
  id: string;
  impact: string | null;
  help: string;
  nodes: { html: string; target: unknown[]; any: { message: string }[] }[];
}

interface AxeWindow {
  axe: {
    run(context: object, options: object): Promise<{ violations: Violation[] }>;
  };
}

/** The rules of WCAG 2.2 A and AA, and what is good practice besides. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** An output is a part of a page that the editor makes. */
const OF_WHOLE_PAGES = ['region', 'page-has-heading-one', 'landmark-one-main', 'bypass', 'document-title'];
/** Examples show runs of one name, and the gallery a table under the heading of tables. */
const OF_EXAMPLES = ['landmark-unique'];
/** The rows and columns of a table are alike: those after the first few only take time. */
const LIKE_OTHERS = 'tbody tr:nth-child(n + 8), tr > :nth-child(n + 30)';

export interface AxeOptions {
  /** Selectors of what is looked at: the whole page without them. */
  within?: string;
  /** A part of a page: what only whole pages have is not asked of it. */
  part?: boolean;
  /** These rules alone. */
  rules?: readonly string[];
}

/** What axe finds on a page, whose tables are shortened before, a line for each element: `rule (impact): element, and why`. */
export async function axeFindings(page: Page, { within, part, rules }: AxeOptions = {}): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  const violations = await page.evaluate(
    async ([context, tags, only, off, alike]) => {
      for (const each of document.querySelectorAll(alike)) each.remove();
      const { violations: all } = await (window as unknown as AxeWindow).axe.run(
        { include: [[context]] },
        {
          resultTypes: ['violations'],
          preload: false,
          runOnly: only ? { type: 'rule', values: only } : { type: 'tag', values: tags },
          ...(!only && { rules: Object.fromEntries(off.map((id) => [id, { enabled: false }])) }),
        },
      );
      return all.map(({ id, impact, help, nodes }) => ({
        id,
        impact,
        help,
        nodes: nodes.map(({ html, target, any }) => ({
          html,
          target,
          any: any.map(({ message }) => ({ message })),
        })),
      }));
    },
    [
      within ?? 'html',
      TAGS,
      rules ?? null,
      [...OF_EXAMPLES, ...(part ? OF_WHOLE_PAGES : [])],
      LIKE_OTHERS,
    ] as const,
  );
  return violations.flatMap(({ id, impact, help, nodes }) =>
    nodes.map(
      ({ html, target, any }) =>
        `${id} (${impact}): ${target.join(' ')} ${html.slice(0, 160)}: ${any[0]?.message.slice(0, 200) ?? help}`,
    ),
  );
}
