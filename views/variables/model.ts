import type { Locale, TensorAccount, VariableInfo } from '../../protocol/index.js';
import { formatCount } from '../../renderers/drawing/format.js';
import { bytesText, changeText } from '../sizes.js';
import { variablesStrings } from './strings.js';

export type SortKey = 'name' | 'type' | 'shape' | 'size' | 'value';

/** How the list is to be seen. `sort` null: in the order in which cells have declared the names. */
export interface ListChoice {
  filter: string;
  functions: boolean;
  sort: { key: SortKey; descending: boolean } | null;
}

export const shapeText = ({ shape }: Pick<VariableInfo, 'shape'>): string =>
  shape ? `[${shape.join(', ')}]` : '';

/** `Tensor float32`. */
export const typeText = ({ type, dtype, kind }: VariableInfo): string =>
  dtype && (kind === 'tensor' || kind === 'list') && !type.startsWith(dtype) ? `${type} ${dtype}` : type;

export function sizeText({ bytes, about }: VariableInfo, locale: Locale): string {
  if (bytes === undefined) return '';
  return `${about ? '≈ ' : ''}${bytesText(bytes, locale)}`;
}

/** The value, or what is to be known in its place. */
export function valueText({ preview, parameters, disposed }: VariableInfo, locale: Locale): string {
  const t = variablesStrings[locale];
  if (disposed) return preview;
  if (parameters === undefined) return preview;
  return [preview, t.parameters(formatCount(parameters, locale))].filter(Boolean).join(', ');
}

const isAside = ({ kind }: VariableInfo): boolean => kind === 'function' || kind === 'import';

/** Whether each of the words that were written stands somewhere in what is shown of a variable. */
function matches(variable: VariableInfo, filter: string, locale: Locale): boolean {
  const words = filter.toLowerCase().trim();
  if (words === '') return true;
  const shown = [variable.name, typeText(variable), shapeText(variable), valueText(variable, locale)];
  const text = shown.join(' ').toLowerCase();
  // A shape has spaces of its own.
  return text.includes(words) || words.split(/\s+/).every((word) => text.includes(word));
}

/** The variables to be listed, in their order. Variables without a size come last, whichever way is up. */
export function listed(
  variables: readonly VariableInfo[],
  { filter, functions, sort }: ListChoice,
  locale: Locale,
): VariableInfo[] {
  const found = variables.filter(
    (variable) => (functions || !isAside(variable)) && matches(variable, filter, locale),
  );
  if (!sort) return found;
  const up = sort.descending ? -1 : 1;
  const collator = new Intl.Collator(locale, { numeric: true });
  const texts: Record<Exclude<SortKey, 'size'>, (variable: VariableInfo) => string> = {
    name: ({ name }) => name,
    type: typeText,
    shape: shapeText,
    value: (variable) => valueText(variable, locale),
  };
  const { key } = sort;
  return found.sort((a, b) => {
    if (key !== 'size') return up * collator.compare(texts[key](a), texts[key](b));
    if (a.bytes === undefined || b.bytes === undefined)
      return Number(a.bytes === undefined) - Number(b.bytes === undefined);
    return up * (a.bytes - b.bytes);
  });
}

/** A press on a title: up, down, then as it was. */
export function nextSort(sort: ListChoice['sort'], key: SortKey): ListChoice['sort'] {
  if (sort?.key !== key) return { key, descending: key === 'size' };
  return sort.descending === (key === 'size') ? { key, descending: !sort.descending } : null;
}

/** "+15 tensors, +676 B". */
export function growthText({ grown }: TensorAccount, locale: Locale): string {
  const t = variablesStrings[locale];
  if (grown.tensors === 0 && grown.bytes === 0) return t.unchanged;
  return t.change(
    changeText(grown.tensors, formatCount(grown.tensors, locale)),
    changeText(grown.bytes, bytesText(grown.bytes, locale)),
  );
}

/** What a re-run has left behind, in sentences. */
export function leftTexts({ left }: TensorAccount, locale: Locale): string[] {
  if (!left) return [];
  const t = variablesStrings[locale];
  const names = left.replaced.map(
    ({ name, tensors, bytes }) => `${name} (${formatCount(tensors, locale)}, ${bytesText(bytes, locale)})`,
  );
  return [
    ...(names.length > 0 ? [t.replaced(names.join(', '))] : []),
    ...(left.others > 0 ? [t.others(formatCount(left.others, locale), left.times)] : []),
  ];
}
