import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cases } from './cases.js';
import { OpenNotebook } from './open-notebook.js';

describe('the languages of cells', () => {
  it.each(cases)(
    '$name',
    async ({ cells, offers, offersNot, hover, definition, errors, hints, ...options }) => {
      const notebook = new OpenNotebook(cells, options);
      try {
        if (offers || offersNot) {
          const names = await notebook.names();
          expect(names).toEqual(expect.arrayContaining(offers ?? []));
          for (const name of offersNot ?? []) expect(names).not.toContain(name);
          expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
        }
        if (hover instanceof RegExp) expect(await notebook.hover()).toMatch(hover);
        else if (hover) expect(await notebook.hover()).toBe(hover);
        if (definition) {
          const places = await notebook.engine.definition(notebook.at);
          const found = places.map((place) =>
            'path' in place
              ? basename(place.path)
              : `${place.cell}: "${notebook.textOf(place.cell, place.start, place.end)}"`,
          );
          expect([...new Set(found)]).toEqual(definition);
        }
        expect(await notebook.errors()).toEqual(errors ?? []);
        expect(await notebook.hints()).toEqual(hints ?? []);
      } finally {
        notebook.close();
      }
    },
  );
});
