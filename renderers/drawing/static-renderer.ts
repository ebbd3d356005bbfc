import type { ActivationFunction } from 'vscode-notebook-renderer';
import { editorFiles } from './menu/editor-files.js';
import { onThemeChange, pageLocale } from './page.js';
import { readItem } from './read-item.js';
import { sharePins } from './share-pins.js';
import { type StaticPicture, StaticSlot } from './static-slot.js';

/** A renderer of finished outputs: checks the payload, draws it, draws it again when it or the theme changes. */
export function staticRenderer<Payload>(picture: StaticPicture<Payload>): ActivationFunction {
  return (context) => {
    const files = editorFiles(context);
    sharePins(context);
    const held = new Map<HTMLElement, { slot: StaticSlot<Payload>; ids: Set<string>; endTheme(): void }>();
    return {
      renderOutputItem(item, element) {
        let found = held.get(element);
        if (!found) {
          const slot = new StaticSlot(element, picture, pageLocale(), files);
          found = { slot, ids: new Set(), endTheme: onThemeChange(() => slot.redraw()) };
          held.set(element, found);
        }
        found.ids.add(item.id);
        const read = readItem(item, pageLocale());
        return read.ok ? found.slot.show(read.value) : found.slot.refuse(read.where);
      },
      disposeOutputItem(id) {
        for (const [element, { slot, ids, endTheme }] of [...held]) {
          if (id !== undefined && !ids.has(id)) continue;
          endTheme();
          slot.end();
          held.delete(element);
        }
      },
    };
  };
}
