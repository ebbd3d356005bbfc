import { type Member, nodesOf } from './members.js';

/** The boxes and frames of a drawing, by the members that they stand for. */
export class GraphParts {
  private members = new Map<string, { member: Member; first: number }>();

  constructor(private readonly content: SVGGElement) {}

  setMembers(members: readonly Member[]): void {
    this.members = new Map();
    const walk = (each: Member): void => {
      this.members.set(each.id, { member: each, first: nodesOf(each)[0] ?? 0 });
      if (each.kind !== 'leaf') each.members.forEach(walk);
    };
    members.forEach(walk);
  }

  /** In the order of the data; a frame before what is in it. */
  all(): SVGGElement[] {
    const parts = [...this.content.querySelectorAll<SVGGElement>('[data-member]')];
    const order = new Map(
      parts.map((part) => {
        const first = this.members.get(part.dataset.member ?? '')?.first ?? 0;
        return [part, part.hasAttribute('data-open') ? first - 0.5 : first];
      }),
    );
    return parts.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  }

  memberOf(part: SVGGElement): Member | undefined {
    return this.members.get(part.dataset.member ?? '')?.member;
  }

  at(id: string): SVGGElement | null {
    return this.content.querySelector<SVGGElement>(`[data-member="${CSS.escape(id)}"]`);
  }

  focused(): SVGGElement | null {
    const part = memberIn(document.activeElement);
    return part && this.content.contains(part) ? part : null;
  }
}

/** The box or frame that a place of the page is in. */
export const memberIn = (target: EventTarget | null): SVGGElement | null =>
  target instanceof Element ? target.closest<SVGGElement>('[data-member]') : null;
