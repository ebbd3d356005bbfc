// Only drawing/vega.ts imports this file, and only when a chart is drawn: it brings all of vega.
import * as vega from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile } from 'vega-lite';

export const vegaKit = { vega, compile, interpreter: expressionInterpreter };
export type VegaKit = typeof vegaKit;
