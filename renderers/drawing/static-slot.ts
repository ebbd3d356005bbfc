import type * as v from 'valibot';
import type { Locale } from '../../protocol/index.js';
import type { EditorFiles } from './menu/editor-files.js';
import { TakeMenu } from './menu/take-menu.js';
import { type Takeaway, takeawayOf } from './menu/takeaway.js';
import { unpackPayload } from './packing/unpack.js';
import { element, showProblem } from './page.js';
import type { Picture, StillOptions } from './picture.js';
import { check } from './validation.js';

/** One drawn output; `redraw` on another payload or another theme. */
export interface StaticView<Payload> {
  redraw(payload: Payload): void | Promise<void>;
  /** A still of what the person has chosen to see, where that is not what the still of the payload shows. */
  still?(options: StillOptions): Promise<string>;
  end?(): void;
}

/** A picture that is drawn from a payload at once. */
export interface StaticPicture<Payload> {
  /** Whether its payloads may be packed. */
  packed?: boolean;
  schema: v.GenericSchema<unknown, Payload>;
  view(element: HTMLElement, locale: Locale): StaticView<Payload>;
  /** What makes stills and tables of its payloads; loaded when it is first needed. */
  pure(): Promise<Picture<Payload>>;
  invalid(locale: Locale, where: string): string;
}

/** A place on the page with a picture in it, or one line that says why there is none. */
export class StaticSlot<Payload> {
  private view: StaticView<Payload> | undefined;
  private payload: Payload | undefined;
  /** The same, as it came. */
  private raw: unknown;
  private menu: TakeMenu | undefined;

  /** @param files of the editor; where it is not given, the menu that takes things out of the picture is elsewhere. */
  constructor(
    private readonly element: HTMLElement,
    private readonly picture: StaticPicture<Payload>,
    private readonly locale: Locale,
    private readonly files?: EditorFiles | null,
  ) {}

  /** Draws what came from outside, or says in its place why it cannot be drawn. */
  show(raw: unknown): void | Promise<void> {
    const { picture, locale } = this;
    const unpacked = picture.packed ? unpackPayload(raw) : { ok: true as const, value: raw };
    const checked = unpacked.ok ? check(picture.schema, unpacked.value) : unpacked;
    if (!checked.ok) {
      this.refuse(checked.where);
      return;
    }
    if (!this.view) this.view = picture.view(this.ground(), locale);
    this.payload = checked.value;
    this.raw = raw;
    return this.view.redraw(checked.value);
  }

  /** One line in place of the picture. */
  refuse(where: string): void {
    this.end();
    showProblem(this.element, this.picture.invalid(this.locale, where));
  }

  /** Draws the same again, as for another theme. */
  redraw(): void {
    if (this.view) void this.view.redraw(this.payload as Payload);
  }

  /** What can be taken out of it now; nothing while there is no picture. */
  async takeaway(): Promise<Takeaway | undefined> {
    const pure = await this.picture.pure();
    const { view } = this;
    return view && takeawayOf(pure, this.payload as Payload, view.still?.bind(view));
  }

  end(): void {
    this.view?.end?.();
    this.view = undefined;
    this.menu?.end();
    this.menu = undefined;
  }

  /** The empty place that the view draws into. */
  private ground(): HTMLElement {
    if (this.files === undefined) {
      this.element.replaceChildren();
      return this.element;
    }
    const ground = element('div');
    this.menu = new TakeMenu(
      this.locale,
      this.files,
      () => this.takeaway(),
      () => this.raw,
    );
    this.element.replaceChildren(element('div', { class: 'epb-picture' }, ground, this.menu.root));
    return ground;
  }
}
