import ts from 'typescript6';
import { inserted, quoted, replaced, withField } from '../edits.js';
import type { LintEdit, LintFix } from '../finding.js';
import { type CallbackValue, type FitEvent, validates } from '../program/index.js';
import { canonical, metricsOf, type Named } from '../reading/compiled.js';
import { callbacksOf, type Monitor, monitorOf } from '../reading/monitors.js';
import type { Found, Rule } from '../rule.js';
import { meant, words } from '../words.js';

const watched =
  (name: string): ((event: FitEvent) => [CallbackValue, Monitor][]) =>
  (event) => {
    const { known, others } = event.options ? callbacksOf(event.options) : { known: [], others: true };
    // A callback of the student's own may log whatever it likes.
    if (others) return [];
    return known.flatMap((callback) => {
      const monitor = monitorOf(callback);
      return monitor && (name === '' || callback.name === name) ? [[callback, monitor]] : [];
    });
  };

const whereOf = ([{ node }, { field }]: [CallbackValue, Monitor]): ts.Node => field?.node ?? node;

/** A share for the validation, where the options of the fit are written in one piece. */
function validationFix({ method, options }: FitEvent): LintFix[] {
  if (method !== 'fit' || !options?.node) return [];
  return [
    {
      title: words(
        'Validate on a fifth of the rows: validationSplit: 0.2',
        '행의 5분의 1로 검증: validationSplit: 0.2',
      ),
      edits: [withField(options.node, 'validationSplit: 0.2')],
    },
  ];
}

/** The log of the training rows that stands for one of the validation rows. */
const ofTraining = (name: string): string => /^val_(acc|accuracy|mae|mse)$/.exec(name)?.[1] ?? 'loss';

function monitorFix({ field }: Monitor, callback: CallbackValue, name: string): LintFix[] {
  const title = words(`Watch '${name}'`, `'${name}' 지켜보기`);
  if (field) return [{ title, edits: [replaced(field.node, quoted(field.node, name))] }];
  const edit = withMonitor(callback, `monitor: '${name}'`);
  return edit ? [{ title, edits: [edit] }] : [];
}

function withMonitor({ node, options }: CallbackValue, monitor: string): LintEdit | undefined {
  if (options?.node) return withField(options.node, monitor);
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return undefined;
  if (node.arguments?.length !== 0) return undefined;
  return { ...inserted(node.expression, `({ ${monitor} })`, 'after'), end: node.getEnd() };
}

export const monitorWithoutValidation: Rule = {
  name: 'monitor-without-validation',
  severity: 'warning',
  look(event) {
    if (event.kind !== 'fit' || validates(event.options) !== false) return [];
    const ofMonitors = watched('')(event)
      .filter(([, { name }]) => name.startsWith('val_'))
      .map(
        ([callback, monitor]): Found => ({
          node: whereOf([callback, monitor]),
          message: words(
            `${callback.name} watches '${monitor.name}', which will not be among the logs: a val_… value needs validationData or validationSplit in ${event.method}.`,
            `${callback.name}이(가) 지켜보는 '${monitor.name}'이(가) 로그에 없게 됩니다. val_… 값이 있으려면 ${event.method}에 validationData나 validationSplit을 주어야 합니다.`,
          ),
          fixes: [...validationFix(event), ...monitorFix(monitor, callback, ofTraining(monitor.name))],
        }),
      );
    return [...ofMonitors, ...fileNames(event)];
  },
};

/** `{val_loss:.2f}` in the name of a file. */
function fileNames(event: FitEvent): Found[] {
  const { known, others } = event.options ? callbacksOf(event.options) : { known: [], others: true };
  if (others) return [];
  return known.flatMap(({ name, filepath, node }) => {
    if (name !== 'ModelCheckpoint' || filepath?.kind !== 'constant') return [];
    const field = /\{(val_\w+)/.exec(String(filepath.value))?.[1];
    if (field === undefined) return [];
    return [
      {
        node,
        message: words(
          `The filepath of ModelCheckpoint names '${field}', which will not be among the logs: a val_… value needs validationData or validationSplit in ${event.method}.`,
          `ModelCheckpoint의 filepath에 있는 '${field}'이(가) 로그에 없게 됩니다. val_… 값이 있으려면 ${event.method}에 validationData나 validationSplit을 주어야 합니다.`,
        ),
        fixes: validationFix(event),
      },
    ];
  });
}

/** Logs that are there whatever was compiled. */
const ALWAYS = ['lr', 'learningrate'];

/** The names of the logs, for a fit of a model that was compiled with these metrics. */
const logNames = (metrics: readonly Named[], isValidated: boolean): string[] => {
  const names = ['loss', ...metrics.map(({ name }) => name)];
  return isValidated ? [...names, ...names.map((name) => `val_${name}`)] : names;
};

export const monitorUnknown: Rule = {
  name: 'monitor-unknown',
  severity: 'warning',
  look(event) {
    if (event.kind !== 'fit' || !event.model || event.model.several) return [];
    const { compiled, open, layers } = event.model;
    if (!compiled || compiled === 'maybe' || !compiled.options) return [];
    // Of a model whose end is not known nobody knows how many outputs it has.
    if (open && layers.length === 0) return [];
    const metrics = metricsOf(compiled.options);
    if (!metrics) return [];
    const isValidated = validates(event.options) !== false;
    const names = logNames(metrics, isValidated);
    const there = new Set([...ALWAYS, ...metrics.map(({ name }) => canonical(name))]);
    return watched('')(event).flatMap(([callback, monitor]) => {
      const base = monitor.name.replace(/^val_/, '');
      const isThere = base === 'loss' || (canonical(base) !== 'loss' && there.has(canonical(base)));
      if (isThere || (monitor.name.startsWith('val_') && !isValidated)) return [];
      const near = meant(monitor.name, names);
      const nearest = /"(.+)"/.exec(near.en)?.[1];
      const logs = names.join(', ');
      return [
        {
          node: whereOf([callback, monitor]),
          message: words(
            `${callback.name} watches '${monitor.name}', which will not be among the logs: ${logs}.${near.en} What compile does not name in metrics is not measured.`,
            `${callback.name}이(가) 지켜보는 '${monitor.name}'이(가) 로그에 없게 됩니다. 있는 것: ${logs}.${near.ko} compile의 metrics에 적지 않은 것은 재지 않습니다.`,
          ),
          fixes: [
            ...monitorFix(monitor, callback, nearest ?? (isValidated ? 'val_loss' : 'loss')),
            ...metricFix(base, compiled.options?.node, metrics),
          ],
        },
      ];
    });
  },
};

/** The metric that is watched, among those that are compiled. */
function metricFix(
  base: string,
  options: ts.ObjectLiteralExpression | undefined,
  metrics: readonly Named[],
): LintFix[] {
  if (!/^(acc(uracy)?|ma[ep]|mse|precision|recall|binaryAccuracy)$/i.test(base) || !options) return [];
  const name = /^acc/i.test(base) ? 'accuracy' : base;
  const title = words(`Measure '${name}' too`, `'${name}'도 재기`);
  const last = metrics.at(-1);
  if (last) {
    const isInList = last.node.parent.getText().startsWith('[');
    return isInList ? [{ title, edits: [inserted(last.node, `, '${name}'`, 'after')] }] : [];
  }
  const isWritten = options.properties.some((property) => property.name?.getText() === 'metrics');
  return isWritten ? [] : [{ title, edits: [withField(options, `metrics: ['${name}']`)] }];
}
