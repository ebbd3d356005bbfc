import type { Box } from './boxes.js';
import type { Inked } from './canvas-texts.js';

interface Shape {
  element: Element;
  box: Box;
  fill: string;
}

const SEE_THROUGH = 'rgba(0, 0, 0, 0)';
/** A tint leaves the ground as it is, near enough. */
const TINT = 0.3;

const withOpacity = (color: string, share: number): string =>
  color.startsWith('rgb(') ? color.replace('rgb(', 'rgba(').replace(')', `, ${share})`) : color;

/** How the texts of drawings are written, and the filled shapes that they stand on. */
export class SvgInk {
  private readonly shapes = new Map<Element, Shape[]>();
  private readonly opacities = new Map<Element, number>();

  of(text: Element): Inked {
    const { fill, fillOpacity } = getComputedStyle(text);
    return { color: fill, opacity: Number(fillOpacity) * this.opacity(text), grounds: [this.ground(text)] };
  }

  private opacity(each: Element): number {
    let found = this.opacities.get(each);
    if (found === undefined) {
      const outer =
        each instanceof SVGSVGElement || !each.parentElement ? 1 : this.opacity(each.parentElement);
      found = outer * Number(getComputedStyle(each).opacity);
      this.opacities.set(each, found);
    }
    return found;
  }

  private ground(text: Element): string {
    const svg = text.closest('svg');
    if (!svg) return SEE_THROUGH;
    const { left, top, width, height } = text.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const under = this.shapesOf(svg).findLast(
      ({ element, box }) =>
        x >= box.left &&
        x <= box.right &&
        y >= box.top &&
        y <= box.bottom &&
        element.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    return under?.fill ?? SEE_THROUGH;
  }

  private shapesOf(svg: Element): Shape[] {
    let found = this.shapes.get(svg);
    if (!found) {
      found = [...svg.querySelectorAll('rect, circle, ellipse, polygon')].flatMap((element) => {
        const { fill, fillOpacity, opacity } = getComputedStyle(element);
        const share = Number(fillOpacity) * Number(opacity);
        if (fill === 'none' || share <= TINT) return [];
        return [{ element, box: element.getBoundingClientRect(), fill: withOpacity(fill, share) }];
      });
      this.shapes.set(svg, found);
    }
    return found;
  }
}
