import type { ActivationFunction } from 'vscode-notebook-renderer';
import { editorFiles } from '../drawing/menu/editor-files.js';
import { ensureStyle, pageLocale } from '../drawing/page.js';
import { readItem } from '../drawing/read-item.js';
import { sharePins } from '../drawing/share-pins.js';
import { check } from '../drawing/validation.js';
import { timelineCss } from '../timeline/live/index.js';
import { toRendererSchema } from './live/messages.js';
import { TrainingOutput } from './live/output.js';
import type { Peer } from './live/peer.js';
import { trainingCss } from './live/style.js';
import type { TabName } from './live/tab-name.js';
import { type CurveChoice, plainChoice } from './model.js';

/** What is remembered between sessions of the page. */
interface Memory {
  choices?: Record<string, CurveChoice>;
  tabs?: Record<string, TabName>;
  opened?: Record<string, boolean>;
}
const MOST_CHOICES = 50;

/** Sets a value as the newest; the oldest is forgotten where there are too many. */
function setNewest<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > MOST_CHOICES) map.delete(map.keys().next().value as string);
}

/** The live picture `training`. */
export const activate: ActivationFunction<Memory> = (context) => {
  ensureStyle('epochbook-training', trainingCss);
  ensureStyle('epochbook-timeline-lanes', timelineCss);
  sharePins(context);
  const outputs = new Map<HTMLElement, { output: TrainingOutput; ids: Set<string> }>();
  const choices = new Map(Object.entries(context.getState()?.choices ?? {}));
  const tabs = new Map(Object.entries(context.getState()?.tabs ?? {}));
  const opened = new Map(Object.entries(context.getState()?.opened ?? {}));
  const save = () =>
    context.setState({
      choices: Object.fromEntries(choices),
      tabs: Object.fromEntries(tabs),
      opened: Object.fromEntries(opened),
    });
  const peer: Peer = {
    connected: context.postMessage !== undefined,
    send: (message) => context.postMessage?.(message),
    files: editorFiles(context),
    choice: (run) => choices.get(run) ?? plainChoice,
    remember(run, choice) {
      setNewest(choices, run, choice);
      save();
    },
    tab: (run) => tabs.get(run) ?? 'curves',
    rememberTab(run, tab) {
      setNewest(tabs, run, tab);
      save();
    },
    opened: (run) => opened.get(run) ?? false,
    rememberOpened(run, open) {
      if (open) setNewest(opened, run, true);
      else opened.delete(run);
      save();
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
      const read = readItem(item, pageLocale());
      if (read.ok) held.output.render(read.value);
      else held.output.refuse(read.where);
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
