import type { CallbackLane, RunPayload } from '../../protocol/index.js';
import { failed, passed, type Verdict } from './rule.js';
import { words } from './words.js';

const where = (callback: string) =>
  words(
    `Look at callbacks in model.fit: callbacks: [new ${callback}({ … })].`,
    `model.fit의 callbacks를 보세요: callbacks: [new ${callback}({ … })]`,
  );

const lanesOf = (run: RunPayload): readonly CallbackLane[] => run.callbacks?.lanes ?? [];

/** A setting of a lane; what it watches stands beside them. */
const settingOf = ({ settings, monitor, mode }: CallbackLane, name: string): unknown =>
  name === 'monitor' ? monitor : name === 'mode' ? (settings.mode ?? mode) : settings[name];

function absent(run: RunPayload, callback: string): Verdict {
  const names = lanesOf(run).map(({ name }) => name);
  const found =
    names.length > 0
      ? words(`only ${names.join(', ')}`, `${names.join(', ')}만 있음`)
      : words('no callback', '콜백 없음');
  return failed(found, { en: callback, ko: callback }, where(callback));
}

const alike = (found: unknown, wanted: unknown): boolean =>
  typeof found === 'number' && typeof wanted === 'number'
    ? Math.abs(found - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted))
    : found === wanted;

export function used(
  run: RunPayload,
  callback: string,
  settings: Readonly<Record<string, unknown>>,
): Verdict {
  const lanes = lanesOf(run).filter(({ name }) => name === callback);
  if (lanes.length === 0) return absent(run, callback);
  const apart = lanes.map((lane) =>
    Object.entries(settings).filter(([name, value]) => !alike(settingOf(lane, name), value)),
  );
  const [first = []] = apart;
  const [lane] = lanes;
  if (apart.some((list) => list.length === 0) || !lane) return passed;
  const found = first.map(([name]) => `${name} ${String(settingOf(lane, name) ?? '–')}`).join(', ');
  const wanted = first.map(([name, value]) => `${name} ${String(value)}`).join(', ');
  return failed({ en: found, ko: found }, { en: wanted, ko: wanted }, where(callback));
}

/** What a callback does beyond looking. */
const DEEDS = new Set(['saved', 'reduced', 'scheduled', 'stopped', 'restored', 'resumed', 'noted']);

export function acted(run: RunPayload, callback: string): Verdict {
  const { lanes = [], events = [] } = run.callbacks ?? {};
  if (!lanes.some(({ name }) => name === callback)) return absent(run, callback);
  if (events.some(({ lane, kind }) => lanes[lane]?.name === callback && DEEDS.has(kind))) return passed;
  return failed(
    words(`${callback} was there and did nothing`, `${callback}이(가) 있었지만 아무것도 하지 않음`),
    words('that it acts', '한 번 이상 움직임'),
    words(
      'Look at the timeline: which value does it watch, and how long does it wait before it acts?',
      '타임라인을 보세요. 어떤 값을 보고, 움직이기 전에 얼마나 기다리나요?',
    ),
  );
}

export function restoredBest(run: RunPayload): Verdict {
  const { events = [] } = run.callbacks ?? {};
  if (events.some(({ kind }) => kind === 'restored')) return passed;
  const early = lanesOf(run).find(({ name }) => name === 'EarlyStopping');
  return failed(
    early
      ? words('EarlyStopping that keeps the last weights', '마지막 가중치를 그대로 두는 EarlyStopping')
      : words('the weights of the last epoch', '마지막 에포크의 가중치'),
    words('those of the best epoch', '가장 좋은 에포크의 가중치'),
    words(
      'Set restoreBestWeights: true in new EarlyStopping({ … }).',
      'new EarlyStopping({ … })에 restoreBestWeights: true를 주세요.',
    ),
  );
}
