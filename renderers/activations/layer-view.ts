import type { ActivationLayer, Locale } from '../../protocol/index.js';
import { element, setText } from '../drawing/page.js';
import type { Palette } from '../drawing/palette.js';
import { type Grid, gridOf, type Spot } from './grid.js';
import { scaleOf, type Tile, tilesOf } from './model.js';
import { shadeOf } from './shade.js';
import { activationsStrings } from './strings.js';
import { layerFacts, layerKind, layerName, valueWords } from './words.js';

const MOVES: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** One layer: its name, its values for a sample, and what is under the pointer or where the keys are. */
export class LayerView {
  readonly root = element('section', { class: 'epb-act-layer' });
  private readonly name = element('span');
  private readonly kind = element('span', { class: 'epb-act-kind' });
  private readonly canvas = element('canvas', { 'aria-hidden': 'true' });
  private readonly mark = element('div', { class: 'epb-act-spot', hidden: true });
  private readonly ground: HTMLElement;
  private readonly about = element('div', { class: 'epb-act-about' });
  private tiles: Tile[] = [];
  private grid: Grid = gridOf([], false, 0);
  private spot: Spot | null = null;
  private facts = '';
  private layer: ActivationLayer | undefined;

  /** @param speak Says aloud what the keys came to. */
  constructor(
    private readonly locale: Locale,
    private readonly speak: (words: string) => void,
  ) {
    this.ground = element(
      'div',
      { class: 'epb-act-ground', tabindex: '0', role: 'application' },
      this.canvas,
      this.mark,
    );
    this.root.append(element('h4', {}, this.name, ' ', this.kind), this.ground, this.about);
    this.ground.addEventListener('pointermove', (event) => this.point(event));
    this.ground.addEventListener('pointerleave', () => this.go(null));
    this.ground.addEventListener('blur', () => this.go(null));
    this.ground.addEventListener('keydown', (event) => this.key(event));
  }

  draw(
    layer: ActivationLayer,
    { sample, samples, width, palette }: { sample: number; samples: number; width: number; palette: Palette },
  ): void {
    const { locale } = this;
    this.layer = layer;
    setText(this.name, layerName(layer, locale));
    setText(this.kind, layerKind(layer));
    this.ground.setAttribute('aria-label', activationsStrings[locale].cells(layerName(layer, locale)));
    this.tiles = tilesOf(layer, sample);
    this.grid = gridOf(this.tiles, layer.strip !== undefined, width);
    this.ground.hidden = this.grid.width === 0;
    this.facts = layerFacts(layer, sample, samples, locale).join(' · ');
    this.paint(scaleOf(layer), palette);
    this.go(null);
  }

  private paint(scale: number, palette: Palette): void {
    const { canvas, grid, tiles } = this;
    const density = Math.min(2, devicePixelRatio || 1);
    canvas.width = Math.max(1, Math.round(grid.width * density));
    canvas.height = Math.max(1, Math.round(grid.height * density));
    canvas.style.width = `${grid.width}px`;
    canvas.style.height = `${grid.height}px`;
    const context = canvas.getContext('2d');
    if (!context) return;
    context.scale(density, density);
    tiles.forEach(({ width, values }, tile) => {
      values.forEach((value, index) => {
        const box = grid.box({ tile, row: Math.floor(index / width), column: index % width });
        context.fillStyle = shadeOf(value, scale, palette);
        context.fillRect(box.x, box.y, box.width, box.height);
      });
    });
  }

  private point(event: PointerEvent): void {
    const { left, top } = this.ground.getBoundingClientRect();
    this.go(this.grid.at(event.clientX - left, event.clientY - top));
  }

  /** Shows a value, or with `null` what all of them are. */
  private go(spot: Spot | null): void {
    this.spot = spot;
    this.mark.hidden = spot === null;
    const words = spot && this.words(spot);
    this.about.toggleAttribute('data-value', words !== null);
    setText(this.about, words ?? this.facts);
    if (!spot) return;
    const { x, y, width, height } = this.grid.box(spot);
    this.mark.style.cssText = `left:${x - 2}px;top:${y - 2}px;width:${width + 4}px;height:${height + 4}px`;
  }

  private words(spot: Spot): string {
    const tile = this.tiles[spot.tile];
    return tile && this.layer ? valueWords(this.layer, tile, spot, this.locale) : '';
  }

  private key(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || this.tiles.length === 0) return;
    const move = MOVES[event.key];
    const first: Spot = { tile: 0, row: 0, column: 0 };
    if (move) this.go(this.spot ? this.grid.step(this.spot, ...move) : first);
    else if (event.key === 'Home') this.go(first);
    else if (event.key === 'Escape' && this.spot) this.go(null);
    else return;
    this.speak(this.spot ? this.words(this.spot) : this.facts);
    event.preventDefault();
    event.stopPropagation();
  }
}
