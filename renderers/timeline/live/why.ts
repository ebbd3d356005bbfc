import type { Locale } from '../../../protocol/index.js';
import { element, setText } from '../../drawing/page.js';
import { timelineStrings } from '../strings.js';

/** Between leaving a mark and the words going away: time to reach the button in them. */
const LINGER = 250;
/** After a press, the button rests, so that one press puts in one cell. */
const REST = 2000;

/** The words beside a mark: why it happened, and a way to load what was saved. */
export class Why {
  readonly root = element('div', { class: 'epb-why', hidden: true });
  private readonly words = element('div', { dir: 'auto' });
  private readonly set = element('div', { class: 'epb-why-set' });
  private readonly button: HTMLButtonElement;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private rest: ReturnType<typeof setTimeout> | undefined;
  private load: (() => void) | null = null;

  constructor(
    private readonly locale: Locale,
    private readonly hidden: () => void,
  ) {
    const t = timelineStrings[locale];
    this.button = element('button', { type: 'button', class: 'epb-load', title: t.loadHint }, t.load);
    this.button.addEventListener('click', () => this.press());
    this.root.append(this.words, this.set, this.button);
    this.root.addEventListener('pointerenter', () => clearTimeout(this.timer));
    this.root.addEventListener('pointerleave', () => this.leave());
  }

  /** @param settings of the callback, for whose names there may be no room beside the lane; @param x of the mark, in pixels of the element that the words stand in; @param room below the lanes. */
  show(
    sentence: string,
    settings: string,
    load: (() => void) | null,
    x: number,
    room: { width: number; top: number; bottom: number },
  ): void {
    clearTimeout(this.timer);
    if (this.load !== load) this.awake();
    this.load = load;
    setText(this.words, sentence);
    setText(this.set, settings);
    this.button.hidden = load === null;
    // Without a button there is nothing to reach, and the marks beneath stay within reach.
    this.root.style.pointerEvents = load === null ? 'none' : '';
    this.root.hidden = false;
    const { offsetWidth: width, offsetHeight: height } = this.root;
    this.root.style.left = `${Math.max(0, Math.min(room.width - width, x - width / 2))}px`;
    // Never over the marks, between which the pointer moves, unless they are all there is.
    this.root.style.top = `${Math.max(0, Math.min(room.top, room.bottom - height))}px`;
  }

  /** Whether there is a button to be reached. */
  get offers(): boolean {
    return !this.root.hidden && this.load !== null;
  }

  /** The pointer or the focus left; the words stay while either is in them. */
  leave(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (!this.root.contains(document.activeElement)) this.hide();
    }, LINGER);
  }

  hide(): void {
    clearTimeout(this.timer);
    if (this.root.hidden) return;
    this.root.hidden = true;
    this.hidden();
  }

  /** Loads what is shown, once. */
  press(): void {
    if (!this.load || this.button.hasAttribute('aria-disabled')) return;
    this.load();
    setText(this.button, timelineStrings[this.locale].loading);
    this.button.setAttribute('aria-disabled', 'true');
    this.rest = setTimeout(() => this.awake(), REST);
  }

  end(): void {
    clearTimeout(this.timer);
    clearTimeout(this.rest);
  }

  private awake(): void {
    clearTimeout(this.rest);
    setText(this.button, timelineStrings[this.locale].load);
    this.button.removeAttribute('aria-disabled');
  }
}
