import type { View } from 'vega';
import type { Chart, ChartValues } from './vega.js';
import { loadVega, runtimeOf, setValues } from './vega.js';

/**
 * A chart in the page. Values change in place; only another chart makes a new view, which takes the old one's place when
 * it is drawn, so that nothing blinks.
 */
export class ChartHost {
  private view: View | undefined;
  private key = '';
  private ended = false;
  private rows: ChartValues['data'] = {};

  constructor(private readonly host: HTMLElement) {}

  /** Whether there is a chart to be seen. */
  get drawn(): boolean {
    return this.view !== undefined;
  }

  async draw(chart: Chart, values: ChartValues): Promise<void> {
    const key = JSON.stringify(chart);
    if (this.view && key === this.key) {
      setValues(this.view, this.changes(values));
      await this.view.runAsync();
      return;
    }
    const kit = await loadVega();
    if (this.ended) return;
    const ground = document.createElement('div');
    const view = new kit.vega.View(runtimeOf(kit, chart), {
      renderer: 'canvas',
      container: ground,
      expr: kit.interpreter,
      hover: false,
    });
    setValues(view, values);
    this.rows = values.data;
    await view.runAsync();
    if (this.ended) {
      view.finalize();
      return;
    }
    this.view?.finalize();
    this.view = view;
    this.key = key;
    this.host.replaceChildren(ground);
  }

  /** Only the data sets whose rows differ from those drawn. */
  private changes({ data, signals }: ChartValues): ChartValues {
    const changed = Object.fromEntries(
      Object.entries(data).filter(([name, rows]) => !sameRows(rows, this.rows[name] ?? [])),
    );
    this.rows = { ...this.rows, ...data };
    return { data: changed, signals };
  }

  end(): void {
    this.ended = true;
    this.view?.finalize();
    this.view = undefined;
  }
}

function sameRows(a: readonly object[], b: readonly object[]): boolean {
  if (a.length !== b.length) return false;
  for (let row = a.length - 1; row >= 0; row -= 1) {
    const mine = a[row] as Record<string, unknown>;
    const other = b[row] as Record<string, unknown>;
    for (const name in mine) if (mine[name] !== other[name]) return false;
  }
  return true;
}
