import type { ImageLayout, Locale, OpenedValue, ValueImage } from '../../protocol/index.js';
import { formatCount, formatValue } from '../../renderers/drawing/format.js';
import { element, setText } from '../../renderers/drawing/page.js';
import { brightness, type Pixels, paint, readPixels } from './pixels.js';
import { valueStrings } from './strings.js';

export const imageCss = `
.epb-image { flex: 1 1 auto; min-height: 0; display: flex; flex-direction: column; border-top: 1px solid var(--epb-line); }
.epb-image-place { flex: 1 1 auto; min-height: 60px; display: flex; align-items: center; justify-content: center; padding: 8px; overflow: hidden; }
.epb-image canvas { image-rendering: pixelated; outline: 1px solid var(--epb-line); }
.epb-image input[type=number] { width: 84px; }
`;

/** The images that a tensor can be seen as, one at a time. */
export class ImagePanel {
  readonly host: HTMLElement;
  private readonly canvas = element('canvas', { role: 'img' });
  private readonly place = element('div', { class: 'epb-image-place' }, this.canvas);
  private readonly number = element('input', { type: 'number', min: '0' });
  private readonly channel = element('select');
  private readonly back: HTMLButtonElement;
  private readonly on: HTMLButtonElement;
  private readonly words = element('span', { class: 'epb-quiet', role: 'status' });
  private readonly counts = element('span');
  private layout: ImageLayout | undefined;
  private pixels: Pixels | undefined;
  private image = 0;

  constructor(
    private readonly locale: Locale,
    private readonly ask: (image: number) => Promise<ValueImage>,
  ) {
    const t = valueStrings[locale];
    const step = (label: string, sign: string, by: number): HTMLButtonElement => {
      const button = element(
        'button',
        { type: 'button', class: 'epb-button', 'aria-label': label, title: label },
        sign,
      );
      button.addEventListener('click', () => void this.show(this.image + by));
      return button;
    };
    this.back = step(t.previous, '‹', -1);
    this.on = step(t.next, '›', 1);
    this.number.setAttribute('aria-label', t.number);
    this.number.addEventListener('change', () => void this.show(Math.round(this.number.valueAsNumber)));
    this.channel.setAttribute('aria-label', t.channel);
    this.channel.addEventListener('change', () => this.draw());
    this.host = element(
      'section',
      { class: 'epb-image', 'aria-label': t.image },
      element(
        'div',
        { class: 'epb-bar' },
        this.back,
        this.number,
        this.counts,
        this.on,
        this.channel,
        this.words,
      ),
      this.place,
    );
    new ResizeObserver(() => this.fit()).observe(this.place);
  }

  open({ images }: OpenedValue): void {
    this.layout = images;
    if (!images) return;
    const t = valueStrings[this.locale];
    const isOne = images.count === 1;
    for (const control of [this.back, this.number, this.on, this.counts]) control.hidden = isOne;
    this.number.max = String(images.count - 1);
    const channels = [1, 3, 4].includes(images.channels)
      ? []
      : Array.from({ length: images.channels }, (_, i) => i);
    this.channel.hidden = channels.length === 0;
    this.channel.replaceChildren(
      ...channels.map((i) => element('option', { value: String(i) }, `${t.channel} ${i}`)),
    );
    void this.show(Math.min(this.image, images.count - 1));
  }

  private async show(image: number): Promise<void> {
    const { layout } = this;
    if (!layout || Number.isNaN(image)) return;
    this.image = Math.max(0, Math.min(layout.count - 1, image));
    const wanted = this.image;
    try {
      const found = await this.ask(wanted);
      if (wanted !== this.image) return;
      this.pixels = readPixels(found);
      this.draw();
    } catch (error) {
      setText(this.words, valueStrings[this.locale].failed((error as Error).message));
    }
  }

  private draw(): void {
    const { pixels, layout, canvas, locale, image } = this;
    if (!pixels || !layout) return;
    const t = valueStrings[locale];
    const { colors, odd } = paint(pixels, Number(this.channel.value || 0));
    canvas.width = pixels.width;
    canvas.height = pixels.height;
    canvas.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(colors), pixels.width), 0, 0);
    this.number.value = String(image);
    this.back.disabled = image === 0;
    this.on.disabled = image === layout.count - 1;
    const of = t.imageOf(String(image), formatCount(layout.count, locale));
    setText(this.counts, `/ ${formatCount(layout.count - 1, locale)}`);
    const [low, high] = brightness(pixels.range);
    const told = [
      `${layout.height} × ${layout.width}`,
      t.brightness(formatValue(low, locale), formatValue(high, locale)),
      ...(odd > 0 ? [t.notNumbers(formatCount(odd, locale))] : []),
      ...(pixels.step > 1 ? [t.everyNth(pixels.step)] : []),
    ].join(' · ');
    setText(this.words, told);
    canvas.setAttribute('aria-label', `${layout.count > 1 ? `${of}, ` : ''}${told}`);
    this.fit();
  }

  /** As large as there is room, in whole pixels where it is enlarged. */
  private fit(): void {
    const { width, height } = this.canvas;
    const { clientWidth, clientHeight } = this.place;
    const room = Math.min((clientWidth - 18) / width, (clientHeight - 18) / height);
    const scale = room >= 1 ? Math.min(32, Math.floor(room)) : Math.max(0, room);
    this.canvas.style.width = `${width * scale}px`;
    this.canvas.style.height = `${height * scale}px`;
  }
}
