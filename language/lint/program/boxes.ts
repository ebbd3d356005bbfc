/** A place whose content changes as the program goes on. */
export class Box<Content> {
  constructor(
    public content: Content,
    /** What is there when the program came by one way or by another. */
    readonly join: (a: Content, b: Content) => Content,
  ) {}
}

interface Change {
  box: Box<unknown>;
  before: unknown;
}

/** Whether the way ends here: by `return`, `throw`, `break` or `continue`. */
export type Ends = boolean;

/** The contents of all boxes, which can go several ways and meet again. */
export class Boxes {
  private changes: Change[] = [];

  set<Content>(box: Box<Content>, content: Content): void {
    this.changes.push({ box: box as Box<unknown>, before: box.content });
    box.content = content;
  }

  /** Forgets the ways that were under way. */
  begin(): void {
    this.changes = [];
  }

  /** Goes each way from the same start; afterwards the boxes hold what is true whichever was taken. */
  branch(ways: readonly (() => Ends)[]): Ends {
    const outcomes = ways.map((go) => {
      const outer = this.changes;
      this.changes = [];
      const ends = go();
      const after = new Map(this.changes.map(({ box }) => [box, box.content]));
      for (const { box, before } of this.changes.reverse()) box.content = before;
      this.changes = outer;
      return { ends, after };
    });
    const going = outcomes.filter(({ ends }) => !ends);
    const touched = new Set(going.flatMap(({ after }) => [...after.keys()]));
    for (const box of touched) {
      const contents = going.map(({ after }) => (after.has(box) ? after.get(box) : box.content));
      this.set(
        box,
        contents.reduce((a, b) => box.join(a, b)),
      );
    }
    return going.length === 0;
  }
}
