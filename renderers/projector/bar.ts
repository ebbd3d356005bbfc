import type { Locale, ProjectionMethod, ProjectorPayload } from '../../protocol/index.js';
import { choice } from '../drawing/choice.js';
import { formatCount } from '../drawing/format.js';
import { element, setText } from '../drawing/page.js';
import { shorten } from '../drawing/svg.js';
import { epochsOf, methodsOf } from './model.js';
import { projectorStrings } from './strings.js';
import { Toggles } from './toggles.js';
import { epochWords } from './words.js';

/** What of a projector is looked at. */
export interface Look {
  method: ProjectionMethod;
  dimensions: 2 | 3;
  /** Its place among the epochs; the last where it is undefined. */
  epoch: number | undefined;
  /** The place of the colouring; −1 for one colour. */
  colouring: number;
  selecting: boolean;
}

interface Acts {
  look(change: Partial<Look>): void;
  search(words: string): void;
  next(back: boolean): void;
  /** 0 shows all. */
  zoom(by: 1 | -1 | 0): void;
}

/** Below so many points there is nothing to look for. */
const FEW = 8;

/** What a projector is handled with. */
export class Bar {
  readonly root = element('div', { class: 'epb-projector-bar' });
  private readonly methods: Toggles<ProjectionMethod>;
  private readonly dimensions: Toggles<'2D' | '3D'>;
  private readonly colour: ReturnType<typeof choice>;
  private readonly input: HTMLInputElement;
  private readonly found = element('span', { role: 'status', class: 'epb-projector-quiet' });
  private readonly selecting: HTMLButtonElement;
  private readonly slider: HTMLInputElement;
  private readonly epoch: HTMLElement;
  private readonly epochWords = element('span', {});

  constructor(
    private readonly locale: Locale,
    private readonly acts: Acts,
  ) {
    const t = projectorStrings[locale];
    this.methods = new Toggles(t.views, t.methods, (method) => acts.look({ method }));
    this.dimensions = new Toggles(t.dimensions, { '2D': '2D', '3D': '3D' }, (name) =>
      acts.look({ dimensions: name === '2D' ? 2 : 3 }),
    );
    this.colour = choice(t.colour, (place) => acts.look({ colouring: Number(place) }));
    this.input = element('input', { type: 'search', placeholder: t.search, 'aria-label': t.search });
    this.input.addEventListener('input', () => acts.search(this.input.value));
    this.input.addEventListener('keydown', (event) => this.key(event));
    const button = (words: string, label: string, act: () => void) => {
      const made = element('button', { type: 'button', title: label, 'aria-label': label }, words);
      made.addEventListener('click', act);
      return made;
    };
    this.selecting = element('button', { type: 'button', title: t.selectLong }, t.select);
    this.selecting.addEventListener('click', () =>
      acts.look({ selecting: this.selecting.getAttribute('aria-pressed') !== 'true' }),
    );
    this.slider = element('input', { type: 'range', min: '0', step: '1', 'aria-label': t.epochSlider });
    this.slider.addEventListener('input', () => acts.look({ epoch: Number(this.slider.value) }));
    this.epoch = element('label', {}, this.slider, this.epochWords);
    this.root.append(
      this.methods.root,
      this.dimensions.root,
      this.epoch,
      this.colour.root,
      this.input,
      this.found,
      this.selecting,
      button('+', t.zoomIn, () => acts.zoom(1)),
      button('−', t.zoomOut, () => acts.zoom(-1)),
      button('⤢', t.whole, () => acts.zoom(0)),
    );
  }

  show(payload: ProjectorPayload, look: Look): void {
    const { locale } = this;
    const t = projectorStrings[locale];
    this.root.hidden = payload.layouts.length === 0;
    this.methods.show(methodsOf(payload), look.method);
    this.dimensions.show(['2D', '3D'], look.dimensions === 2 ? '2D' : '3D');
    this.colour.root.hidden = payload.colourings.length === 0;
    this.colour.fill(
      [
        ...payload.colourings.map(({ name }, at): [string, string] => [String(at), shorten(name, 30)]),
        ['-1', t.oneColour],
      ],
      String(look.colouring),
    );
    this.input.hidden = payload.points < FEW;
    this.selecting.setAttribute('aria-pressed', String(look.selecting));
    const epochs = epochsOf(payload, look.method);
    this.epoch.hidden = epochs.length < 2;
    const place = look.epoch ?? epochs.length - 1;
    this.slider.max = String(epochs.length - 1);
    this.slider.value = String(place);
    const words = epochs.length < 2 ? '' : epochWords(epochs[place] as number, locale);
    this.slider.setAttribute('aria-valuetext', words);
    setText(this.epochWords, words);
  }

  /** @param count Points found; null where nothing is looked for. */
  setFound(count: number | null, of: number): void {
    const { locale } = this;
    const words =
      count === null
        ? ''
        : projectorStrings[locale].found(formatCount(count, locale), formatCount(of, locale));
    setText(this.found, words);
  }

  clear(): void {
    this.input.value = '';
    this.setFound(null, 0);
  }

  private key(event: KeyboardEvent): void {
    // What is typed here is for the search alone.
    event.stopPropagation();
    if (event.key === 'Enter') this.acts.next(event.shiftKey);
    if (event.key !== 'Escape' || this.input.value === '') return;
    this.input.value = '';
    this.acts.search('');
    event.preventDefault();
  }
}
