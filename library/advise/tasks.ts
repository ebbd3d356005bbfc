import { say } from '../../words/index.js';

/** The kinds of task that a course meets, as the table of model selection names them. */
export type TaskName = 'binary' | 'multiclass' | 'multilabel' | 'regression' | 'share';

/** A row of the table of model selection. Names are those that tfjs takes. */
export interface TaskChoice {
  task: TaskName;
  /** In the reader's language. */
  meaning: string;
  /** How many units the last layer needs, in words. */
  lastUnits: string;
  lastActivation: 'sigmoid' | 'softmax' | 'linear';
  loss: string;
  metric: string;
}

/** A row of the table of optimizers. */
export interface OptimizerChoice {
  optimizer: string;
  learningRate: number;
}

/**
 * Last activation, loss and metric by task, as in the table of Chollet, "Deep Learning with Python" (2nd edition, chapter 6),
 * which the lecture shows too.
 */
export const taskChoices = (): readonly TaskChoice[] => [
  {
    task: 'binary',
    meaning: say('two classes: yes or no', '두 클래스: 예 또는 아니요'),
    lastUnits: '1',
    lastActivation: 'sigmoid',
    loss: 'binaryCrossentropy',
    metric: 'accuracy',
  },
  {
    task: 'multiclass',
    meaning: say('one of several classes', '여러 클래스 중 하나'),
    lastUnits: say('one for each class', '클래스마다 하나'),
    lastActivation: 'softmax',
    loss: 'categoricalCrossentropy',
    metric: 'accuracy',
  },
  {
    task: 'multilabel',
    meaning: say('several labels at once, each yes or no', '레이블 여러 개, 각각 예 또는 아니요'),
    lastUnits: say('one for each label', '레이블마다 하나'),
    lastActivation: 'sigmoid',
    loss: 'binaryCrossentropy',
    metric: 'binaryAccuracy',
  },
  {
    task: 'regression',
    meaning: say('any number', '임의의 수'),
    lastUnits: say('one for each number', '수마다 하나'),
    lastActivation: 'linear',
    loss: 'meanSquaredError',
    metric: 'meanAbsoluteError',
  },
  {
    task: 'share',
    meaning: say('a number from 0 to 1', '0에서 1까지의 수'),
    lastUnits: say('one for each number', '수마다 하나'),
    lastActivation: 'sigmoid',
    loss: 'meanSquaredError',
    metric: 'meanAbsoluteError',
  },
];

/** The learning rates that Keras' optimizers begin with, by the names of `tf.train`; SGD and Adagrad as Keras has them. */
export const optimizerChoices: readonly OptimizerChoice[] = [
  { optimizer: 'adam', learningRate: 0.001 },
  { optimizer: 'rmsprop', learningRate: 0.001 },
  { optimizer: 'sgd', learningRate: 0.01 },
  { optimizer: 'adagrad', learningRate: 0.01 },
];
