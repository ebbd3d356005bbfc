import { residual } from '../renderers/model/examples.js';
import { allGroups, groupsOf } from '../renderers/model/groups.js';
import { modelScene } from '../renderers/model/scene.js';
import type { Measure } from './measurement.js';
import { median } from './statistics.js';

/** How long the layout of a model takes with all of its layers open. */
export const modelLayout: Measure = {
  name: 'model-layout',
  async run({ quick }) {
    const payload = residual(28);
    const members = groupsOf(payload);
    const open = new Set(allGroups(members).map(({ id }) => id));
    const times = Array.from({ length: quick ? 5 : 30 }, () => {
      const begun = performance.now();
      modelScene({ payload, members, open, locale: 'en', width: 1200, height: 520 });
      return performance.now() - begun;
    });
    return [
      {
        name: `model, layout of ${payload.nodes.length} layers`,
        value: median(times),
        unit: 'ms',
        detail: `median of ${times.length}, the first ${Math.round(times[0] as number)} ms`,
        target: { atMost: 500 },
      },
    ];
  },
};
