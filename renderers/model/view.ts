import type { Locale, ModelPayload } from '../../protocol/index.js';
import { element, ensureStyle, setText } from '../drawing/page.js';
import type { StillOptions } from '../drawing/picture.js';
import type { StaticView } from '../drawing/static-slot.js';
import { TabList } from '../drawing/tab-list.js';
import { GraphView } from './graph-view.js';
import { isDisposed } from './model.js';
import { modelSvg } from './picture.js';
import { modelStrings } from './strings.js';
import { modelCss } from './style.js';
import { summaryTable } from './summary-table.js';
import { modelTitle } from './text.js';
import { modelFacts, modelNotes } from './words.js';

type TabName = 'graph' | 'summary';

/** A model as a graph and, behind a second tab, as a table. */
export class ModelView implements StaticView<ModelPayload> {
  private readonly root = element('section', { class: 'epb-model' });
  private readonly title = element('strong');
  private readonly facts = element('div', { class: 'epb-model-facts' });
  private readonly notes = element('div', { class: 'epb-model-notes' });
  private readonly summary = element('div');
  private readonly tabs: TabList<TabName>;
  private readonly graph: GraphView;
  private payload: ModelPayload | undefined;

  constructor(
    host: HTMLElement,
    private readonly locale: Locale,
  ) {
    ensureStyle('epochbook-model', modelCss);
    const t = modelStrings[locale];
    this.graph = new GraphView(locale);
    this.tabs = new TabList(t.views, (name) => this.choose(name));
    this.tabs.add({ name: 'graph', words: t.graph, panel: this.graph.root });
    this.tabs.add({ name: 'summary', words: t.summary, panel: this.summary });
    this.root.append(
      element('div', { class: 'epb-model-head' }, this.title, this.tabs.root),
      this.facts,
      this.notes,
      this.graph.root,
      this.summary,
    );
    host.append(this.root);
    this.tabs.select('graph');
    this.choose('graph');
  }

  redraw(payload: ModelPayload): void {
    const { locale } = this;
    this.payload = payload;
    setText(this.title, modelTitle(payload));
    const empty = payload.nodes.length === 0;
    this.tabs.root.hidden = empty;
    const said = empty ? [modelStrings[locale].noLayers] : modelFacts(payload, locale);
    this.facts.replaceChildren(...said.map((line) => element('span', {}, line)));
    this.notes.replaceChildren(
      ...modelNotes(payload, locale, isDisposed(payload)).map((line) => element('p', {}, line)),
    );
    this.summary.replaceChildren(...(empty ? [] : summaryTable(payload, locale, modelTitle(payload))));
    this.graph.draw(payload);
  }

  /** The graph with those groups open that are open now. */
  still(options: StillOptions): Promise<string> {
    const { open } = this.graph;
    return modelSvg(this.payload as ModelPayload, open ? { ...options, open } : options);
  }

  end(): void {
    this.graph.end();
  }

  private choose(name: TabName): void {
    this.graph.root.hidden = name !== 'graph';
    this.summary.hidden = name !== 'summary';
  }
}
