import type { ActivationFunction } from 'vscode-notebook-renderer';
import { ensureStyle } from '../drawing/page.js';
import { check } from '../drawing/validation.js';
import { timelineCss } from '../timeline/live/index.js';
import { toRendererSchema } from './live/messages.js';
import { TrainingOutput } from './live/output.js';
import type { Peer } from './live/peer.js';
import { trainingCss } from './live/style.js';
import { type CurveChoice, plainChoice } from './model.js';

/** What is remembered between sessions of the page. */
interface Memory {
  choices?: Record<string, CurveChoice>;
}
const MOST_CHOICES = 50;

/** The live picture `training`. */
export const activate: ActivationFunction<Memory> = (context) => {
  ensureStyle('epochbook-training', trainingCss);
  ensureStyle('epochbook-timeline-lanes', timelineCss);
  const outputs = new Map<HTMLElement, { output: TrainingOutput; ids: Set<string> }>();
  const choices = new Map(Object.entries(context.getState()?.choices ?? {}));
  const peer: Peer = {
    connected: context.postMessage !== undefined,
    send: (message) => context.postMessage?.(message),
    choice: (run) => choices.get(run) ?? plainChoice,
    remember(run, choice) {
      choices.delete(run);
      choices.set(run, choice);
      if (choices.size > MOST_CHOICES) choices.delete(choices.keys().next().value as string);
      context.setState({ choices: Object.fromEntries(choices) });
    },
  };
  context.onDidReceiveMessage?.((raw: unknown) => {
    const message = check(toRendererSchema, raw);
    if (message.ok) for (const { output } of outputs.values()) output.receive(message.value);
  });

  return {
    renderOutputItem(item, element) {
      let held = outputs.get(element);
      if (!held) {
        held = { output: new TrainingOutput(element, peer), ids: new Set() };
        outputs.set(element, held);
      }
      held.ids.add(item.id);
      let raw: unknown;
      try {
        raw = item.json();
      } catch {
        raw = undefined;
      }
      held.output.render(raw);
    },
    disposeOutputItem(id) {
      for (const [element, { output, ids }] of outputs) {
        if (id !== undefined && !ids.has(id)) continue;
        output.end();
        outputs.delete(element);
      }
    },
  };
};
