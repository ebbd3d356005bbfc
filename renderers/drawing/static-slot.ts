import type * as v from 'valibot';
import type { Locale } from '../../protocol/index.js';
import { unpackPayload } from './packing/unpack.js';
import { showProblem } from './page.js';
import { check } from './validation.js';

/** One drawn output; `redraw` on another payload or another theme. */
export interface StaticView<Payload> {
  redraw(payload: Payload): void | Promise<void>;
  end?(): void;
}

/** A picture that is drawn from a payload at once. */
export interface StaticPicture<Payload> {
  /** Whether its payloads may be packed. */
  packed?: boolean;
  schema: v.GenericSchema<unknown, Payload>;
  view(element: HTMLElement, locale: Locale): StaticView<Payload>;
  invalid(locale: Locale, where: string): string;
}

/** A place on the page with a picture in it, or one line that says why there is none. */
export class StaticSlot<Payload> {
  private view: StaticView<Payload> | undefined;
  private payload: Payload | undefined;

  constructor(
    private readonly element: HTMLElement,
    private readonly picture: StaticPicture<Payload>,
    private readonly locale: Locale,
  ) {}

  /** Draws what came from outside, or says in its place why it cannot be drawn. */
  show(raw: unknown): void | Promise<void> {
    const { element, picture, locale } = this;
    const unpacked = picture.packed ? unpackPayload(raw) : { ok: true as const, value: raw };
    const checked = unpacked.ok ? check(picture.schema, unpacked.value) : unpacked;
    if (!checked.ok) {
      this.refuse(checked.where);
      return;
    }
    if (!this.view) {
      element.replaceChildren();
      this.view = picture.view(element, locale);
    }
    this.payload = checked.value;
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

  end(): void {
    this.view?.end?.();
    this.view = undefined;
  }
}
