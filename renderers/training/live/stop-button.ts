import type { Locale, RunStatus } from '../../../protocol/index.js';
import { element, setText } from '../../drawing/page.js';
import { trainingStrings } from '../strings.js';
import type { Peer } from './peer.js';

/** If nothing has come of a press after this many milliseconds, it can be pressed again. */
const PATIENCE = 15_000;
/** Milliseconds that it keeps its place after the run has ended: the second click of a double click must not hit what moves there. */
const LINGER = 700;

/** "Stop after this batch": there while the run can be reached and goes on. */
export class StopButton {
  readonly root: HTMLButtonElement;
  private run = '';
  private pressed = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private leaving: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly peer: Peer,
    private readonly locale: Locale,
  ) {
    const t = trainingStrings[locale];
    this.root = element(
      'button',
      { type: 'button', class: 'epb-stop', title: t.stopHint, hidden: true },
      t.stop,
    );
    this.root.addEventListener('click', () => this.press());
  }

  update(run: string, status: RunStatus): void {
    if (run !== this.run || status !== 'running') this.release();
    this.run = run;
    this.show(status === 'running' && this.peer.connected);
  }

  end(): void {
    clearTimeout(this.timer);
    clearTimeout(this.leaving);
  }

  private show(there: boolean): void {
    const { root } = this;
    if (there) {
      clearTimeout(this.leaving);
      this.leaving = undefined;
      root.style.visibility = '';
      root.hidden = false;
    } else if (!root.hidden && this.leaving === undefined) {
      root.style.visibility = 'hidden';
      this.leaving = setTimeout(() => {
        root.hidden = true;
        root.style.visibility = '';
        this.leaving = undefined;
      }, LINGER);
    }
  }

  private press(): void {
    if (this.pressed) return;
    this.pressed = true;
    setText(this.root, trainingStrings[this.locale].stopping);
    this.root.setAttribute('aria-disabled', 'true');
    this.peer.send({ type: 'stop', run: this.run });
    this.timer = setTimeout(() => this.release(), PATIENCE);
  }

  private release(): void {
    if (!this.pressed) return;
    clearTimeout(this.timer);
    this.pressed = false;
    setText(this.root, trainingStrings[this.locale].stop);
    this.root.removeAttribute('aria-disabled');
  }
}
