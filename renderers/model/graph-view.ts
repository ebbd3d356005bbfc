import type { Locale, ModelPayload } from '../../protocol/index.js';
import { element, keepMoves, pagePalette, setText } from '../drawing/page.js';
import { textWidth } from '../drawing/svg.js';
import { layerDetails } from './details.js';
import { allGroups, groupsAround, groupsOf, openAtFirst } from './groups.js';
import { type Member, nodesOf } from './members.js';
import { leaves } from './model.js';
import { paintScene } from './paint.js';
import { GraphParts, memberIn } from './parts.js';
import { modelScene, type Scene } from './scene.js';
import { matches } from './search.js';
import { Stage } from './stage.js';
import { modelStrings } from './strings.js';
import { Toolbar } from './toolbar.js';
import { groupName, memberSentence } from './words.js';

/** The graph is no higher on a page; what is larger is scaled. */
const HIGHEST = 520;
const NARROWEST = 240;
/** Models of fewer layers are seen at a glance, without tools. */
const MANY = 7;
/** Room around the drawing: for the shadow of closed groups, and thick edges. */
const PAD = 6;
const WORDS = { size: 12, bold: 1.12, most: 4 };

/** The graph of a model: groups open and close, layers are found, and show their details. */
export class GraphView {
  readonly root = element('div');
  private readonly stage: Stage;
  private readonly tools: Toolbar;
  private readonly words = element('div', { class: 'epb-model-words', 'aria-live': 'polite' });
  private readonly details = element('div');
  private readonly resize: ResizeObserver;
  private payload: ModelPayload | undefined;
  private members: Member[] = [];
  private readonly drawn: GraphParts;
  private opened: Set<string> | undefined;
  private scene: Scene | undefined;
  private width = 0;
  private chosen: number | undefined;
  /** Of what is looked for: the nodes found, and the one that Enter has come to. */
  private hits: number[] = [];
  private current = -1;

  constructor(private readonly locale: Locale) {
    this.stage = new Stage(() => this.tools?.setZoomed(!this.stage.isWhole));
    this.drawn = new GraphParts(this.stage.content);
    this.tools = new Toolbar(locale, {
      search: (words) => this.search(words),
      next: (back) => this.goToHit(back),
      openAll: (all) => this.openAll(all),
      zoom: (by) => (by === 0 ? this.stage.showWhole() : this.stage.zoom(by)),
    });
    this.root.append(this.tools.root, this.stage.root, this.words, this.details);
    const ground = this.stage.root;
    ground.addEventListener('pointerover', (event) => this.tell(memberIn(event.target)));
    ground.addEventListener('pointerleave', () => this.tell(this.drawn.focused()));
    ground.addEventListener('focusin', (event) => this.tell(memberIn(event.target)));
    ground.addEventListener('focusout', () => this.tell(null));
    ground.addEventListener('click', (event) => this.act(memberIn(event.target)));
    ground.addEventListener('keydown', (event) => this.key(event));
    keepMoves(ground);
    this.resize = new ResizeObserver(() => {
      if (this.payload && this.root.clientWidth > 0 && this.room() !== this.width) this.redraw();
    });
    this.resize.observe(this.root);
  }

  /** The open groups; those of a first look before it was drawn. */
  get open(): ReadonlySet<string> | undefined {
    return this.opened;
  }

  draw(payload: ModelPayload): void {
    if (payload !== this.payload) {
      this.payload = payload;
      this.members = groupsOf(payload);
      this.drawn.setMembers(this.members);
      this.opened = openAtFirst(payload, this.members);
      this.chosen = undefined;
      this.tools.clear();
      this.search('');
      this.tools.show({ search: leaves(payload).length >= MANY, groups: allGroups(this.members).length > 0 });
      this.stage.showWhole();
    }
    this.redraw();
    this.showDetails();
  }

  end(): void {
    this.resize.disconnect();
  }

  private room(): number {
    const width = this.root.clientWidth || (this.root.parentElement?.clientWidth ?? 0) - 16;
    return Math.max(NARROWEST, Math.floor(width) - 2);
  }

  private redraw(): void {
    const { payload, locale, members, opened } = this;
    if (!payload || !opened) return;
    const empty = payload.nodes.length === 0;
    for (const part of [this.words, this.stage.root]) part.hidden = empty;
    if (empty) return;
    const focused = this.drawn.focused()?.dataset.member;
    this.width = this.room();
    const room = { width: this.width - 2 * PAD, height: HIGHEST - 2 * PAD };
    const scene = modelScene({ payload, members, open: opened, locale, ...room });
    this.scene = scene;
    const drawing = { width: scene.width + 2 * PAD, height: scene.height + 2 * PAD };
    const scale = Math.min(1, this.width / drawing.width, HIGHEST / drawing.height);
    const place = { width: this.width, height: Math.ceil(drawing.height * scale) };
    const painted = paintScene(payload, scene, { palette: pagePalette(), locale });
    const label = modelStrings[locale].grid;
    this.stage.draw(`<g transform="translate(${PAD} ${PAD})">${painted}</g>`, drawing, place, label);
    this.tools.show({ zoom: scale < 0.99 || leaves(payload).length >= 2 * MANY });
    this.nameParts(payload);
    this.mark();
    this.holdWords(payload);
    if (focused !== undefined) this.visit(this.drawn.at(focused), true);
    this.tell(this.drawn.focused());
  }

  /** Each box and frame is a button that tells its layer. */
  private nameParts(payload: ModelPayload): void {
    const { locale } = this;
    // The names of the buttons say them too.
    for (const words of this.stage.content.querySelectorAll('[data-words]'))
      words.setAttribute('aria-hidden', 'true');
    const t = modelStrings[locale];
    this.drawn.all().forEach((part, index) => {
      const member = this.drawn.memberOf(part);
      if (!member) return;
      part.setAttribute('role', 'button');
      part.setAttribute('tabindex', index === 0 ? '0' : '-1');
      const words = memberSentence(payload, member, locale);
      if (member.kind !== 'leaf') {
        const isOpen = part.hasAttribute('data-open');
        part.setAttribute('aria-expanded', String(isOpen));
        part.setAttribute(
          'aria-label',
          `${(isOpen ? t.close : t.open)(groupName(payload, member, locale))}. ${words}`,
        );
      } else part.setAttribute('aria-label', words);
    });
  }

  /** The words above the graph take as many lines as the longest of them. */
  private holdWords(payload: ModelPayload): void {
    const { locale } = this;
    const said = [
      modelStrings[locale].hint,
      ...this.drawn.all().flatMap((part) => {
        const member = this.drawn.memberOf(part);
        return member ? [memberSentence(payload, member, locale)] : [];
      }),
    ];
    const longest = Math.max(...said.map((words) => textWidth(words, WORDS.size) * WORDS.bold));
    const lines = Math.min(WORDS.most, Math.ceil((longest * (longest > this.width ? 1.12 : 1)) / this.width));
    this.words.dataset.lines = String(lines);
  }

  private tell(part: SVGGElement | null): void {
    const { payload, locale } = this;
    const member = part ? this.drawn.memberOf(part) : undefined;
    this.words.toggleAttribute('data-hint', !member);
    setText(
      this.words,
      member && payload ? memberSentence(payload, member, locale) : modelStrings[locale].hint,
    );
    const nodes = new Set(member ? nodesOf(member) : []);
    for (const line of this.stage.content.querySelectorAll<SVGPathElement>('[data-from]'))
      line.toggleAttribute(
        'data-lit',
        nodes.has(Number(line.dataset.from)) || nodes.has(Number(line.dataset.to)),
      );
  }

  /** A layer shows its details, or puts them away; a group opens or closes. */
  private act(part: SVGGElement | null): void {
    const member = part ? this.drawn.memberOf(part) : undefined;
    if (!part || !member) return;
    if (member.kind === 'leaf') {
      this.choose(member.node === this.chosen ? undefined : member.node);
      return;
    }
    if (!this.opened?.delete(member.id)) this.opened?.add(member.id);
    this.redraw();
    this.visit(this.drawn.at(member.id));
  }

  private choose(node: number | undefined): void {
    this.chosen = node;
    this.mark();
    this.showDetails();
  }

  private showDetails(): void {
    const { payload, chosen, locale } = this;
    if (!payload || chosen === undefined) this.details.replaceChildren();
    else
      this.details.replaceChildren(
        layerDetails(payload, chosen, locale, {
          close: () => {
            this.choose(undefined);
            this.visit(this.drawn.at(`n${chosen}`));
          },
        }),
      );
  }

  private search(words: string): void {
    this.hits = this.payload && words.trim() !== '' ? matches(this.payload, words, this.locale) : [];
    this.current = -1;
    this.stage.root.toggleAttribute('data-searched', words.trim() !== '');
    this.tools.setFound(
      words.trim() === '' ? null : this.hits.length,
      this.payload ? leaves(this.payload).length : 0,
    );
    this.mark();
  }

  /** Goes to the next layer found, opening what it stands in, and shows its details. */
  private goToHit(back: boolean): void {
    const { hits } = this;
    if (hits.length === 0) return;
    this.current =
      (this.current + (back ? hits.length - 1 : 1) + (this.current < 0 && back ? 1 : 0)) % hits.length;
    const node = hits[this.current] as number;
    const around = groupsAround(this.members, node);
    if (around.some(({ id }) => !this.opened?.has(id))) {
      for (const { id } of around) this.opened?.add(id);
      this.redraw();
    }
    this.choose(node);
    this.revealMember(`n${node}`, true);
    this.tell(this.drawn.at(`n${node}`));
  }

  private openAll(all: boolean): void {
    this.opened = new Set(all ? allGroups(this.members).map(({ id }) => id) : []);
    this.redraw();
  }

  private mark(): void {
    const hits = new Set(this.hits);
    const current = this.hits[this.current];
    for (const part of this.stage.content.querySelectorAll<SVGGElement>('[data-member]')) {
      const member = this.drawn.memberOf(part);
      const nodes = member ? nodesOf(member) : [];
      const isLeaf = member?.kind === 'leaf';
      part.toggleAttribute(
        'data-hit',
        nodes.some((node) => hits.has(node)),
      );
      part.toggleAttribute('data-current', isLeaf && current !== undefined && nodes.includes(current));
      part.toggleAttribute('data-chosen', isLeaf && this.chosen !== undefined && nodes.includes(this.chosen));
    }
  }

  private visit(part: SVGGElement | null, quiet = false): void {
    if (!part) return;
    for (const other of this.stage.content.querySelectorAll('[tabindex="0"]'))
      other.setAttribute('tabindex', '-1');
    part.setAttribute('tabindex', '0');
    part.focus({ preventScroll: quiet });
    this.revealMember(part.dataset.member ?? '');
  }

  private revealMember(id: string, near = false): void {
    const { scene } = this;
    const box = scene?.boxes.find(({ member }) => member.id === id);
    const frame = scene?.frames.find(({ group }) => group.id === id);
    if (scene && box)
      this.stage[near ? 'approach' : 'reveal']({ x: box.x + PAD, y: box.y + PAD, ...scene.box });
    else if (frame) this.stage.reveal({ x: frame.x + PAD, y: frame.y + PAD, width: 40, height: 24 });
  }

  /** Arrow keys go along the data, Enter acts, plus and minus zoom, 0 shows the whole, Escape puts the details away. */
  private key(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const parts = this.drawn.all();
    const at = parts.indexOf(this.drawn.focused() as SVGGElement);
    const acts: Record<string, () => void> = {
      ArrowRight: () => this.visit(parts[at + 1] ?? null),
      ArrowDown: () => this.visit(parts[at + 1] ?? null),
      ArrowLeft: () => this.visit(parts[at - 1] ?? null),
      ArrowUp: () => this.visit(parts[at - 1] ?? null),
      Home: () => this.visit(parts[0] ?? null),
      End: () => this.visit(parts.at(-1) ?? null),
      Enter: () => this.act(parts[at] ?? null),
      ' ': () => this.act(parts[at] ?? null),
      '+': () => this.stage.zoom(1),
      '=': () => this.stage.zoom(1),
      '-': () => this.stage.zoom(-1),
      '0': () => this.stage.showWhole(),
    };
    if (this.chosen !== undefined) acts.Escape = () => this.choose(undefined);
    const act = acts[event.key];
    if (!act || at < 0) return;
    act();
    event.preventDefault();
    event.stopPropagation();
  }
}
