const SVG = 'http://www.w3.org/2000/svg';

/** A group of the page's drawing. */
export const svgGroup = (): SVGGElement => document.createElementNS(SVG, 'g');

/** The drawing itself. */
export const svgRoot = (): SVGSVGElement => document.createElementNS(SVG, 'svg');

const drawn = new WeakMap<Element, string>();

/** Sets an element's content only where it differs from what was set before. */
export function fillSvg(target: Element, content: string): void {
  if (drawn.get(target) === content) return;
  drawn.set(target, content);
  target.innerHTML = content;
}
