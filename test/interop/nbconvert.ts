import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { nbconvert } from './executed-lesson.js';

const templates = join(import.meta.dirname, '../../docs/nbconvert');

/** Converts a notebook to HTML by real nbconvert; gives the page and what nbconvert logged. */
export async function toHtml(
  notebook: string,
  template: 'lab' | 'epochbook',
): Promise<{ html: string; log: string }> {
  const out = `${notebook}.${template}.html`;
  const args = ['-m', 'nbconvert', '--to', 'html', '--template', template, '--output', out, notebook];
  args.push(`--TemplateExporter.extra_template_basedirs=${templates}`);
  const { stderr } = await promisify(execFile)(nbconvert ?? '', args);
  return { html: readFileSync(out, 'utf8'), log: stderr };
}
