import type { PictureName } from '../renderers/registry.js';
import type { Words } from './words.js';

/** What a picture is for, and what each of its examples shows. */
export interface Description {
  title: Words;
  line: Words;
  /** The call or setting that brings the picture into a notebook. */
  call: string;
  /** One line for each example, where its name does not say it all. */
  examples: Record<string, string>;
}

const oddNames = 'Names that are markup, quotes or Korean are drawn as the text they are.';

export const descriptions: Record<PictureName, Description> = {
  training: {
    title: { en: 'Training', ko: '학습 곡선' },
    line: {
      en: 'Loss and metrics as model.fit runs: single batches, epochs, the best epoch, the learning rate and the penalty of regularization.',
      ko: 'model.fit이 도는 동안의 손실과 지표: 배치, 에포크, 가장 좋은 에포크, 학습률, 규제 벌점.',
    },
    call: 'await model.fit(x, y, { epochs })',
    examples: {
      validation:
        'Training against validation; the dotted line marks the epoch of the lowest validation loss.',
      'one-epoch': 'A single epoch is a point, not a line.',
      running: 'Twelve of fifty epochs done, as seen while the cell still runs.',
      'before-first-epoch': 'Only batches yet.',
      empty: 'Interrupted before the first batch ended.',
      'no-validation': 'Without validation data the best epoch is that of the training loss.',
      'no-metric': 'A model compiled without metrics has one panel.',
      'two-metrics': 'Each metric gets a panel of its own.',
      penalty: 'The data losses, dashed, told apart from what L2 adds to them.',
      'penalty-in-training-only': 'A run saved when the validation loss held no penalty yet.',
      'learning-rate': 'A rate that falls in steps, on a scale of powers of ten beneath the curves.',
      'learning-rate-decay': 'A rate that decays with every epoch.',
      nan: 'A loss that became NaN in epoch 7: the line ends and the place is marked.',
      infinity: 'Infinite values leave a gap and are said in words.',
      'all-nan': 'No finite number at all.',
      'ten-thousand-epochs': 'Thinned so that peaks and valleys stay.',
      stopped: 'Stopped by hand; what was learnt is kept.',
      failed: 'The error that ended the run, in its own words.',
      lost: 'The kernel died; what was recorded until then is still there.',
      compact: 'One line per run, as cross-validation shows its folds.',
      'compact-running': 'A fold in progress.',
      'odd-names': oddNames,
      group: 'Twelve folds of a cross-validation, one under another.',
      callbacks: 'Under the curves, on the same axis, what each callback did and why.',
      'callbacks-running': 'Patience counts up while the run goes on.',
    },
  },
  timeline: {
    title: { en: 'Callback timeline', ko: '콜백 타임라인' },
    line: {
      en: 'What every callback did in which epoch, and why: patience, checkpoints kept and replaced, learning rates, the decision to stop.',
      ko: '각 콜백이 어느 에포크에 무엇을 왜 했는지: 인내, 저장하거나 건너뛴 체크포인트, 학습률, 멈추기로 한 결정.',
    },
    call: 'await show.timeline()',
    examples: {
      lecture: 'Early stopping, checkpoints and a falling rate against one validation loss.',
      'every-kind': 'Every callback there is, in one run.',
      running: 'Early stopping counts while the training goes on.',
      'before-first-epoch': 'Nothing has happened yet; the settings already stand.',
      'one-epoch': 'A single epoch, which is always the best so far.',
      'no-callbacks': 'A run without callbacks says so.',
      batches: 'Callbacks that act within an epoch.',
      criteria: "The lecture's three stopping criteria, each against its threshold.",
      'hundred-epochs': 'A hundred and twenty epochs, every event still its own mark.',
      'ten-thousand-epochs': 'Neighbouring events fold into one mark with a count.',
      'many-saves': 'Six hundred checkpoints.',
      'twelve-lanes': 'Fifteen early stoppings of growing patience.',
      failed: 'A checkpoint that could not be written, and a loss that became NaN.',
      lost: 'The kernel died after the twelfth epoch.',
      'all-nan': 'Nothing to compare: NaN is never an improvement.',
      'odd-names': oddNames,
    },
  },
  table: {
    title: { en: 'Table', ko: '표' },
    line: {
      en: 'Rows with the type, the missing values and the spread of each column. A click on a name sorts.',
      ko: '각 열의 형식, 빠진 값, 분포와 함께 보는 행. 열 이름을 누르면 정렬합니다.',
    },
    call: 'await show.table(table)',
    examples: {
      passengers: 'Two hundred of 1,309 passengers, with missing ages and cabins.',
      small: 'A table that fits whole.',
      empty: 'No columns and no rows.',
      'many-columns': 'Wider than the cell: it scrolls, its header stays.',
      'odd-names': oddNames,
    },
  },
  'confusion-matrix': {
    title: { en: 'Confusion matrix', ko: '혼동 행렬' },
    line: {
      en: 'True classes against predicted ones, with the share of each row, precision and recall.',
      ko: '실제 클래스와 예측 클래스, 각 행의 비율, 정밀도와 재현율.',
    },
    call: 'await show.confusionMatrix(yTest, predictions, { labels })',
    examples: {
      survival: 'Two classes of the Titanic test set.',
      digits: 'Ten digits; the confusions stand off the diagonal.',
      'hundred-classes': 'Too many for numbers in cells: colour alone, numbers under the pointer.',
      'one-sided': 'A model that always says the same.',
      empty: 'No classes.',
      'odd-names': oddNames,
    },
  },
  'vega-lite': {
    title: { en: 'Vega-Lite chart', ko: 'Vega-Lite 차트' },
    line: {
      en: "A chart of the reader's own in the editor's colours. It loads nothing from the network, and no text in it becomes code.",
      ko: '직접 만든 차트를 편집기의 색으로 그립니다. 네트워크에서 아무것도 불러오지 않고, 차트의 텍스트가 코드로 실행되지 않습니다.',
    },
    call: 'await show.vegaLite(spec)',
    examples: {
      scatter: 'Points in two groups over a logarithmic axis.',
      'from-network': 'Data by address is refused, and the refusal is told.',
      broken: 'A mark that Vega-Lite does not know.',
      'odd-names': oddNames,
    },
  },
  dropout: {
    title: { en: 'Dropout', ko: '드롭아웃' },
    line: {
      en: 'The standard net and the thinned one of any recorded step, side by side: silenced units crossed out, their edges gone, from the very masks of training.',
      ko: '표준 신경망과, 기록된 스텝에서 솎아 낸 신경망을 나란히: 학습에 쓰인 마스크 그대로, 꺼진 유닛에는 가위표를 하고 연결선을 지웁니다.',
    },
    call: 'await show.dropout()',
    examples: {
      lecture: 'The net as the lecture draws it: (a) standard, (b) after applying dropout.',
      titanic: 'Two Dropout layers with rates 0.3 and 0.2.',
      'one-layer': 'Dropout on the inputs of a net of one layer.',
      'one-unit': 'Layers of one unit: when it is silenced, nothing comes through.',
      'full-32': 'Thirty-two units are the most that are drawn as nodes.',
      'wide-33': 'From 33 units on, a layer is folded.',
      'wide-512': 'Three layers of 512 as grids of units.',
      'wide-4096': 'The widest grid.',
      convolutions: 'Channels as grids; SpatialDropout silences whole channels.',
      'two-inputs': 'A model with two inputs.',
      branched: 'Branches that part and meet again.',
      'fifty-layers': 'Fifty layers of twelve units.',
      'fifty-wide-layers': 'Fifty wide layers.',
      'rate-0': 'Rate 0 silences nobody.',
      'rate-99': 'Rate 0.99: one unit in a hundred stays, multiplied by 100.',
      'rate-1': 'Rate 1 leaves nothing.',
      'before-first-step': 'The net before its first mask.',
      'odd-names': oddNames,
      'bad-version': 'A payload of a later version.',
      'bad-no-dropout': 'A model without a Dropout layer.',
      'bad-zero-width': 'A layer of no units.',
      'bad-truncated-masks': 'Masks that end too soon.',
      'bad-truncated-weights': 'Weights that end too soon.',
      'bad-nan-weights': 'Weights that are NaN: the edges are missing, the units stay.',
      'bad-infinite-weights': 'Infinite weights.',
      'bad-nan-counts': 'Keep counts that are no numbers.',
      'bad-order': 'A layer fed by one that does not exist.',
    },
  },
  'batch-norm': {
    title: { en: 'Batch normalization', ko: '배치 정규화' },
    line: {
      en: 'Statistics of the batches against the moving ones that inference will use, with the memory of the momentum, γ and β, and activations before and after.',
      ko: '배치 통계와 추론에 쓰일 이동 통계, 모멘텀이 기억하는 정도, γ와 β, 정규화 전후의 활성값.',
    },
    call: 'await show.batchNorm()',
    examples: {
      'grown-up': 'Long enough: the moving statistics have caught up.',
      'short-training': 'Thirty steps at momentum 0.99: inference still normalizes by the starting values.',
      'one-channel': 'One channel, a line in place of a band.',
      'tiny-batch': 'Batches of four: statistics that jump.',
      'many-channels': 'Ninety-six channels as a heat map with a cursor.',
      'several-layers': 'Three layers with momentums of their own.',
      'no-parameters': 'Without scale and center.',
      'not-finite': 'Statistics that became NaN.',
      'first-step': 'After one step.',
      'no-steps': 'Before the first step.',
      'zero-width': 'A layer of no channels.',
      'no-layer': 'A model without batch normalization is told what to add.',
      'odd-names': oddNames,
    },
  },
  distributions: {
    title: { en: 'Distributions', ko: '분포' },
    line: {
      en: 'Weights, activations and gradients of every layer over the epochs, with dead and saturated units, and gradients that vanish or explode, called out by layer.',
      ko: '에포크에 따른 모든 층의 가중치, 활성값, 기울기. 죽거나 포화된 유닛, 소실되거나 폭발하는 기울기를 층마다 알립니다.',
    },
    call: 'await show.distributions()',
    examples: {
      healthy: 'Twenty epochs of a net that learns.',
      l2: 'What L2 does: penalty, data loss and the norm of the weights.',
      'dead-and-saturated': 'ReLU units that never fire, tanh units at their ends.',
      vanishing: 'Gradients that fade from the last layer to the first.',
      exploding: 'Gradients that triple each epoch.',
      'not-finite': 'From epoch 6 on, nothing is a number.',
      'fifty-layers': 'Fifty layers in one view.',
      'one-layer': 'A single layer.',
      'before-training': 'The initial weights alone.',
      'zero-width': 'A layer without weights.',
      'no-epochs': 'Nothing recorded.',
      'odd-names': oddNames,
    },
  },
  compare: {
    title: { en: 'Runs compared', ko: '실행 비교' },
    line: {
      en: 'Trainings side by side: curves overlaid, the gap between training and validation, the time of an epoch, and what differs between them.',
      ko: '여러 학습을 나란히: 겹친 곡선, 학습과 검증의 격차, 에포크당 시간, 서로 다른 점.',
    },
    call: 'await show.compare([history1, history2])',
    examples: {
      lecture: "The lecture's comparison: nothing, dropout, batch normalization, L2.",
      'two-rates': 'The same net at two learning rates.',
      'other-net': 'Different nets: the table says where they differ.',
      'no-validation': 'Without validation data there is no gap.',
      'not-finite': 'One of two runs became NaN.',
      'many-runs': 'Thirty runs.',
      'one-run': 'A run alone.',
      'before-first-epoch': 'One run has yet to finish an epoch.',
      none: 'Nothing to compare.',
      'odd-names': oddNames,
    },
  },
};
