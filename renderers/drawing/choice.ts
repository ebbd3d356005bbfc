import { element } from './page.js';

/** A labelled choice among options; keeps its choice where the options stay. */
export function choice(
  label: string,
  change: (value: string) => void,
): {
  root: HTMLLabelElement;
  fill(options: readonly [value: string, words: string][], chosen: string): void;
} {
  const select = element('select', { 'aria-label': label });
  select.addEventListener('change', () => change(select.value));
  let filled = '';
  return {
    root: element('label', { title: label }, element('span', {}, label), select),
    fill(options, chosen) {
      const key = JSON.stringify(options);
      if (key !== filled)
        select.replaceChildren(...options.map(([value, words]) => element('option', { value }, words)));
      filled = key;
      select.value = chosen;
    },
  };
}
