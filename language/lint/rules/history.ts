import { validates } from '../program/index.js';
import { logsOf } from '../reading/logs.js';
import { callbacksOf } from '../reading/monitors.js';
import type { Rule } from '../rule.js';
import { meant, words } from '../words.js';

export const historyWithoutValidation: Rule = {
  name: 'history-without-validation',
  severity: 'warning',
  look(event) {
    if (event.kind !== 'history-read' || !event.name.startsWith('val_')) return [];
    if (validates(event.history.options) !== false) return [];
    return [
      {
        node: event.site,
        message: words(
          `The history has no ${event.name}: that fit had no rows to validate with. Give validationData or validationSplit to fit.`,
          `이 history에는 ${event.name}이(가) 없습니다. 그 fit에는 검증할 행이 없었습니다. fit에 validationData나 validationSplit을 주세요.`,
        ),
      },
    ];
  },
};

/** What every list has. */
const OF_OBJECTS = new Set(Object.getOwnPropertyNames(Object.prototype));

export const historyUnknown: Rule = {
  name: 'history-unknown',
  severity: 'warning',
  look(event) {
    if (event.kind !== 'history-read' || OF_OBJECTS.has(event.name)) return [];
    const { model, options } = event.history;
    const logs = logsOf(model, options);
    // A callback of the student's own may log whatever it likes.
    if (!logs || !options || callbacksOf(options).others || logs.has(event.name)) return [];
    if (event.name.startsWith('val_') && logs.isValidated === false) return [];
    const near = meant(event.name, logs.names);
    const listed = logs.names.join(', ');
    return [
      {
        node: event.site,
        message: words(
          `The history will have no '${event.name}', only ${listed}.${near.en} What compile does not name in metrics is not measured.`,
          `이 history에는 '${event.name}'이(가) 없고 ${listed}만 있게 됩니다.${near.ko} compile의 metrics에 적지 않은 것은 재지 않습니다.`,
        ),
      },
    ];
  },
};
