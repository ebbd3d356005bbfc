import type { Locale, ProjectorColouring, ProjectorPayload } from '../../protocol/index.js';
import { formatCount } from '../drawing/format.js';
import { element, ensureStyle, setText, solidPalette } from '../drawing/page.js';
import type { StillOptions } from '../drawing/picture.js';
import type { StaticView } from '../drawing/static-slot.js';
import { Bar, type Look } from './bar.js';
import { inksOf, type PointColors, pointColors } from './colors.js';
import { onStageKeys } from './keys.js';
import { layoutFor, type Measure, methodsOf, type Near, nearestOf, nearestShown, placesOf } from './model.js';
import { projectorSvg } from './picture.js';
import { matches } from './search.js';
import { Side } from './side.js';
import { Stage } from './stage.js';
import { projectorStrings } from './strings.js';
import { projectorCss } from './style.js';
import {
  agreementWords,
  firstMethod,
  layoutWords,
  pointSentence,
  progressWords,
  projectorNotes,
  projectorTitle,
  sizeWords,
} from './words.js';

const LISTED = 10;

/** Points that are brought out, and why. */
interface Brought {
  by: 'class' | 'search' | 'lasso';
  members: Uint8Array;
  count: number;
  place?: number;
}

/** Vectors as points that can be turned, searched and selected. */
export class ProjectorView implements StaticView<ProjectorPayload> {
  private readonly root = element('section', { class: 'epb-projector' });
  private readonly title = element('strong');
  private readonly progress = element('span', { class: 'epb-projector-quiet', role: 'status' });
  private readonly facts = element('div', { class: 'epb-projector-facts' });
  private readonly notes = element('div', { class: 'epb-projector-notes' });
  private readonly words = element('div', { class: 'epb-projector-words', 'data-hint': true });
  private readonly body: HTMLElement;
  private readonly bar: Bar;
  private readonly stage: Stage;
  private readonly side: Side;
  private payload: ProjectorPayload | undefined;
  private look: Look = { method: 'pca', dimensions: 3, epoch: undefined, colouring: 0, selecting: false };
  private looked = false;
  /** Method and dimensions that are shown. */
  private shown = '';
  private places: Float32Array = new Float32Array(0);
  private colors: PointColors = { colors: [], of: new Uint8Array(0) };
  private over: number | undefined;
  private pinned: number | undefined;
  private measure: Measure = 'cosine';
  private brought: Brought | undefined;
  private hits: number[] = [];

  constructor(
    host: HTMLElement,
    private readonly locale: Locale,
  ) {
    ensureStyle('epochbook-projector', projectorCss);
    const voice = element('div', { class: 'epb-projector-voice', 'aria-live': 'polite' });
    this.bar = new Bar(locale, {
      look: (change) => this.change(change),
      search: (words) => this.search(words),
      next: (back) => this.next(back),
      zoom: (by) => (by === 0 ? this.stage.showAll() : this.stage.zoom(by)),
    });
    this.stage = new Stage(host, voice, {
      over: (point) => this.hover(point),
      pick: (point) => this.pin(point === this.pinned ? undefined : point),
      lasso: (members) => this.bring({ by: 'lasso', members, count: sum(members) }),
    });
    this.side = new Side(locale, {
      bringOut: (place) => this.bringClass(place),
      pin: (point) => this.pin(point),
      measure: (measure) => {
        this.measure = measure;
        this.showChosen();
      },
      clear: () => this.bring(undefined),
    });
    onStageKeys(this.stage, {
      walk: (step) => this.walk(step),
      end: () => this.payload?.points ?? 0,
      pin: () => this.pin(this.over === this.pinned ? undefined : this.over),
      toggle: () => this.toggle(),
      takeBack: () => this.takeBack(),
    });
    this.body = element('div', { class: 'epb-projector-body' }, this.stage.root, this.side.root);
    this.root.append(
      element('div', { class: 'epb-projector-head' }, this.title, this.progress),
      this.facts,
      this.notes,
      this.bar.root,
      this.words,
      this.body,
      voice,
    );
    host.append(this.root);
  }

  redraw(payload: ProjectorPayload): void {
    const { locale } = this;
    if (this.payload && this.payload.points !== payload.points) {
      [this.over, this.pinned, this.brought] = [undefined, undefined, undefined];
      this.hits = [];
    }
    this.payload = payload;
    if (!this.looked || !methodsOf(payload).includes(this.look.method))
      this.look = { ...this.look, method: firstMethod(payload) };
    if (!payload.colourings[this.look.colouring])
      this.look.colouring = payload.colourings.length > 0 && !this.looked ? 0 : -1;
    setText(this.title, projectorTitle(payload, locale));
    setText(this.progress, progressWords(payload, locale));
    this.notes.replaceChildren(...projectorNotes(payload, locale).map((line) => element('p', {}, line)));
    this.body.hidden = payload.layouts.length === 0;
    this.words.hidden = payload.layouts.length === 0;
    this.stage.name(projectorStrings[locale].stage(formatCount(payload.points, locale)));
    this.showLook();
  }

  still(options: StillOptions): Promise<string> {
    const { method, dimensions, epoch } = this.look;
    const payload = this.payload as ProjectorPayload;
    if (payload.layouts.length === 0) return projectorSvg(payload, options);
    const shown = {
      method,
      dimensions,
      epoch,
      camera: this.stage.sight,
      colouring: this.colouring,
      members: this.members,
    };
    // The still has a stage of another size.
    shown.camera = { ...shown.camera, x: 0, y: 0 };
    return projectorSvg(payload, { ...options, shown });
  }

  end(): void {
    this.stage.end();
  }

  private get colouring(): ProjectorColouring | undefined {
    return this.payload?.colourings[this.look.colouring];
  }

  private get near(): Near[] {
    const { payload, pinned, measure } = this;
    if (!payload || pinned === undefined) return [];
    return payload.nearest ? nearestOf(payload, pinned, measure) : nearestShown(this.places, pinned, LISTED);
  }

  /** What is brought out: what was searched, chosen or selected, else the pinned point and its neighbours. */
  private get members(): Uint8Array | undefined {
    if (this.brought) return this.brought.members;
    if (this.pinned === undefined || !this.payload) return undefined;
    const members = new Uint8Array(this.payload.points);
    members[this.pinned] = 1;
    for (const { point } of this.near) members[point] = 1;
    return members;
  }

  private change(change: Partial<Look>): void {
    this.looked = true;
    if (change.colouring !== undefined && this.brought?.by === 'class') this.brought = undefined;
    this.look = { ...this.look, ...change };
    this.showLook();
  }

  private showLook(): void {
    const { payload, look, locale } = this;
    if (!payload) return;
    const layout = layoutFor(payload, look.method, look.dimensions, look.epoch);
    this.bar.show(payload, look);
    this.stage.select(look.selecting);
    const said = [
      sizeWords(payload, locale),
      layoutWords(payload, look.method, look.dimensions, locale),
      agreementWords(payload, this.colouring, locale),
    ].filter((line) => line !== '');
    this.facts.replaceChildren(...said.map((line) => element('span', {}, line)));
    this.places = layout ? placesOf(payload, layout, look.dimensions) : new Float32Array(0);
    this.colors = pointColors(this.colouring, payload.points, solidPalette());
    const shown = `${look.method} ${look.dimensions} ${payload.points}`;
    this.stage.setPlaces(this.places, look.dimensions, shown !== this.shown || payload.status === 'running');
    this.shown = shown;
    this.showChosen();
  }

  private showChosen(): void {
    const { payload, colors, brought, pinned, near, measure } = this;
    if (!payload) return;
    const inks = inksOf(colors, this.members, solidPalette().background);
    this.stage.setColors(inks);
    this.side.show({
      payload,
      colouring: this.colouring,
      colors,
      brought: brought?.by === 'class' ? brought.place : undefined,
      pinned,
      near,
      measure,
      selected: brought?.by === 'lasso' ? brought : undefined,
    });
    this.showMarks();
  }

  private showMarks(): void {
    this.stage.mark({ over: this.over, pinned: this.pinned, near: this.near.map(({ point }) => point) });
    const { payload, locale } = this;
    const t = projectorStrings[locale];
    const told = this.over ?? this.pinned;
    this.words.toggleAttribute('data-hint', told === undefined);
    const hint = this.look.selecting ? t.hintSelect : this.look.dimensions === 3 ? t.hint3 : t.hint2;
    setText(this.words, told === undefined || !payload ? hint : pointSentence(payload, told, locale));
  }

  private hover(point: number | undefined): void {
    if (point === this.over) return;
    this.over = point;
    this.showMarks();
  }

  private pin(point: number | undefined): void {
    this.pinned = point;
    this.showChosen();
  }

  private bring(brought: Brought | undefined): void {
    if (brought?.by !== 'search') {
      this.bar.clear();
      this.hits = [];
    }
    this.brought = brought && brought.count > 0 ? brought : undefined;
    if (this.brought) this.pinned = undefined;
    this.showChosen();
  }

  private bringClass(place: number): void {
    const { colouring, brought } = this;
    if (colouring?.kind !== 'class') return;
    if (brought?.by === 'class' && brought.place === place) {
      this.bring(undefined);
      return;
    }
    const members = Uint8Array.from(colouring.of, (each) => (each === place ? 1 : 0));
    this.bring({ by: 'class', members, count: sum(members), place });
  }

  private search(words: string): void {
    const { payload, locale } = this;
    if (!payload) return;
    const looks = words.trim() !== '';
    this.hits = looks ? matches(payload, words, locale) : [];
    this.bar.setFound(looks ? this.hits.length : null, payload.points);
    const members = new Uint8Array(payload.points);
    for (const point of this.hits) members[point] = 1;
    this.bring({ by: 'search', members, count: this.hits.length });
  }

  private next(back: boolean): void {
    const { hits, pinned } = this;
    if (hits.length === 0) return;
    const at = pinned === undefined ? -1 : hits.indexOf(pinned);
    this.pin(hits[back ? (Math.max(0, at) + hits.length - 1) % hits.length : (at + 1) % hits.length]);
  }

  private walk(step: number): void {
    const { payload, stage, locale } = this;
    if (!payload || payload.points === 0) return;
    const members = this.brought?.members;
    let at = this.over ?? this.pinned ?? (step > 0 ? -1 : payload.points);
    const direction = Math.sign(step);
    for (let left = Math.abs(step); left > 0; left -= 1) {
      let to = at + direction;
      while (to >= 0 && to < payload.points && members && !members[to]) to += direction;
      if (to < 0 || to >= payload.points) break;
      at = to;
    }
    if (at < 0 || at >= payload.points) return;
    this.hover(at);
    stage.say(pointSentence(payload, at, locale));
  }

  private toggle(): void {
    const { payload, over } = this;
    if (!payload || over === undefined) return;
    const members =
      this.brought?.by === 'lasso' ? Uint8Array.from(this.brought.members) : new Uint8Array(payload.points);
    members[over] = members[over] ? 0 : 1;
    this.bring({ by: 'lasso', members, count: sum(members) });
  }

  /** @returns whether there was anything to take back. */
  private takeBack(): boolean {
    if (this.over === undefined && this.pinned === undefined && !this.brought) return false;
    this.over = undefined;
    if (this.pinned !== undefined) this.pin(undefined);
    else this.bring(undefined);
    return true;
  }
}

const sum = (members: Uint8Array): number => members.reduce((all, each) => all + each, 0);
