import type { Locale, RunPayload } from '../../../protocol/index.js';
import type { Takeaway } from '../../drawing/menu/takeaway.js';
import { TabList } from '../../drawing/tab-list.js';
import { trainingStrings } from '../strings.js';
import { LayerPanel } from './layer-panel.js';
import { type LayerPicture, layerPictures, payloadOf, preloadPicture } from './layer-pictures.js';
import { LayerRefresh } from './layer-refresh.js';
import type { Peer } from './peer.js';
import type { TabName } from './tab-name.js';

/** The pictures of a run's layers behind tabs beside the curves; nothing for a run that has none. */
export class LayerTabs {
  private readonly list: TabList<TabName>;
  private readonly panels = new Map<LayerPicture, LayerPanel>();
  private readonly refresh: LayerRefresh;
  private open: TabName = 'curves';
  private payload: RunPayload | undefined;

  /**
   * @param root of the whole view. A panel takes the room of the curves, and more where its picture needs it.
   * @param switched told when another tab was opened.
   */
  constructor(
    private readonly run: string,
    private readonly locale: Locale,
    private readonly peer: Peer,
    private readonly root: HTMLElement,
    private readonly curves: HTMLElement,
    private readonly switched: () => void,
  ) {
    this.list = new TabList<TabName>(trainingStrings[locale].pictures, (name) => this.choose(name));
    this.list.root.hidden = true;
    this.refresh = new LayerRefresh(root, () => peer.send({ type: 'layers', run }));
  }

  get tabs(): HTMLElement {
    return this.list.root;
  }

  get curvesShown(): boolean {
    return this.open === 'curves';
  }

  /** Shows what is known of the run now. */
  draw(payload: RunPayload, anew: boolean): void {
    this.payload = payload;
    this.offer(payload);
    const { open } = this;
    this.refresh.want(open !== 'curves' && payload.status === 'running' && this.peer.connected);
    if (open !== 'curves') this.panels.get(open)?.show(payloadOf(payload.layers, open), anew);
  }

  /** Of the open picture; nothing where the curves are open. */
  async takeaway(): Promise<Takeaway | undefined> {
    return this.open === 'curves' ? undefined : this.panels.get(this.open)?.takeaway();
  }

  /** What was asked for came, or that nobody knows. */
  answered(): void {
    this.refresh.answered();
  }

  end(): void {
    this.refresh.end();
    for (const panel of this.panels.values()) panel.end();
  }

  /** A picture may come to be known while the run goes on. A tab that was there stays. */
  private offer({ layers }: RunPayload): void {
    const t = trainingStrings[this.locale];
    const fresh = layerPictures.filter(
      (name) => payloadOf(layers, name) !== undefined && !this.panels.has(name),
    );
    if (fresh.length === 0) return;
    if (this.panels.size === 0) {
      this.list.add({ name: 'curves', words: t.tabs.curves, panel: this.curves });
      this.list.root.hidden = false;
    }
    for (const name of fresh) {
      const panel = new LayerPanel(name, this.locale);
      this.panels.set(name, panel);
      this.root.append(panel.root);
      this.list.add({ name, words: t.tabs[name], panel: panel.root, near: () => preloadPicture(name) });
    }
    const wanted = this.peer.tab(this.run);
    this.turn(fresh.includes(wanted as LayerPicture) ? wanted : this.open);
  }

  private choose(name: TabName): void {
    this.peer.rememberTab(this.run, name);
    this.turn(name);
    if (this.payload) this.draw(this.payload, true);
    this.switched();
  }

  private turn(name: TabName): void {
    this.open = name;
    this.list.select(name);
    this.root.dataset.tab = name;
    for (const [each, panel] of this.panels) panel.root.hidden = each !== name;
  }
}
