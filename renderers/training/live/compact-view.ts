import type { Locale, RunPayload, TrainingPayload } from '../../../protocol/index.js';
import { type Takeaway, takeawayOf } from '../../drawing/menu/takeaway.js';
import { element, pagePalette, setText } from '../../drawing/page.js';
import { wordColor } from '../../drawing/word-color.js';
import { type CompactCurve, compactCurves } from '../compact-model.js';
import { type SparkWord, sparkWords } from '../compact-words.js';
import { divergenceOf } from '../divergence.js';
import { divergedText } from '../divergence-words.js';
import { lostText } from '../lost-words.js';
import { progressParts, statusText, statusWord } from '../plan-text.js';
import { sparkBest, sparkCurves, sparkGround, sparkline } from '../sparkline.js';
import { trainingStrings } from '../strings.js';
import { Announcer } from './announcer.js';
import type { Peer } from './peer.js';
import { RunView } from './run-view.js';
import { StopButton } from './stop-button.js';

const HEIGHT = 48;
/** Beside a small curve: its last values and what lies before them; its first ones; between the two curves. */
const WORDS = 126;
const FIRST = 50;
const BETWEEN = 24;
const NARROWEST = 40;
/** Below this width one curve stands below the other. */
const STACKED = 480;

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
      ...progressParts(payload, this.locale).flatMap((part) => [
        element('span', { class: 'epb-fact' }, part),
        ' ',
      ]),
      ...(divergence
        ? [element('span', { class: 'epb-bad' }, divergedText(divergence, this.locale)), ' ']
        : []),
      ...notes.flatMap((note) => [element('span', { class: 'epb-remark' }, note ?? ''), ' ']),
    );
    this.stop.update(this.run, payload.status);
    this.cells.style.setProperty('--epb-best', this.palette.best);
    const { clientWidth } = this.cells;
    const cell = clientWidth < STACKED ? clientWidth : (clientWidth - BETWEEN) / 2;
    this.cells.replaceChildren(
      ...compactCurves(payload).map((curve, index) =>
        this.cell(curve, index === 0 ? t.loss : curve.name, cell),
      ),
    );
    if (payload.status !== 'running')
      this.announcer.say(`${payload.name}: ${status}`, false, performance.now());
  }

  /** A small curve under its name and its best, between the values with which its lines begin and end. */
  private cell(curve: CompactCurve, name: string, whole: number): HTMLElement {
    const t = trainingStrings[this.locale];
    const lines = sparkCurves(curve.train, curve.validation, this.palette);
    const words = sparkWords(curve, lines, HEIGHT, this.locale);
    const width = Math.max(NARROWEST, Math.floor(whole - WORDS - (words.first.length ? FIRST : 0)));
    const picture = element('div', { class: 'epb-spark', 'aria-hidden': 'true' });
    picture.innerHTML = `<svg width="${width}" height="${HEIGHT + 1}">${sparkGround(curve, { x: 0, y: HEIGHT + 0.5, width }, this.palette)}${sparkline(
      lines,
      { width, height: HEIGHT, count: curve.room, ahead: true, ...sparkBest(curve, this.palette) },
    )}</svg>`;
    const title = element(
      'div',
      { class: 'epb-spark-title' },
      element('strong', {}, ...breakable(name)),
      ...(words.best ? [' ', element('span', { class: 'epb-spark-best' }, words.best)] : []),
    );
    const placed = (word: SparkWord, ...children: (Node | string)[]) => {
      const line = element('span', {}, ...children);
      line.style.color = wordColor(this.palette[word.series], this.palette);
      line.style.top = `${word.y - 7}px`;
      return line;
    };
    const first = element('div', { class: 'epb-spark-first' });
    for (const word of words.first) {
      const told = element('span', { class: 'epb-hidden' }, `${word.name}, ${t.firstValue} `);
      first.append(placed(word, told, word.value), ' ');
    }
    const last = element('div', { class: 'epb-spark-words' });
    for (const word of words.last)
      last.append(placed(word, element('span', {}, word.name), ' ', element('span', {}, word.value)), ' ');
    return element(
      'div',
      { class: 'epb-spark-cell' },
      title,
      element('div', { class: 'epb-spark-line' }, ...(words.first.length ? [first] : []), picture, last),
    );
  }

  end(): void {
    this.stop.end();
    this.whole?.end();
  }
}
