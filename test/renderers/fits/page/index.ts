import { followStrokes } from './canvas-strokes.js';
import { followCanvases } from './canvas-texts.js';
import { type Demands, findings } from './findings.js';
import { followPlans, idle } from './idle.js';

/** What the tests call in the page. */
export interface FitsWindow {
  fits: {
    idle(): Promise<void>;
    /** What is wrong with each host, by its id. */
    measure(ids: readonly string[], demands: Demands): Record<string, string[]>;
  };
}

followCanvases();
followStrokes();
followPlans();
(window as unknown as FitsWindow).fits = {
  idle,
  measure: (ids, demands) =>
    Object.fromEntries(ids.map((id) => [id, findings(document.getElementById(id) as HTMLElement, demands)])),
};
