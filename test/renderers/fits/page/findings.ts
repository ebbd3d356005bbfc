import { blend } from '../../../../renderers/drawing/blend.js';
import { contrast, parseColor } from '../../../../renderers/drawing/contrast.js';
import { boxOf, depth } from './boxes.js';
import { crossed } from './lines.js';
import { canBeSeen, look, nameOf, type Seen } from './texts.js';

/** What is looked for in a host. */
export interface Demands {
  /** Selectors of what teaches: it must be in sight. */
  teaches: readonly string[];
  /** Selectors of what may be scrolled, as a table of many rows. */
  mayScroll: readonly string[];
  /** Hosts with names beyond all measure, which may be cut where a tip tells them whole. */
  longNames: readonly string[];
  /** The panel whose first pixels are in sight, and how many. */
  panel?: { selector: string; height: number };
}

const MOST_LETTERS = 44;
/** Two texts may touch by this much. */
const TOUCH = 1;
/** Labels on one line with less between them run together. */
const LEAST_GAP = 2;

const quoted = (words: string): string =>
  `"${words.length > MOST_LETTERS ? `${words.slice(0, MOST_LETTERS)}…` : words}"`;

/** Two texts that stand in each other's way. */
function clash(a: Seen, b: Seen): 'overlaps' | 'runs into' | null {
  // An ellipsis has a place of its own beside the text that it cuts.
  if (a.node === b.node) return null;
  if (depth(a.quad, b.quad) > TOUCH) return 'overlaps';
  if (!a.label || !b.label || a.whole === b.whole) return null;
  const [one, other] = [boxOf(a.quad), boxOf(b.quad)];
  const shared = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  const gap = Math.max(one.left, other.left) - Math.min(one.right, other.right);
  const low = Math.min(one.bottom - one.top, other.bottom - other.top);
  return shared > low / 2 && gap < LEAST_GAP && gap > -LEAST_GAP ? 'runs into' : null;
}

function clashes(seen: readonly Seen[]): string[] {
  const found: string[] = [];
  const sorted = seen.map((each) => ({ each, box: boxOf(each.quad) })).sort((a, b) => a.box.top - b.box.top);
  sorted.forEach(({ each, box }, at) => {
    for (let next = at + 1; next < sorted.length; next += 1) {
      const other = sorted[next] as (typeof sorted)[number];
      if (other.box.top > box.bottom) break;
      const way = clash(each, other.each);
      if (!way) continue;
      const [first, second] = box.left <= other.box.left ? [each, other.each] : [other.each, each];
      found.push(`${quoted(first.words)} ${way} ${quoted(second.words)}`);
    }
  });
  return found;
}

/** What words need to be read (WCAG 2.2, 1.4.3). */
const LEGIBLE = 4.5;

/** Words of drawings that hardly stand out from what they are drawn on. */
function faint(seen: readonly Seen[]): string[] {
  const page = getComputedStyle(document.body).backgroundColor;
  return seen.flatMap(({ words, ink }) => {
    if (!ink || ink.opacity === 0) return [];
    if (!parseColor(ink.color)) return [];
    // A line may cross one end of the words.
    const clear = Math.max(
      ...ink.grounds.map((under) => {
        const ground = blend(under, page, 1);
        return contrast(blend(ink.color, ground, ink.opacity), ground) ?? LEGIBLE;
      }),
    );
    return clear < LEGIBLE ? [`${quoted(words)} is faint, ${clear.toFixed(1)} : 1`] : [];
  });
}

/** What is in sight of an element: all, or not. */
function outOfSight(each: Element, host: Element): boolean {
  const { top, bottom, left, right } = each.getBoundingClientRect();
  for (let outer = each.parentElement; outer && host.contains(outer); outer = outer.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(outer);
    const room = outer.getBoundingClientRect();
    if (overflowY !== 'visible' && (bottom > room.bottom + TOUCH || top < room.top - TOUCH)) return true;
    if (overflowX !== 'visible' && (right > room.right + TOUCH || left < room.left - TOUCH)) return true;
  }
  return false;
}

/** All that is wrong with a host, in sentences. */
export function findings(host: Element, { teaches, mayScroll, longNames, panel }: Demands): string[] {
  const { seen, cut, scrolls } = look(host);
  if (seen.length + cut.length === 0) return ['holds no words'];
  const found = clashes(seen);
  found.push(...faint(seen), ...crossed(host, seen).map(({ words }) => `a line crosses ${quoted(words)}`));
  const long = longNames.includes(host.id);
  for (const { words, by, told } of cut)
    if ((!long || !told) && !mayScroll.includes(by)) found.push(`${quoted(words)} is cut by ${by}`);
  const cell = host.getBoundingClientRect();
  for (const { words, part } of seen) {
    const { left, right } = part;
    if (left < cell.left - TOUCH || right > cell.right + TOUCH)
      found.push(`${quoted(words)} lies outside the cell`);
  }
  for (const { by, down, inside } of scrolls)
    if (inside || !mayScroll.includes(by))
      found.push(`${by} scrolls ${down ? 'down' : 'sideways'}${inside ? ' within what scrolls' : ''}`);
  const shown = panel && [...host.querySelectorAll(panel.selector)].find(canBeSeen);
  const end = shown && panel ? shown.getBoundingClientRect().top + panel.height : Number.POSITIVE_INFINITY;
  for (const each of host.querySelectorAll(teaches.join(','))) {
    if (!canBeSeen(each) || each.textContent?.trim() === '') continue;
    if (each.getBoundingClientRect().bottom > end + TOUCH)
      found.push(`${nameOf(each)} is below the panel's edge`);
    else if (outOfSight(each, host)) found.push(`${nameOf(each)} is out of sight`);
  }
  return [...new Set(found)].sort();
}
