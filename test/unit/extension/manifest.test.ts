import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  pictureMime,
  RENDERER_IDS,
  TIMELINE_RENDERER_ID,
  TRAINING_RENDERER_ID,
  VEGA_LITE_MIME,
} from '../../../protocol/index.js';

const root = join(import.meta.dirname, '../../..');
const { contributes, publisher, name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const sources = readdirSync(join(root, 'extension'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(root, 'extension', file), 'utf8'))
  .join('\n');

interface Renderer {
  id: string;
  entrypoint: string;
  mimeTypes: string[];
  requiresMessaging: string;
}

describe('manifest', () => {
  it('names the MIME types and the renderer that the protocol names', () => {
    const renderers: Renderer[] = contributes.notebookRenderer;
    for (const [id, picture] of [
      [TRAINING_RENDERER_ID, 'training'],
      [TIMELINE_RENDERER_ID, 'timeline'],
    ] as const) {
      const renderer = renderers.find((each) => each.id === id);
      expect(renderer?.mimeTypes).toEqual([pictureMime(picture)]);
      expect(renderer?.entrypoint).toBe(`./dist/renderers/${picture}.js`);
    }
    for (const picture of ['table', 'confusion-matrix', 'model', 'projector']) {
      const renderer = renderers.find(({ mimeTypes }) => mimeTypes.includes(pictureMime(picture)));
      expect(renderer?.entrypoint).toBe(`./dist/renderers/${picture}.js`);
    }
    expect(renderers.some(({ mimeTypes }) => mimeTypes.includes(VEGA_LITE_MIME))).toBe(true);
    // Each may ask for a file, and works without an answer.
    expect(renderers.map(({ id }) => id).sort()).toEqual([...RENDERER_IDS].sort());
    expect(renderers.filter(({ requiresMessaging }) => requiresMessaging !== 'optional')).toEqual([]);
  });

  it('has a registration for each command, and a command for each registration', () => {
    const declared = contributes.commands.map(({ command }: { command: string }) => command);
    const registered = [...sources.matchAll(/registerCommand\(\s*'([^']+)'/g)].map(([, command]) => command);
    expect(registered.sort()).toEqual(declared.sort());
  });

  it('asks for our own kernel where a menu needs it', () => {
    const controller = /CONTROLLER_ID = '([^']+)'/.exec(sources)?.[1];
    const clause = `notebookKernel == '${publisher}.${name}/${controller}'`;
    expect(contributes.menus['notebook/toolbar'][0].when).toBe(clause);
  });
});
