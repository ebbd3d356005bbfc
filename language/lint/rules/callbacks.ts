import ts from 'typescript6';
import { quoted, replaced, without } from '../edits.js';
import { constantField, fieldOf, lacks } from '../program/index.js';
import { callbacksOf, monitorOf } from '../reading/monitors.js';
import type { Found, Rule } from '../rule.js';
import { words } from '../words.js';

const UP = /^(val_)?(acc|\w*accuracy|auc|precision|recall|f1(_?score)?|r2(_?score)?)$/i;
const DOWN = /^(val_)?(loss|mse|mae|mape|msle|rmse|\w*(error|crossentropy))$/i;

/** `monitor: 'val_accuracy', mode: 'min'` */
export const monitorMode: Rule = {
  name: 'monitor-mode',
  severity: 'warning',
  look(event) {
    if (event.kind !== 'callback') return [];
    const { callback } = event;
    const monitor = monitorOf(callback);
    const field = fieldOf(callback.options, 'mode');
    const mode = constantField(callback.options, 'mode');
    if (!monitor || !field || (mode !== 'min' && mode !== 'max')) return [];
    const wanted = UP.test(monitor.name) ? 'max' : DOWN.test(monitor.name) ? 'min' : mode;
    if (wanted === mode) return [];
    return [
      {
        node: field.node,
        message:
          wanted === 'max'
            ? words(
                `Of '${monitor.name}' more is better, but mode 'min' takes every rise for a step back, and the worst epoch for the best. Use mode: 'max', or leave mode out.`,
                `'${monitor.name}'은(는) 클수록 좋은데 mode 'min'은 오를 때마다 나빠진 것으로, 가장 나쁜 에포크를 가장 좋은 것으로 봅니다. mode: 'max'를 쓰거나 mode를 빼세요.`,
              )
            : words(
                `Of '${monitor.name}' less is better, but mode 'max' takes every fall for a step back, and the worst epoch for the best. Use mode: 'min', or leave mode out.`,
                `'${monitor.name}'은(는) 작을수록 좋은데 mode 'max'는 내릴 때마다 나빠진 것으로, 가장 나쁜 에포크를 가장 좋은 것으로 봅니다. mode: 'min'을 쓰거나 mode를 빼세요.`,
              ),
        fixes: [
          {
            title: words(`Use mode: '${wanted}'`, `mode: '${wanted}' 쓰기`),
            edits: [replaced(field.node, quoted(field.node, wanted))],
          },
        ],
      },
    ];
  },
};

/** Options of `EarlyStopping` that were given to something else. */
export const restoreWithoutStopping: Rule = {
  name: 'restore-without-stopping',
  severity: 'warning',
  look(event) {
    const [options, callee] =
      event.kind === 'fit'
        ? [event.options, `model.${event.method}`]
        : event.kind === 'callback' && event.callback.name !== 'EarlyStopping'
          ? [event.callback.options, event.callback.name]
          : [];
    const field = fieldOf(options, 'restoreBestWeights');
    if (!field || !callee || !ts.isObjectLiteralExpression(field.property.parent)) return [];
    return [
      {
        node: field.property,
        message: words(
          `${callee} has no option restoreBestWeights: it belongs to EarlyStopping, which alone knows the best epoch. Write callbacks: [new EarlyStopping({ patience: 5, restoreBestWeights: true })].`,
          `${callee}에는 restoreBestWeights 옵션이 없습니다. 가장 좋은 에포크를 아는 EarlyStopping의 옵션입니다. callbacks: [new EarlyStopping({ patience: 5, restoreBestWeights: true })]처럼 쓰세요.`,
        ),
        fixes: [
          {
            title: words('Remove restoreBestWeights here', '여기서 restoreBestWeights 지우기'),
            edits: [without(field.property, field.property.parent.properties)],
          },
        ],
      },
    ];
  },
};

/** tfjs' own early stopping refuses it. */
export const restoreOfTfjs: Rule = {
  name: 'restore-of-tfjs',
  severity: 'warning',
  look(event) {
    if (event.kind !== 'callback' || event.callback.from !== 'tf') return [];
    const field = fieldOf(event.callback.options, 'restoreBestWeights');
    if (!field || constantField(event.callback.options, 'restoreBestWeights') !== true) return [];
    return [
      {
        node: field.property,
        message: words(
          'tf.callbacks.earlyStopping cannot restore the best weights yet: TensorFlow.js throws. EarlyStopping of epochbook can.',
          'tf.callbacks.earlyStopping은 아직 가장 좋은 가중치를 되돌리지 못해 TensorFlow.js가 오류를 냅니다. epochbook의 EarlyStopping은 할 수 있습니다.',
        ),
        fixes: ofEpochbook(event.callback.node),
      },
    ];
  },
};

function ofEpochbook(call: ts.Expression): Found['fixes'] {
  if (!ts.isCallExpression(call)) return [];
  return [
    {
      title: words(
        "Use new EarlyStopping (import it from 'epochbook')",
        "new EarlyStopping 쓰기('epochbook'에서 import하세요)",
      ),
      edits: [replaced(call.expression, 'new EarlyStopping')],
    },
  ];
}

/** More patience than epochs. */
export const patienceTooLong: Rule = {
  name: 'patience-too-long',
  severity: 'warning',
  look(event) {
    if (event.kind !== 'fit' || !event.options) return [];
    const epochs = constantField(event.options, 'epochs');
    const initial = event.options.fields.has('initialEpoch') || event.options.open;
    if (typeof epochs !== 'number' || initial) return [];
    return callbacksOf(event.options).known.flatMap(({ name, options }): Found[] => {
      const patience = constantField(options, 'patience');
      const field = fieldOf(options, 'patience');
      if (name !== 'EarlyStopping' && name !== 'ReduceLROnPlateau') return [];
      if (!field || !options || typeof patience !== 'number' || patience < epochs) return [];
      // It is a way to have the best weights restored without stopping.
      if (name === 'EarlyStopping' && !lacks(options, 'restoreBestWeights')) return [];
      return [
        {
          node: field.node,
          message: words(
            `With ${epochs} epochs a patience of ${patience} never runs out: ${name} will do nothing. Give less patience, or more epochs.`,
            `에포크가 ${epochs}개면 인내 ${patience}은(는) 바닥나지 않습니다. ${name}은(는) 아무것도 하지 않게 됩니다. 인내를 줄이거나 에포크를 늘리세요.`,
          ),
          fixes: [],
        },
      ];
    });
  },
};

/** The training stops before the learning rate could be cut. */
export const plateauAfterStop: Rule = {
  name: 'plateau-after-stop',
  severity: 'information',
  look(event) {
    if (event.kind !== 'fit' || !event.options) return [];
    const { known } = callbacksOf(event.options);
    const stop = known.find(({ name }) => name === 'EarlyStopping');
    const cut = known.find(({ name }) => name === 'ReduceLROnPlateau');
    if (!stop?.options || !cut?.options) return [];
    const stopPatience = lacks(stop.options, 'patience') ? 0 : constantField(stop.options, 'patience');
    const cutPatience = lacks(cut.options, 'patience') ? 10 : constantField(cut.options, 'patience');
    if (typeof stopPatience !== 'number' || typeof cutPatience !== 'number') return [];
    const monitor = monitorOf(stop)?.name;
    if (monitor === undefined || monitor !== monitorOf(cut)?.name || cutPatience < stopPatience) return [];
    if (!lacks(stop.options, 'startFromEpoch') || !lacks(stop.options, 'baseline')) return [];
    const field = fieldOf(cut.options, 'patience');
    return [
      {
        node: field?.node ?? cut.node,
        message: words(
          `ReduceLROnPlateau waits ${cutPatience} epochs, but EarlyStopping ends the training after ${stopPatience}: it usually ends before the rate is cut. The one that cuts needs less patience.`,
          `ReduceLROnPlateau는 에포크 ${cutPatience}개를 기다리는데 EarlyStopping이 ${stopPatience}개 뒤에 학습을 끝내므로 대개 학습률이 줄기 전에 끝납니다. 학습률을 줄이는 쪽의 인내가 더 작아야 합니다.`,
        ),
        fixes:
          field && ts.isNumericLiteral(field.node) && stopPatience >= 2
            ? [
                {
                  title: words(
                    `Use patience: ${Math.floor(stopPatience / 2)}`,
                    `patience: ${Math.floor(stopPatience / 2)} 쓰기`,
                  ),
                  edits: [replaced(field.node, String(Math.floor(stopPatience / 2)))],
                },
              ]
            : [],
      },
    ];
  },
};
