import type { ActivationFunction } from 'vscode-notebook-renderer';
import type { CheckPayload, HintAsked, Locale } from '../../protocol/index.js';
import { element, ensureStyle, pagePalette, setText } from '../drawing/page.js';
import type { Palette } from '../drawing/palette.js';
import { staticRenderer } from '../drawing/static-renderer.js';
import type { StaticView } from '../drawing/static-slot.js';
import { checkPicture } from './check-picture.js';
import { moreMark, RING, ruleMark, scoreRing } from './marks.js';
import { type CheckLines, checkLines, type RuleLine } from './model.js';
import { checkStrings } from './strings.js';
import { css } from './style.js';

/** A drawing of ours in a square of so many pixels; what it shows is said in words beside it. */
function drawing(size: number, body: string): HTMLElement {
  const holder = element('span', { 'aria-hidden': 'true', class: 'epb-check-drawing' });
  holder.innerHTML = `<svg width="${size}" height="${size}" viewBox="${-size / 2} ${-size / 2} ${size} ${size}">${body}</svg>`;
  return holder;
}

/** More rules than these are told of, not drawn. */
const MOST_RULES = 300;

/** The rules with their marks, and a button that shows one hint after the other. */
class CheckView implements StaticView<CheckPayload> {
  private readonly root = element('section', { class: 'epb-check' });
  private readonly ring = element('div', { class: 'epb-check-ring' });
  private readonly title = element('strong');
  private readonly summary = element('div', { class: 'epb-check-summary' });
  private readonly rules = element('ul', { class: 'epb-check-rules' });
  private readonly hints = element('div', { class: 'epb-check-hints', 'aria-live': 'polite' });
  private readonly button = element('button', { type: 'button', class: 'epb-check-button' });
  private readonly counted = element('span', { class: 'epb-check-muted' });
  private readonly runs = element('span', { class: 'epb-check-muted' });
  private readonly foot = element('div', { class: 'epb-check-foot' }, this.button, this.counted, this.runs);
  /** Hints that were asked for here and are not yet part of the payload. */
  private readonly asked = new Set<number>();
  private payload: CheckPayload | undefined;

  constructor(
    host: HTMLElement,
    private readonly locale: Locale,
    private readonly send: (message: HintAsked) => void,
  ) {
    ensureStyle('epochbook-check', css);
    const words = element('div', {}, this.title, this.summary);
    const head = element('header', {}, this.ring, words);
    this.root.append(head, this.rules, this.hints, this.foot);
    host.append(this.root);
    this.button.addEventListener('click', () => this.showHint());
  }

  redraw(payload: CheckPayload): void {
    if (this.payload?.id !== payload.id) this.asked.clear();
    this.payload = payload;
    const check = checkLines(payload, this.locale, this.asked);
    const palette = pagePalette();
    this.root.dataset.passed = String(check.passed);
    this.root.style.setProperty('--epb-check-bad', palette.bad);
    this.root.setAttribute('aria-label', check.title);
    this.ring.replaceChildren(drawing(2 * RING + 2, scoreRing(check, 0, 0, palette)));
    setText(this.title, check.title);
    setText(this.summary, check.summary);
    const { rules } = check;
    const left =
      rules.length > MOST_RULES
        ? checkStrings[this.locale].left(String(MOST_RULES), String(rules.length))
        : undefined;
    this.rules.replaceChildren(
      ...rules.slice(0, MOST_RULES).map((rule) => this.line(rule, palette)),
      ...(left ? [element('li', { class: 'epb-check-muted' }, left)] : []),
      ...this.more(check),
    );
    this.rules.hidden = check.rules.length === 0 && check.more === '';
    this.drawHints(check);
    setText(this.runs, check.runs);
  }

  private line(rule: RuleLine, palette: Palette): HTMLElement {
    const t = checkStrings[this.locale];
    const mark = drawing(18, ruleMark(rule, 0, 0, palette));
    const said = element(
      'span',
      { class: 'epb-check-said' },
      `${rule.passed ? t.holds : rule.missing ? t.waits : t.fails}: `,
    );
    const words = element('div', { class: 'epb-check-words' }, said, rule.words);
    const body = element('div', { class: 'epb-check-body' }, words);
    if (rule.hidden) body.append(element('div', { class: 'epb-check-muted' }, t.hidden));
    const pairs = [
      ...rule.details.map(({ kind, label, text }) => ({ kind, label, text })),
      ...rule.hints.map((text) => ({ kind: 'hint', label: t.hint, text })),
    ];
    if (pairs.length > 0) {
      const list = element('dl');
      for (const { kind, label, text } of pairs) {
        const answer = element('dd', { 'data-kind': kind }, text);
        const before = list.lastElementChild;
        // What is wanted stands behind what was found.
        if (kind === 'wanted' && before instanceof HTMLElement && before.dataset.kind === 'found') {
          const wanted = element('span', { class: 'epb-check-wanted' });
          wanted.append(element('span', { class: 'epb-check-label' }, label), ` ${text}`);
          before.append(' ', wanted);
        } else list.append(element('dt', {}, label), answer);
      }
      body.append(list);
    }
    const points = rule.points ? [element('span', { class: 'epb-check-points' }, rule.points)] : [];
    return element(
      'li',
      { 'data-passed': rule.missing ? 'missing' : String(rule.passed) },
      mark,
      body,
      ...points,
    );
  }

  private more({ more }: CheckLines): HTMLElement[] {
    if (more === '') return [];
    const body = element('div', { class: 'epb-check-body epb-check-muted' }, more);
    return [element('li', { 'data-passed': 'later' }, drawing(18, moreMark(0, 0, pagePalette())), body)];
  }

  private drawHints({ hints, hintCount: { shown, of }, next, runs }: CheckLines): void {
    const t = checkStrings[this.locale];
    this.hints.replaceChildren(
      ...hints.map((text, i) =>
        element('p', {}, element('span', { class: 'epb-check-label' }, `${t.hint} ${i + 1}`), ` ${text}`),
      ),
    );
    this.hints.hidden = hints.length === 0;
    this.button.hidden = next === null;
    setText(this.button, shown === 0 ? t.showHint : t.nextHint);
    setText(this.counted, of === 0 || shown === 0 ? '' : t.hintsShown(String(shown), String(of)));
    // An empty part would still have the gap beside it.
    this.counted.hidden = this.counted.textContent === '';
    this.runs.hidden = runs === '';
    this.foot.hidden = this.button.hidden && this.counted.hidden && this.runs.hidden;
  }

  private showHint(): void {
    const { payload } = this;
    const next = payload && checkLines(payload, this.locale, this.asked).next;
    if (!payload || next === null || next === undefined) return;
    this.asked.add(next);
    this.send({ type: 'hint', check: payload.id, place: next });
    this.redraw(payload);
    if (this.button.hidden) this.counted.setAttribute('tabindex', '-1');
    (this.button.hidden ? this.counted : this.button).focus();
  }
}

/** The live picture `check`. */
export const activate: ActivationFunction = (context) =>
  staticRenderer({
    schema: checkPicture.schema,
    view: (host, locale) => new CheckView(host, locale, (message) => context.postMessage?.(message)),
    pure: async () => checkPicture,
    invalid: (locale, where) => checkStrings[locale].invalid(where),
  })(context);
