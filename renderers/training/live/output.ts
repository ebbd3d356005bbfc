import {
  type Locale,
  type RunDelta,
  savedLayersSchema,
  type ToRenderer,
  type TrainingPayload,
} from '../../../protocol/index.js';
import { TakeMenu } from '../../drawing/menu/take-menu.js';
import { element, onThemeChange, pageLocale, showProblem } from '../../drawing/page.js';
import { check } from '../../drawing/validation.js';
import { FrameDrawer } from '../../drawing/visibility.js';
import { wholeTrainingSchema } from '../schema.js';
import { trainingStrings } from '../strings.js';
import { CompactView } from './compact-view.js';
import { GroupView } from './group-view.js';
import type { Peer } from './peer.js';
import { RunView } from './run-view.js';
import { RunStore } from './store.js';

/** What is on the screen: a view and what it draws. */
type Shown =
  | { kind: 'run'; view: RunView | CompactView; store: RunStore; key: string }
  | { kind: 'group'; view: GroupView; payload: TrainingPayload & { kind: 'group' }; key: string };

/** One output element: takes snapshots and messages, keeps the newest, and draws it. */
export class TrainingOutput {
  private readonly locale: Locale = pageLocale();
  private readonly drawer: FrameDrawer;
  private readonly resize: ResizeObserver;
  private readonly endTheme: () => void;
  private readonly menu: TakeMenu;
  private readonly ground = element('div');
  /** The view and the menu at its corner. */
  private readonly frame: HTMLElement;
  private shown: Shown | undefined;
  /** What the output item holds. */
  private raw: unknown;

  constructor(
    private readonly host: HTMLElement,
    private readonly peer: Peer,
  ) {
    this.menu = new TakeMenu(
      this.locale,
      peer.files,
      async () => this.shown?.view.takeaway(),
      () => this.raw,
    );
    this.frame = element('div', { class: 'epb-picture' }, this.ground, this.menu.root);
    this.drawer = new FrameDrawer(host, () => this.draw());
    let width = 0;
    this.resize = new ResizeObserver(([entry]) => {
      const now = Math.round(entry?.contentRect.width ?? 0);
      if (now !== width && now > 0) this.drawer.request();
      width = now;
    });
    this.resize.observe(host);
    this.endTheme = onThemeChange(() => {
      this.shown?.view.themeChanged();
      this.drawer.request();
    });
  }

  /** Takes what the output item holds: the first time, and each time the item was replaced. */
  render(raw: unknown): void {
    this.raw = raw;
    const { shown } = this;
    if (shown?.kind === 'run' && isGlance(raw) && shown.store.knows(raw)) {
      this.learnLayers(raw, shown.store);
      this.keep();
      return;
    }
    const checked = check(wholeTrainingSchema, raw);
    if (!checked.ok) {
      this.refuse(checked.where);
      return;
    }
    const before = this.shown;
    this.take(checked.value);
    this.keep();
    if (this.shown === before) this.drawer.request();
    else this.drawer.now();
  }

  /** One line in place of the picture. */
  refuse(where: string): void {
    this.drop();
    showProblem(this.host, trainingStrings[this.locale].invalid(where));
  }

  /** Takes a message from the extension; messages of other runs pass by. */
  receive(message: ToRenderer): void {
    const { shown } = this;
    if (shown?.kind === 'group' && message.type === 'layers')
      shown.view.layersAnswered(message.run, message.layers);
    if (shown?.kind !== 'run') return;
    const { store } = shown;
    if (message.type === 'state') {
      if (message.run === store.payload.id && store.takeState(message.seq, message.payload))
        this.drawer.request();
    } else if (message.type === 'layers') {
      if (message.run !== store.payload.id) return;
      if (message.layers && store.takeLayers(message.layers)) this.drawer.request();
      shown.view.layersAnswered();
    } else
      for (const delta of message.type === 'delta' ? [message.delta] : message.deltas)
        if (delta.run === store.payload.id) this.takeDelta(store, delta);
  }

  private takeDelta(store: RunStore, delta: RunDelta): void {
    const fate = store.takeDelta(delta, performance.now());
    if (fate === 'gap') this.attach(store);
    if (fate === 'applied') this.drawer.request();
  }

  end(): void {
    this.drop();
    this.menu.end();
    this.frame.remove();
    this.drawer.end();
    this.resize.disconnect();
    this.endTheme();
  }

  private take(payload: TrainingPayload): void {
    const key = payload.kind === 'run' ? `run ${payload.view} ${payload.id}` : `group ${payload.id}`;
    const { shown } = this;
    if (shown?.key === key) {
      if (shown.kind === 'group') shown.payload = payload as TrainingPayload & { kind: 'group' };
      else if (payload.kind === 'run') {
        const lost = shown.store.payload.status === 'lost';
        shown.store.takeSnapshot(payload);
        // A kernel that writes again can be asked again.
        if (lost && payload.status === 'running' && shown.store.payload.status === 'running')
          this.attach(shown.store);
      }
      return;
    }
    this.drop();
    if (payload.kind === 'group') {
      this.shown = { kind: 'group', view: new GroupView(this.locale, this.peer), payload, key };
      return;
    }
    const store = new RunStore(payload);
    const view =
      payload.view === 'compact'
        ? new CompactView(payload.id, this.locale, this.peer, () => this.drawer.request())
        : new RunView(payload, this.locale, this.peer, () => this.drawer.request());
    this.shown = { kind: 'run', view, store, key };
    if (payload.status === 'running') this.attach(store);
  }

  /** A snapshot that is older than what is drawn may be the first to tell of the run's layers. */
  private learnLayers(raw: { layers?: unknown }, store: RunStore): void {
    const known = store.payload.layers ?? {};
    if (Object.keys(raw.layers ?? {}).every((name) => name in known)) return;
    const checked = check(savedLayersSchema, raw.layers);
    if (checked.ok && store.takeLayers({ ...checked.value, ...known })) this.drawer.request();
  }

  private attach(store: RunStore): void {
    if (!this.peer.connected) return;
    store.asked(performance.now());
    this.peer.send({ type: 'attach', run: store.payload.id });
  }

  /** The editor may have emptied the element. */
  private keep(): void {
    const view = this.shown?.view;
    if (!view || (view.root.parentElement === this.ground && this.frame.parentElement === this.host)) return;
    this.ground.replaceChildren(view.root);
    this.host.replaceChildren(this.frame);
    if (view instanceof RunView) view.placed();
  }

  private async draw(): Promise<void> {
    const { shown } = this;
    if (!shown) return;
    if (shown.kind === 'group') shown.view.draw(shown.payload);
    else await shown.view.draw(shown.store.payload);
  }

  private drop(): void {
    const { shown } = this;
    this.shown = undefined;
    if (!shown) return;
    shown.view.end();
    shown.view.root.remove();
    if (shown.kind === 'run' && this.peer.connected)
      this.peer.send({ type: 'detach', run: shown.store.payload.id });
  }
}

/** Enough of a payload to see whether it is older than what is drawn, without checking all of it. */
function isGlance(
  raw: unknown,
): raw is { id: string; status: string; progress: { steps: number }; layers?: unknown } {
  const glance = raw as { kind?: unknown; id?: unknown; progress?: { steps?: unknown } } | null;
  return (
    glance?.kind === 'run' && typeof glance.id === 'string' && typeof glance.progress?.steps === 'number'
  );
}
