import type * as v from 'valibot';
import type { ActivationFunction } from 'vscode-notebook-renderer';
import type { Locale } from '../../protocol/index.js';
import { onThemeChange, pageLocale, showProblem } from './page.js';
import { check } from './validation.js';

/** One drawn output; `redraw` on another payload or another theme. */
export interface StaticView<Payload> {
  redraw(payload: Payload): void | Promise<void>;
  end?(): void;
}

/** A renderer of finished outputs: checks the payload, draws it, draws it again when it or the theme changes. */
export function staticRenderer<Payload>(part: {
  schema: v.GenericSchema<unknown, Payload>;
  view(element: HTMLElement, locale: Locale): StaticView<Payload>;
  invalid(locale: Locale, where: string): string;
}): ActivationFunction {
  return () => {
    interface Held {
      view: StaticView<Payload>;
      payload: Payload;
      ids: Set<string>;
      endTheme(): void;
    }
    const held = new Map<HTMLElement, Held>();
    const drop = (element: HTMLElement) => {
      const found = held.get(element);
      found?.endTheme();
      found?.view.end?.();
      held.delete(element);
    };
    return {
      renderOutputItem(item, element) {
        const locale = pageLocale();
        let raw: unknown;
        try {
          raw = item.json();
        } catch {
          raw = undefined;
        }
        const checked = check(part.schema, raw);
        if (!checked.ok) {
          drop(element);
          showProblem(element, part.invalid(locale, checked.where));
          return;
        }
        let found = held.get(element);
        if (!found) {
          element.replaceChildren();
          const made: Held = {
            view: part.view(element, locale),
            payload: checked.value,
            ids: new Set(),
            endTheme: onThemeChange(() => void made.view.redraw(made.payload)),
          };
          held.set(element, made);
          found = made;
        }
        found.ids.add(item.id);
        found.payload = checked.value;
        return found.view.redraw(checked.value);
      },
      disposeOutputItem(id) {
        for (const [element, { ids }] of [...held]) if (id === undefined || ids.has(id)) drop(element);
      },
    };
  };
}
