import type { Runtime, View } from 'vega';
import type { TopLevelSpec } from 'vega-lite';
import type { VegaKit } from './vega-kit.js';

/** A chart of ours: its layout is fixed and its data and signals come apart from it, so that they can change in place. */
export interface Chart {
  spec: TopLevelSpec;
  width: number;
  height: number;
  padding: { left: number; top: number; right: number; bottom: number };
}

/** What changes while a chart stands: rows by the data set's name, values by the parameter's name. */
export interface ChartValues {
  data: Record<string, object[]>;
  signals: Record<string, unknown>;
}

let kit: Promise<VegaKit> | undefined;

/** Vega, loaded on first use: a picture without charts never pays for it. */
export const loadVega = (): Promise<VegaKit> => {
  kit ??= import('./vega-kit.js').then((module) => module.vegaKit);
  return kit;
};

const compiled = new Map<string, Runtime>();
const MOST_COMPILED = 12;

/** Compiles a chart, or takes it from the last few that were compiled. */
export function runtimeOf({ vega, compile }: VegaKit, chart: Chart): Runtime {
  const key = JSON.stringify(chart);
  let runtime = compiled.get(key);
  if (!runtime) {
    const { spec } = compile(chart.spec);
    spec.autosize = 'none';
    spec.padding = chart.padding;
    spec.width = chart.width;
    spec.height = chart.height;
    runtime = vega.parse(spec, undefined, { ast: true });
    if (compiled.size >= MOST_COMPILED) compiled.delete(compiled.keys().next().value as string);
    compiled.set(key, runtime);
  }
  return runtime;
}

/** Puts new rows and values into a view; the caller runs it. */
export function setValues(view: View, { data, signals }: ChartValues): void {
  for (const [name, value] of Object.entries(signals)) view.signal(name, value);
  for (const [name, rows] of Object.entries(data)) view.data(name, rows);
}

/** The chart as an SVG element, without a screen. */
export async function chartSvg(chart: Chart, values: ChartValues): Promise<string> {
  const loaded = await loadVega();
  const { vega, interpreter } = loaded;
  const view = new vega.View(runtimeOf(loaded, chart), { renderer: 'none', expr: interpreter });
  try {
    setValues(view, values);
    vega.resetSVGDefIds();
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
