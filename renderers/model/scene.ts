import type { Locale, ModelPayload } from '../../protocol/index.js';
import { BOX_HEIGHT, boxWidth } from './box-size.js';
import { type ContainerEdges, edgesByContainer, ROOT } from './edges.js';
import { layered, type PortedEdge, type RoutePoint, type Sized } from './layout/layered.js';
import { pathOf } from './layout/route-path.js';
import { type Wrapped, wrapped } from './layout/wrap.js';
import type { Group, Member } from './members.js';
import { type Uses, usesOf } from './model.js';
import { type BoxWords, boxWords } from './words.js';

/** A layer, or a closed group. */
export interface Box {
  member: Member;
  words: BoxWords;
  x: number;
  y: number;
}

/** The frame of an open group. */
export interface Frame {
  group: Group;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Line {
  /** The layers at its ends. */
  source: number;
  target: number;
  path: string;
  /** It ends at a box or a frame, with an arrow. */
  arrow: boolean;
}

export interface Scene {
  width: number;
  height: number;
  /** Data go from left to right; else from top to bottom. */
  horizontal: boolean;
  box: { width: number; height: number };
  boxes: Box[];
  frames: Frame[];
  lines: Line[];
}

/** What a scene shows, and how much room there is. */
export interface SceneQuery {
  payload: ModelPayload;
  members: readonly Member[];
  open: ReadonlySet<string>;
  locale: Locale;
  width: number;
  height: number;
}

export const FRAME = { head: 24, side: 12 };
const ALONG = { horizontal: 34, vertical: 26 };
const GAPS = { horizontal: { items: 14, edges: 12 }, vertical: { items: 20, edges: 14 } };
/** Drawn at least so large, one way is as good as another. */
const LARGE_ENOUGH = 0.85;
/** On narrower pages data go from top to bottom. */
const NARROW = 560;
/** Rows of so many times the room are tried where a model is large. */
const WIDER = [1.5, 2.2, 3.2];

/** The scene of a model in the room that there is: from left to right, in several rows, or from top to bottom, as it gets largest. */
export function modelScene(query: SceneQuery): Scene {
  const { width, height } = query;
  const share = (scene: Scene) => Math.min(1, width / scene.width, height / scene.height);
  const rows = (most: number) => () => new SceneMaker(query, true).scene(most);
  const ways = [
    () => new SceneMaker(query, true).scene(),
    rows(width),
    () => new SceneMaker(query, false).scene(),
    // Too much for the room: fewer, longer rows.
    ...WIDER.map((times) => rows(width * times)),
  ];
  if (width < NARROW) ways.splice(1, 2, ...ways.slice(1, 3).reverse());
  let best: Scene | undefined;
  for (const way of ways) {
    const scene = way();
    if (share(scene) >= LARGE_ENOUGH) return scene;
    if (!best || share(scene) > share(best)) best = scene;
  }
  return best as Scene;
}

/** What is drawn in a container, from its own corner on; along and across its ranks. */
interface Laid {
  along: number;
  across: number;
  boxes: { box: Omit<Box, 'x' | 'y'>; along: number; across: number }[];
  frames: { group: Group; along: number; across: number; size: Sized }[];
  lines: {
    points: RoutePoint[];
    turns: ReadonlyMap<number, number>;
    edge: Pick<Line, 'source' | 'target' | 'arrow'>;
  }[];
  /** Where, across, the edges from layers outside come in, and those of layers inside go out. */
  inPorts: Map<number, number>;
  outPorts: Map<number, number>;
}

class SceneMaker {
  private readonly edges: ReadonlyMap<string, ContainerEdges>;
  private readonly uses: Uses;
  private readonly words = new Map<string, BoxWords>();
  private readonly box: { width: number; height: number };

  constructor(
    private readonly query: SceneQuery,
    private readonly horizontal: boolean,
  ) {
    const { payload, members, open } = query;
    this.edges = edgesByContainer(payload, members, open);
    this.uses = usesOf(payload);
    this.sayAll(members);
    this.box = { width: boxWidth([...this.words.values()]), height: BOX_HEIGHT };
  }

  /** @param most The room for rows, where the graph may be broken into several. */
  scene(most?: number): Scene {
    const laid = this.lay(ROOT, this.query.members, most);
    const place = (along: number, across: number) =>
      this.horizontal ? { x: along, y: across } : { x: across, y: along };
    const { x: width, y: height } = place(laid.along, laid.across);
    return {
      width: Math.max(1, width),
      height: Math.max(1, height),
      horizontal: this.horizontal,
      box: this.box,
      boxes: laid.boxes.map(({ box, along, across }) => ({ ...box, ...place(along, across) })),
      frames: laid.frames.map(({ group, along, across, size }) => {
        const { x, y } = place(size.along, size.across);
        return { group, ...place(along, across), width: x, height: y };
      }),
      lines: laid.lines.map(({ points, turns, edge }) => ({ ...edge, path: pathOf(points, turns, place) })),
    };
  }

  private sayAll(members: readonly Member[]): void {
    const { payload, locale, open } = this.query;
    for (const member of members)
      if (member.kind !== 'leaf' && open.has(member.id)) this.sayAll(member.members);
      else this.words.set(member.id, boxWords(payload, member, locale, this.uses));
  }

  private lay(container: string, members: readonly Member[], most?: number): Laid {
    const { inner, entries, exits } = this.edges.get(container) ?? { inner: [], entries: [], exits: [] };
    const within = most === undefined ? undefined : most - 2 * (FRAME.side + ALONG.horizontal);
    const inside = members.map((member) =>
      member.kind !== 'leaf' && this.query.open.has(member.id)
        ? this.lay(member.id, member.members, within)
        : undefined,
    );
    const sources = [...new Set(entries.map(({ source }) => source))];
    const [shift, end] = [sources.length, sources.length + members.length];
    const port = (member: number, source: number, side: 'inPorts' | 'outPorts'): number => {
      const laid = inside[member];
      return laid ? (laid[side].get(source) ?? 0) + this.frameLow() - this.sizeOf(laid).across / 2 : 0;
    };
    const edges: (PortedEdge & Line)[] = [
      ...entries.map(({ source, target, member }) => ({
        ...join(sources.indexOf(source), shift + member, source, target),
        toPort: port(member, source, 'inPorts'),
      })),
      ...inner.map(({ from, to, source, target }) => ({
        ...join(shift + from, shift + to, source, target),
        fromPort: port(from, source, 'outPorts'),
        toPort: port(to, source, 'inPorts'),
      })),
      ...exits.map(({ source, target, member }, exit) => ({
        ...join(shift + member, end + exit, source, target),
        fromPort: port(member, source, 'outPorts'),
        arrow: false,
      })),
    ];
    const side = { along: 0, across: 0 };
    const sizes = [
      ...sources.map(() => side),
      ...inside.map((laid) => (laid ? this.sizeOf(laid) : this.boxSize())),
      ...exits.map(() => side),
    ];
    const way = this.horizontal ? 'horizontal' : 'vertical';
    const ends = { first: sources.length, last: exits.length };
    const flat = layered(sizes, edges, { ranks: ALONG[way], ...GAPS[way] }, ends);
    const graph = (most === undefined ? null : wrapped(flat, most)) ?? flat;
    const laid: Laid = {
      along: graph.along,
      across: graph.across,
      boxes: [],
      frames: [],
      lines: [],
      inPorts: new Map(),
      outPorts: new Map(),
    };
    members.forEach((member, index) => {
      const { along, across } = graph.items[shift + index] as (typeof graph.items)[number];
      const low = across - (sizes[shift + index] as Sized).across / 2;
      const content = inside[index];
      if (content) this.takeIn(laid, member as Group, content, { along, across: low });
      else
        laid.boxes.push({
          box: { member, words: this.words.get(member.id) as BoxWords },
          along,
          across: low,
        });
    });
    edges.forEach(({ source, target, arrow }, index) => {
      const turns = (graph as Partial<Wrapped>).turns?.[index] ?? new Map();
      const points = toEdges(graph.routes[index] ?? [], index < entries.length, arrow ? null : graph.along);
      const begun = points[0] === graph.routes[index]?.[0] ? 0 : 1;
      const moved = new Map([...turns].map(([at, back]): [number, number] => [at + begun, back]));
      laid.lines.push({ points, turns: moved, edge: { source, target, arrow } });
    });
    for (const [at, source] of sources.entries()) laid.inPorts.set(source, graph.items[at]?.across ?? 0);
    for (const [at, { source }] of exits.entries())
      laid.outPorts.set(source, graph.items[end + at]?.across ?? 0);
    return laid;
  }

  /** Puts what is in an open group into its frame. */
  private takeIn(laid: Laid, group: Group, content: Laid, at: { along: number; across: number }): void {
    const by = { along: at.along, across: at.across + this.frameLow() };
    laid.frames.push({ group, ...at, size: this.sizeOf(content) });
    const move = <Place extends { along: number; across: number }>(place: Place): Place => ({
      ...place,
      along: place.along + by.along + this.frameStart(content),
      across: place.across + by.across,
    });
    laid.boxes.push(...content.boxes.map(move));
    laid.frames.push(...content.frames.map(move));
    laid.lines.push(
      ...content.lines.map(({ points, turns, edge }) => ({
        points: points.map(move),
        turns: new Map([...turns].map(([point, back]): [number, number] => [point, back + by.across])),
        edge,
      })),
    );
  }

  private sizeOf(laid: Laid): Sized {
    return {
      along: laid.along + this.frameStart(laid) + (laid.outPorts.size > 0 ? 0 : FRAME.side),
      across: laid.across + this.frameLow() + FRAME.side,
    };
  }

  /** Room at the beginning of a frame: its head, where no edge comes in there. */
  private frameStart({ inPorts }: Laid): number {
    if (inPorts.size > 0) return 0;
    return this.horizontal ? FRAME.side : FRAME.head;
  }

  private frameLow(): number {
    return this.horizontal ? FRAME.head : FRAME.side;
  }

  private boxSize(): Sized {
    const { width, height } = this.box;
    return this.horizontal ? { along: width, across: height } : { along: height, across: width };
  }
}

/** Where rows are shorter than their frame, what comes in begins at the edge of the frame, and what goes out ends there. */
function toEdges(points: readonly RoutePoint[], entry: boolean, end: number | null): RoutePoint[] {
  const [first, last] = [points[0], points.at(-1)];
  return [
    ...(entry && first && first.along > 0 ? [{ ...first, along: 0 }] : []),
    ...points,
    ...(end !== null && last && last.along < end ? [{ ...last, along: end }] : []),
  ];
}

const join = (from: number, to: number, source: number, target: number) => ({
  from,
  to,
  source,
  target,
  fromPort: 0,
  toPort: 0,
  arrow: true,
  path: '',
});
