import type { CheckedRule, CheckPayload, Words } from '../../protocol/index.js';

const both = (en: string, ko: string): Words => ({ en, ko });

const rule = (words: Words, more: Partial<CheckedRule> = {}): CheckedRule => ({
  words,
  passed: true,
  points: 1,
  maximum: 1,
  hidden: false,
  ...more,
});
const open = { passed: false, points: 0 };

const uses = both(
  'The training uses EarlyStopping (monitor val_loss)',
  '학습에 EarlyStopping (monitor val_loss) 사용',
);
const stops = both('The training stops before epoch 40', '학습이 에포크 40 전에 멈춤');
const best = both('The weights of the best epoch are put back', '가장 좋은 에포크의 가중치로 되돌림');
const accuracy = both('The best val_accuracy is at least 0.79', '가장 좋은 val_accuracy은(는) 0.79 이상');

const hints: CheckPayload['hints'] = [
  {
    words: both(
      'Which callback of Keras watches a value and ends the training?',
      '값을 지켜보다가 학습을 끝내는 Keras 콜백은 무엇인가요?',
    ),
    shown: true,
  },
  {
    words: both(
      'Give it patience: 5 and restoreBestWeights: true.',
      'patience: 5와 restoreBestWeights: true를 주세요.',
    ),
    shown: false,
  },
  {
    words: both('A smaller patience stops earlier.', '인내(patience)가 작을수록 일찍 멈춥니다.'),
    rule: 1,
    shown: false,
  },
];

const payload = (parts: Partial<CheckPayload>): CheckPayload => {
  const rules = parts.rules ?? [];
  const sum = (pick: (one: CheckedRule) => number): number =>
    rules.reduce((total, one) => total + pick(one), 0);
  return {
    version: 1,
    id: 'early-stopping',
    title: both('Stop before it overfits', '과적합하기 전에 멈추기'),
    passed: rules.every(({ passed }) => passed),
    points: sum(({ points }) => points),
    maximum: sum(({ maximum }) => maximum),
    rules,
    more: 0,
    hints: [],
    runs: ['Run 3'],
    ...parts,
  };
};

const stopsLate = rule(stops, {
  ...open,
  maximum: 2,
  found: both('it ran 60 epochs', '에포크 60개를 학습함'),
  wanted: both('stopped before epoch 40', '에포크 40 전에 멈춤'),
  where: both(
    'Look at the timeline of the training: on which value does EarlyStopping wait, and is its patience shorter than the rest?',
    '학습의 타임라인을 보세요. EarlyStopping은 어떤 값을 보며, 인내(patience)가 남은 에포크보다 짧은가요?',
  ),
});

/** Named payloads: the gallery shows them, the picture tests keep them. */
export const checkExamples: Record<string, () => CheckPayload> = {
  'under-way': () =>
    payload({
      rules: [
        rule(uses),
        stopsLate,
        rule(best, {
          ...open,
          found: both(
            'EarlyStopping that keeps the last weights',
            '마지막 가중치를 그대로 두는 EarlyStopping',
          ),
          wanted: both('those of the best epoch', '가장 좋은 에포크의 가중치'),
          where: both(
            'Set restoreBestWeights: true in new EarlyStopping({ … }).',
            'new EarlyStopping({ … })에 restoreBestWeights: true를 주세요.',
          ),
        }),
        rule(accuracy),
      ],
      more: 2,
      hints,
    }),
  passed: () =>
    payload({
      rules: [rule(uses), rule(stops, { points: 2, maximum: 2 }), rule(best), rule(accuracy)],
      hints: hints.map((hint) => ({ ...hint, shown: hint.rule === undefined })),
    }),
  'not-begun': () =>
    payload({
      id: 'mean',
      title: both('A function for the mean', '평균을 구하는 함수'),
      runs: [],
      rules: ['mean([1, 2, 3]) is 2', 'mean([5]) is 5', 'mean([]) is NaN'].map((words) =>
        rule(both(words, words.replace(' is ', '은(는) ').replace('은(는)', '은')), {
          ...open,
          missing: true,
          found: both('there is no mean yet', '아직 mean이(가) 없음'),
          wanted: both('a cell that declares mean', 'mean을(를) 선언하는 셀'),
          where: both(
            'Run the cell of the task first; it declares mean, under exactly this name.',
            '먼저 과제 셀을 실행하세요. 그 셀이 바로 이 이름으로 mean을(를) 선언합니다.',
          ),
        }),
      ),
      hints: hints.slice(0, 2).map((hint) => ({ ...hint, shown: false })),
    }),
  'handed-in': () =>
    payload({
      title: both('Five seeds', '시드 다섯 개'),
      rules: [
        rule(
          both(
            'The trained model has dropout after each hidden layer',
            '학습한 모델의 은닉층마다 뒤에 드롭아웃이 있음',
          ),
        ),
        rule(
          both(
            'The mean val_accuracy at the end of the last 5 trainings is at least 0.79',
            '마지막 학습 5번의 끝 val_accuracy 평균은 0.79 이상',
          ),
          {
            ...open,
            maximum: 2.5,
            hidden: true,
            found: both(
              '0.7812, of 0.7709, 0.7877, 0.7821, 0.7765, 0.7888',
              '0.7812 (0.7709, 0.7877, 0.7821, 0.7765, 0.7888)',
            ),
            wanted: both('at least 0.79', '0.79 이상'),
          },
        ),
      ],
      runs: ['Run 4', 'Run 5', 'Run 6', 'Run 7', 'Run 8'],
    }),
  'never-ends': () =>
    payload({
      id: 'collatz',
      title: both('Collatz', '콜라츠'),
      runs: [],
      rules: [
        rule(both('steps(1) is 0', 'steps(1)은 0')),
        rule(both('steps(27) is 111', 'steps(27)은 111'), {
          ...open,
          found: both('steps(27) had not ended after 10 s', '10초가 지나도 steps(27)이(가) 끝나지 않음'),
          wanted: both('an end, well within that time', '그 시간 안에 끝남'),
          where: both(
            'Look at the loops in it: does the condition of each become false at some time?',
            '반복문을 보세요. 조건이 언젠가 거짓이 되나요?',
          ),
        }),
      ],
    }),
  'without-rules': () => payload({ id: 'empty', title: both('Nothing asked', '규칙 없음'), runs: [] }),
  'odd-words': () =>
    payload({
      id: '<script>alert(1)</script>',
      title: both('<b>"Ünïcode"</b> & 🙂', '<b>"한글"</b> & 🙂'),
      rules: Array.from({ length: 12 }, (_, i) =>
        rule(both(`Rule ${i + 1} `.repeat(i + 1).trim(), `규칙 ${i + 1} `.repeat(i + 1).trim()), {
          ...(i % 3 === 1 && { ...open, maximum: 1000, found: both('x'.repeat(200), '가'.repeat(120)) }),
        }),
      ),
      more: 1,
    }),
};
