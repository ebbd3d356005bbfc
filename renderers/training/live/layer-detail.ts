import type { GroupPayload, Locale, SavedLayers } from '../../../protocol/index.js';
import { TakeMenu } from '../../drawing/menu/take-menu.js';
import { element, setText } from '../../drawing/page.js';
import { TabList } from '../../drawing/tab-list.js';
import { trainingStrings } from '../strings.js';
import { LayerPanel } from './layer-panel.js';
import { type LayerPicture, layerPictures, payloadOf, preloadPicture } from './layer-pictures.js';
import { LayerRefresh } from './layer-refresh.js';
import type { Peer } from './peer.js';

type GroupRun = GroupPayload['runs'][number];

/** What the layers of one run of a group did: as it was saved, and where a kernel knows the run, all that it can tell. */
export class LayerDetail {
  readonly root: HTMLElement;
  private readonly list: TabList<LayerPicture>;
  private readonly note = element('p', { class: 'epb-detail-note', role: 'note', hidden: true });
  private readonly panels = new Map<LayerPicture, LayerPanel>();
  private readonly refresh: LayerRefresh;
  private readonly menu: TakeMenu;
  private open: LayerPicture | undefined;
  private layers: SavedLayers = {};
  private told: SavedLayers | null | undefined;
  private running = false;
  readonly run: string;

  constructor(
    { id, name }: GroupRun,
    private readonly locale: Locale,
    private readonly peer: Peer,
    closed: () => void,
  ) {
    const t = trainingStrings[locale];
    this.run = id;
    this.list = new TabList<LayerPicture>(t.pictures, (picture) => {
      peer.rememberTab(id, picture);
      this.turn(picture);
    });
    const close = element('button', { type: 'button', class: 'epb-detail-close' }, t.close);
    close.addEventListener('click', closed);
    this.menu = new TakeMenu(locale, peer.files, async () =>
      this.open ? this.panels.get(this.open)?.takeaway() : undefined,
    );
    this.root = element(
      'section',
      { class: 'epb-detail', 'aria-label': name },
      element(
        'div',
        { class: 'epb-head' },
        element('strong', { class: 'epb-name' }, name),
        element('span', { class: 'epb-space' }),
        this.list.root,
        this.menu.root,
        close,
      ),
      this.note,
    );
    this.refresh = new LayerRefresh(this.root, () => peer.send({ type: 'layers', run: id }));
  }

  /** Takes what is known of the run now. */
  follow({ layers, status }: GroupRun): void {
    this.running = status === 'running';
    this.layers = { ...layers, ...this.told };
    this.refresh.want(this.peer.connected && (this.running || this.told === undefined));
    this.draw();
  }

  /** What the kernel told; null where it does not know the run. */
  answered(layers: SavedLayers | null): void {
    this.told = layers;
    this.layers = { ...this.layers, ...layers };
    this.refresh.answered();
    this.refresh.want(this.running);
    this.draw();
  }

  themeChanged(): void {
    if (this.open) this.panels.get(this.open)?.show(payloadOf(this.layers, this.open), true);
  }

  end(): void {
    this.refresh.end();
    this.menu.end();
    for (const panel of this.panels.values()) panel.end();
    this.root.remove();
  }

  private draw(): void {
    const t = trainingStrings[this.locale];
    const fresh = layerPictures.filter(
      (name) => payloadOf(this.layers, name) !== undefined && !this.panels.has(name),
    );
    for (const name of fresh) {
      const panel = new LayerPanel(name, this.locale);
      this.panels.set(name, panel);
      this.root.append(panel.root);
      this.list.add({ name, words: t.tabs[name], panel: panel.root, near: () => preloadPicture(name) });
    }
    const empty = this.panels.size === 0;
    this.list.root.hidden = empty;
    this.note.hidden = !empty;
    const asking = this.peer.connected && this.told === undefined;
    if (empty) setText(this.note, asking ? t.askingLayers : t.layersElsewhere(this.run));
    const wanted = fresh.find((name) => name === this.peer.tab(this.run));
    const [first] = this.panels.keys();
    const name = wanted ?? this.open ?? first;
    if (name) this.turn(name);
  }

  private turn(name: LayerPicture): void {
    this.open = name;
    this.list.select(name);
    for (const [each, panel] of this.panels) panel.root.hidden = each !== name;
    this.panels.get(name)?.show(payloadOf(this.layers, name));
  }
}
