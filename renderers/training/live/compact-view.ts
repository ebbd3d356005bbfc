import type { Locale, RunPayload } from '../../../protocol/index.js';
import { formatValue } from '../../drawing/format.js';
import { element, pagePalette, setText } from '../../drawing/page.js';
import { compactCurves } from '../compact-model.js';
import { divergenceOf } from '../divergence.js';
import { lostText } from '../lost-words.js';
import { progressParts, statusText } from '../plan-text.js';
import { sparkCurves, sparkline } from '../sparkline.js';
import { trainingStrings } from '../strings.js';
import { Announcer } from './announcer.js';
import type { Peer } from './peer.js';
import { RunView } from './run-view.js';
import { StopButton } from './stop-button.js';

const HEIGHT = 48;

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
    this.line = element(
      'div',
      {},
      element(
        'div',
        { class: 'epb-head' },
        this.name,
        this.status,
        this.facts,
        element('span', { class: 'epb-space' }),
        this.stop.root,
        this.more,
      ),
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

  layersAnswered(): void {
    this.whole?.layersAnswered();
  }

  /** From the line to the whole view, or back. */
  private turn(): void {
    const { whole, payload } = this;
    this.whole = undefined;
    if (whole) {
      whole.end();
      this.line.querySelector('.epb-head')?.append(this.more);
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
    setText(this.status, status);
    this.status.title = status;
    setText(this.name, payload.name);
    const facts = progressParts(payload, this.locale);
    const notes = [payload.reason, lostText(payload, this.locale)].filter((note) => note);
    setText(this.facts, [...facts, ...notes].join(' · '));
    this.facts.title = this.facts.textContent ?? '';
    this.stop.update(this.run, payload.status);
    const width = Math.max(80, Math.floor(this.cells.clientWidth / 2 - 150));
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
          element('strong', {}, index === 0 ? t.loss : curve.name),
        );
        for (const [word, value, color] of [
          [t.train, curve.lastTrain, this.palette.train],
          [t.validation, curve.lastValidation, this.palette.validation],
        ] as const) {
          if (value === null) continue;
          const line = element('span', {}, `${word} ${formatValue(value, this.locale)}`);
          line.style.color = color;
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
