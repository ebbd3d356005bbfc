/** Attributes that a group hands down to its marks. */
const handedDown = ['fill', 'stroke', 'stroke-width', 'stroke-opacity', 'fill-opacity'];

const CIRCLE =
  /<path transform="translate\(([-\d.]+),([-\d.]+)\)" d="M([\d.]+),0A\3,\3,0,1,1,-\3,0A\3,\3,0,1,1,\3,0"([^>]*)\/>/g;
const MARKS =
  /(<g class="mark-(?:symbol|rect|rule|text) role-mark[^>]*)>((?:<(?:path|circle|line)[^>]*\/>)+)<\/g>/g;

/**
 * The same drawing in fewer bytes: no labels of single marks (the picture has its account), circles as such, and what all marks
 * of a group share said once.
 */
export function compactMarks(svg: string): string {
  return svg
    .replace(/ (?:aria-[a-z]+|role)="[^"]*"/g, '')
    .replace(CIRCLE, '<circle cx="$1" cy="$2" r="$3"$4/>')
    .replace(MARKS, (_, head: string, marks: string) => `${shareAttributes(head, marks)}</g>`);
}

function shareAttributes(head: string, given: string): string {
  const count = given.split('/>').length - 1;
  // Opacity is of a group as a whole; where a mark has but one paint, it is that paint's.
  const paints = new Set([...given.matchAll(/<[^>]*\/>/g)].map(([mark]) => paintOf(mark)));
  const [paint] = paints;
  let marks = paints.size === 1 && paint ? given.replace(/ opacity="/g, ` ${paint}-opacity="`) : given;
  let group = head;
  for (const name of handedDown) {
    const values = [...marks.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))].map(([, value]) => value);
    if (values.length !== count || values.some((value) => value !== values[0])) continue;
    marks = marks.replace(new RegExp(` ${name}="[^"]*"`, 'g'), '');
    group += ` ${name}="${values[0]}"`;
  }
  return `${group}>${marks}`;
}

/** Which of both a mark is painted with; null for both. */
function paintOf(mark: string): 'fill' | 'stroke' | null {
  const has = (name: string): boolean => new RegExp(` ${name}="(?!none|transparent)`).test(mark);
  const [fill, stroke] = [has('fill'), has('stroke')];
  if (/-opacity="/.test(mark)) return null;
  return fill === stroke ? null : fill ? 'fill' : 'stroke';
}
