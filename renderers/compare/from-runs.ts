import {
  type ComparedRun,
  type ComparedSetting,
  type ComparePayload,
  comparedSettings,
  MOST_DIFFERING,
  type RunPayload,
} from '../../protocol/index.js';
import { own } from '../drawing/own.js';
import { divergenceOf } from '../training/divergence.js';

type Layer = RunPayload['model']['layers'][number];

/** Layers that regularize or normalize: what a comparison varies while the net stays the same. */
const DROPOUT = /Dropout/;
const ASIDE = /Dropout|BatchNormalization|GaussianNoise|InputLayer|^Activation$/;

/** Values behind a word in a layer's details: "units 16, rate 0.5" has rate 0.5. */
function detail({ details = '' }: Layer, name: string): string[] {
  return [...details.matchAll(new RegExp(`(?:^|, )${name} ([^,]+)`, 'gi'))].map(
    ([, value]) => value as string,
  );
}

const distinct = (values: readonly string[]): string | undefined =>
  values.length ? [...new Set(values)].join(', ') : undefined;

/** Hyperparameters that other programs name otherwise. */
const SAME: Readonly<Record<string, ComparedSetting>> = {
  learning_rate: 'learningRate',
  lr: 'learningRate',
  batch_size: 'batchSize',
  optim: 'optimizer',
  dropout_rate: 'dropout',
};

const importedSettings = ({ settings }: NonNullable<RunPayload['imported']>): ComparedRun['settings'] =>
  Object.fromEntries(Object.entries(settings).map(([name, value]) => [own(SAME, name) ?? name, value]));

function settingsOf({ model, compile, plan, engine, imported }: RunPayload): ComparedRun['settings'] {
  if (imported) return importedSettings(imported);
  const of = (name: string, layers = model.layers) => layers.flatMap((layer) => detail(layer, name));
  const dropouts = model.layers.filter(({ className }) => DROPOUT.test(className));
  const norms = model.layers.filter(({ className }) => className === 'BatchNormalization');
  const net = model.layers
    .filter(({ className }) => !ASIDE.test(className))
    .map((layer) => {
      const size = detail(layer, 'units')[0] ?? detail(layer, 'filters')[0] ?? layer.outputShape.at(-1);
      return `${layer.className} ${size ?? ''}`.trim();
    })
    .join(' → ');
  const all: Record<ComparedSetting, string | undefined> = {
    dropout: distinct(dropouts.map((layer) => detail(layer, 'rate')[0] ?? '?')),
    batchNorm: distinct(norms.map((layer) => detail(layer, 'momentum')[0] ?? '0.99')),
    l1: distinct(of('L1')),
    l2: distinct(of('L2')),
    net,
    optimizer: compile.optimizer,
    learningRate: compile.learningRate === null ? undefined : String(compile.learningRate),
    loss: compile.loss.join(', '),
    batchSize: plan.batchSize === null ? undefined : String(plan.batchSize),
    epochs: String(plan.epochs),
    samples: plan.samples === null ? undefined : String(plan.samples),
    engine: engine.name,
  };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/**
 * A comparison of recorded runs, in the order given. What differs between them is named by `differs`: dropout, batch
 * normalization and L1/L2 are read off the layers, and the rest of the net counts as the same where only these differ.
 *
 * @param names What the student calls them, in the same order.
 */
export function compareRuns(runs: readonly RunPayload[], names?: readonly string[]): ComparePayload {
  const bySteps = runs.some(({ imported }) => imported?.by === 'step');
  const compared = runs.map((run, index): ComparedRun => {
    const called = names?.[index];
    const { time, penalty, validationPenalty, logs } = run.epochs;
    const epoch = bySteps ? stepsOf(run) : run.epochs.epoch;
    // What is told of a divergence counts in epochs; an import tells of its NaN by itself.
    const diverged = bySteps ? null : divergenceOf(run);
    const penalized = penalty?.some((value) => value !== null && value !== 0);
    return {
      id: run.id,
      name: run.name,
      ...(called !== undefined && { called }),
      status: run.status,
      settings: settingsOf(run),
      parameters: run.model.parameters,
      epoch,
      time,
      ...(penalized && penalty && { penalty }),
      ...(penalized && validationPenalty && { validationPenalty }),
      logs,
      initialEpoch: run.plan.initialEpoch,
      ...(diverged && { diverged }),
    };
  });
  const of = compared.length
    ? runs.map(({ thinned, epochs }) => thinned?.epochs.of ?? epochs.epoch.length)
    : [0];
  const kept = Math.max(0, ...compared.map(({ epoch }) => epoch.length));
  return {
    version: 1,
    runs: compared,
    differs: differing(compared),
    ...(bySteps && { by: 'step' as const }),
    ...(kept < Math.max(...of) && { thinned: { epochs: { kept, of: Math.max(...of) } } }),
  };
}

/** The updates done at the end of each epoch, where runs are compared by steps. */
function stepsOf({ imported, epochs, plan: { stepsPerEpoch } }: RunPayload): number[] {
  const each = imported?.by === 'step' ? 1 : (stepsPerEpoch ?? 1);
  return epochs.epoch.map((epoch) => epoch * each);
}

/** The settings that are not the same in all runs: ours in their order, then others by name. */
function differing(runs: readonly ComparedRun[]): string[] {
  const names = new Set(runs.flatMap(({ settings }) => Object.keys(settings)));
  const known = comparedSettings.filter((name) => names.delete(name));
  return [...known, ...[...names].sort()]
    .filter((name) => new Set(runs.map(({ settings }) => own(settings, name) ?? '')).size > 1)
    .slice(0, MOST_DIFFERING);
}
