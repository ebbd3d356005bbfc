import type { Locale, RunPayload, TrainingPayload } from '../../../protocol/index.js';
import { type Takeaway, takeawayOf } from '../../drawing/menu/takeaway.js';
import { element, pagePalette, setText } from '../../drawing/page.js';
import { wordColor } from '../../drawing/word-color.js';
import { compactCurves } from '../compact-model.js';
import { compactFacts, finalValues } from '../compact-words.js';
import { divergenceOf } from '../divergence.js';
import { divergedText } from '../divergence-words.js';
import { lostText } from '../lost-words.js';
import { statusText, statusWord } from '../plan-text.js';
import { sparkCurves, sparkline } from '../sparkline.js';
import { trainingStrings } from '../strings.js';
import { Announcer } from './announcer.js';
import type { Peer } from './peer.js';
import { RunView } from './run-view.js';
import { StopButton } from './stop-button.js';

const HEIGHT = 48;
/** Beside a small curve: its words, and what lies before them; between the two curves. */
const WORDS = 124;
const BETWEEN = 16;
const NARROWEST = 40;

/** A name that breaks between its parts, as those of `meanAbsoluteError`. */
const breakable = (name: string): (Node | string)[] =>
  name
    .split(/(?<=[_/])|(?<=[\p{Ll}\d])(?=\p{Lu})/u)
    .flatMap((part, index) => (index ? [element('wbr'), part] : [part]));

/** A run as one line and two small curves, until a press on the button shows the whole of it in their place. */
export class CompactView {
  readonly root: HTMLElement;
  private readonly line: HTMLElement;
  private readonly more: HTMLButtonElement;
  private whole: RunView | undefined;
  private payload: RunPayload | undefined;
  private readonly name = element('strong', { class: 'epb-name' });
  private readonly status = element('span', { class: 'epb-status' });
  private readonly facts = element('span', { class: 'epb-facts' });
  private readonly cells = element('div', { class: 'epb-sparks' });
  private readonly buttons: HTMLElement;
  private readonly announcer = new Announcer();
  private readonly stop: StopButton;
  private palette = pagePalette();

  constructor(
    private readonly run: string,
    private readonly locale: Locale,
    private readonly peer: Peer,
    private readonly changed: () => void,
  ) {
    this.stop = new StopButton(peer, locale);
    this.more = element('button', { type: 'button', class: 'epb-more' });
    this.more.addEventListener('click', () => {
      peer.rememberOpened(run, this.whole === undefined);
      this.turn();
      this.more.focus({ preventScroll: true });
      this.changed();
    });
    this.buttons = element('div', { class: 'epb-compact-buttons' }, this.stop.root, this.more);
    this.line = element(
      'div',
      {},
      element('div', { class: 'epb-head' }, this.name, this.status, this.facts, this.buttons),
      this.cells,
      this.announcer.root,
    );
    this.root = element('section', { class: 'epb-compact' }, this.line);
    this.label();
  }

  themeChanged(): void {
    this.palette = pagePalette();
    this.whole?.themeChanged();
  }

  async draw(payload: RunPayload): Promise<void> {
    this.payload = payload;
    if (this.peer.opened(this.run) !== (this.whole !== undefined)) this.turn();
    if (this.whole) await this.whole.draw(payload);
    else this.drawLine(payload);
  }

  async takeaway(): Promise<Takeaway | undefined> {
    const { whole, payload } = this;
    if (whole || !payload) return whole?.takeaway();
    return takeawayOf<TrainingPayload>((await import('../training-picture.js')).trainingPicture, payload);
  }

  layersAnswered(): void {
    this.whole?.layersAnswered();
  }

  /** From the line to the whole view, or back. */
  private turn(): void {
    const { whole, payload } = this;
    this.whole = undefined;
    if (whole) {
      whole.end();
      this.buttons.append(this.more);
    } else if (payload) {
      this.whole = new RunView(payload, this.locale, this.peer, this.changed);
      this.whole.addButton(this.more);
    }
    this.root.classList.toggle('epb-open', this.whole !== undefined);
    this.root.replaceChildren(this.whole?.root ?? this.line);
    this.label();
  }

  private label(): void {
    const t = trainingStrings[this.locale];
    setText(this.more, this.whole ? t.less : t.more);
    this.more.setAttribute('aria-expanded', String(this.whole !== undefined));
  }

  private drawLine(payload: RunPayload): void {
    const t = trainingStrings[this.locale];
    this.root.dataset.status = payload.status;
    this.root.dataset.steps = String(payload.progress.steps);
    const divergence = divergenceOf(payload);
    this.root.toggleAttribute('data-diverged', divergence !== null);
    const status = statusText(payload.status, this.locale, divergence);
    this.root.setAttribute('aria-label', `${payload.name}: ${status}`);
    setText(this.status, statusWord(payload.status, this.locale, divergence));
    setText(this.name, payload.name);
    const notes = [payload.reason, lostText(payload, this.locale)].filter((note) => note);
    this.facts.replaceChildren(
      ...compactFacts(payload, this.locale).flatMap((part) => [
        element('span', { class: 'epb-fact' }, part),
        ' ',
      ]),
      ...(divergence
        ? [element('span', { class: 'epb-bad' }, divergedText(divergence, this.locale)), ' ']
        : []),
      ...notes.flatMap((note) => [element('span', {}, note ?? ''), ' ']),
    );
    this.stop.update(this.run, payload.status);
    const width = Math.max(NARROWEST, Math.floor((this.cells.clientWidth - BETWEEN) / 2 - WORDS));
    this.cells.replaceChildren(
      ...compactCurves(payload).map((curve, index) => {
        const picture = element('div', { class: 'epb-spark', 'aria-hidden': 'true' });
        picture.innerHTML = `<svg width="${width}" height="${HEIGHT}">${sparkline(
          sparkCurves(curve.train, curve.validation, this.palette),
          { width, height: HEIGHT },
        )}</svg>`;
        const words = element(
          'div',
          { class: 'epb-spark-words' },
          element('strong', {}, ...breakable(index === 0 ? t.loss : curve.name)),
        );
        for (const { series, name, value } of finalValues(curve, this.locale)) {
          const line = element('span', {}, element('span', {}, name), ' ', element('span', {}, value));
          line.style.color = wordColor(this.palette[series], this.palette);
          words.append(line);
        }
        return element('div', { class: 'epb-spark-cell' }, picture, words);
      }),
    );
    if (payload.status !== 'running')
      this.announcer.say(`${payload.name}: ${status}`, false, performance.now());
  }

  end(): void {
    this.stop.end();
    this.whole?.end();
  }
}
