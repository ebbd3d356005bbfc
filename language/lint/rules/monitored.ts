import ts from 'typescript6';
import { inserted, quoted, replaced, withField } from '../edits.js';
import type { LintEdit, LintFix } from '../finding.js';
import { type CallbackValue, type FitEvent, fieldOf, type ModelState, validates } from '../program/index.js';
import { metricsOf } from '../reading/compiled.js';
import { logsOf } from '../reading/logs.js';
import { callbacksOf, type Monitor, monitorOf } from '../reading/monitors.js';
import type { Found, Rule } from '../rule.js';
import { meant, words } from '../words.js';

/** The callbacks of a fit; none where others may log whatever they like. */
function certainCallbacks({ options }: FitEvent): CallbackValue[] {
  const { known, others } = options ? callbacksOf(options) : { known: [], others: true };
  return others ? [] : known;
}

const watched = (event: FitEvent): [CallbackValue, Monitor][] =>
  certainCallbacks(event).flatMap((callback): [CallbackValue, Monitor][] => {
    const monitor = monitorOf(callback);
    return monitor ? [[callback, monitor]] : [];
  });

const whereOf = ([{ node }, { field }]: [CallbackValue, Monitor]): ts.Node => field?.node ?? node;

/** A share for the validation, where the options of the fit are written in one piece. */
function validationFix({ method, options }: FitEvent): LintFix[] {
  if (method !== 'fit' || !options?.node) return [];
  const title = words(
    'Validate on a fifth of the rows: validationSplit: 0.2',
    '행의 5분의 1로 검증: validationSplit: 0.2',
  );
  const share = options.fields.get('validationSplit')?.property;
  const edit = share
    ? replaced(share, 'validationSplit: 0.2')
    : withField(options.node, 'validationSplit: 0.2');
  return [{ title, edits: [edit] }];
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
    const ofMonitors = watched(event)
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
    return [...ofMonitors, ...criteria(event), ...fileNames(event)];
  },
};

/** `new StoppingCriteria({ validation: 5 })` */
const criteria = (event: FitEvent): Found[] =>
  certainCallbacks(event).flatMap(({ name, options }) => {
    const field = name === 'StoppingCriteria' ? fieldOf(options, 'validation') : undefined;
    if (!field) return [];
    return [
      {
        node: field.property,
        message: words(
          `StoppingCriteria: the criterion 'validation' needs 'val_loss', which will not be among the logs. Give ${event.method} validationData or validationSplit.`,
          `StoppingCriteria: 'validation' 조건에는 'val_loss'가 필요한데 로그에 없게 됩니다. ${event.method}에 validationData나 validationSplit을 주세요.`,
        ),
        fixes: validationFix(event),
      },
    ];
  });

/** `{val_loss:.2f}` in the name of a file. */
const fileNames = (event: FitEvent): Found[] =>
  certainCallbacks(event).flatMap(({ name, filepath, node }) => {
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

export const monitorUnknown: Rule = {
  name: 'monitor-unknown',
  severity: 'warning',
  look(event) {
    const logs = event.kind === 'fit' ? logsOf(event.model, event.options) : undefined;
    if (event.kind !== 'fit' || !logs) return [];
    return watched(event).flatMap(([callback, monitor]) => {
      const { name } = monitor;
      if (logs.has(name) || (name.startsWith('val_') && logs.isValidated === false)) return [];
      const near = meant(name, logs.names);
      const listed = logs.names.join(', ');
      const otherwise = logs.isValidated === false ? 'loss' : 'val_loss';
      return [
        {
          node: whereOf([callback, monitor]),
          message: words(
            `${callback.name} watches '${name}', which will not be among the logs: ${listed}.${near.en} What compile does not name in metrics is not measured.`,
            `${callback.name}이(가) 지켜보는 '${name}'이(가) 로그에 없게 됩니다. 있는 것: ${listed}.${near.ko} compile의 metrics에 적지 않은 것은 재지 않습니다.`,
          ),
          fixes: [
            ...monitorFix(monitor, callback, near.name ?? otherwise),
            ...metricFix(name.replace(/^val_/, ''), event.model),
          ],
        },
      ];
    });
  },
};

/** The metric that is watched, among those that are compiled. */
function metricFix(base: string, model: ModelState | undefined): LintFix[] {
  const compiled = model?.compiled === 'maybe' ? undefined : model?.compiled?.options;
  const metrics = compiled && metricsOf(compiled);
  const options = compiled?.node;
  if (!metrics) return [];
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
