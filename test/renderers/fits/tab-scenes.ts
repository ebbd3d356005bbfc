import type { RunLayersPayload, RunPayload } from '../../../protocol/index.js';
import { batchNormExamples } from '../../../renderers/batch-norm/examples.js';
import { distributionsExamples } from '../../../renderers/distributions/examples.js';
import { dropoutExamples } from '../../../renderers/dropout/examples.js';
import { sketchRun } from '../../../renderers/training/examples.js';

export type TabPicture = 'dropout' | 'batchNorm' | 'distributions' | 'gradients';

const examplesOf = {
  dropout: dropoutExamples,
  batchNorm: batchNormExamples,
  distributions: distributionsExamples,
  // Drawn from the distributions.
  gradients: distributionsExamples,
} satisfies Record<TabPicture, Record<string, () => unknown>>;

/** Runs with layers of many kinds: which examples stand behind which tab. */
const scenes: Record<TabPicture, string[]> = {
  dropout: ['lecture', 'titanic', 'full-32', 'convolutions', 'wide-512', 'branched', 'one-unit'],
  batchNorm: ['short-training', 'grown-up', 'tiny-batch', 'several-layers', 'many-channels', 'first-step'],
  distributions: ['healthy', 'dead-and-saturated', 'vanishing', 'exploding', 'fifty-layers', 'one-layer'],
  gradients: ['healthy', 'vanishing', 'exploding', 'not-finite', 'fifty-layers', 'one-layer'],
};

const all = Object.keys(scenes) as TabPicture[];
const recorded = all.filter((name) => name !== 'gradients');

/** Runs to draw, each with the tab to open: its picture is of the example, the other tabs are there, too. */
export const tabScenes: { id: string; tab: TabPicture; payload(): RunPayload }[] = all.flatMap((tab) =>
  scenes[tab].map((example) => ({
    id: `${tab}.${example}`,
    tab,
    payload: () => {
      const layers = Object.fromEntries(
        recorded.map((name) => {
          const own: Record<string, () => unknown> = examplesOf[name];
          const shown = name === tab || (name === 'distributions' && tab === 'gradients');
          const make = own[shown ? example : (scenes[name][0] as string)];
          return [name, { ...(make?.() as object), run: `run of ${tab}.${example}` }];
        }),
      ) as RunLayersPayload;
      const run = sketchRun({ name: 'Run 7', epochs: 20, planned: 20, status: 'completed' });
      return { ...run, id: `run of ${tab}.${example}`, layers };
    },
  })),
);
