import * as vscode from 'vscode';

/** A lesson of the course, as the picker tells it. */
export interface Lesson {
  /** The file in `workbooks/en` and `workbooks/ko`; students get copies of it without solutions, from `dist/lessons`. */
  file: string;
  /** The name of that file before the lessons were numbered: a student may have a copy that is called so. */
  formerly?: string;
  title: string;
  /** What it teaches, in a line. */
  teaches: string;
  /** How long a student takes with it. */
  minutes: number;
}

/** The lessons in the order of the course. */
export const lessons = (): readonly Lesson[] => [
  {
    file: '01-input-scaling.ipynb',
    title: vscode.l10n.t('Input scaling'),
    teaches: vscode.l10n.t('Three ways to put columns on one scale, and what happens without'),
    minutes: 30,
  },
  {
    file: '02-epochs-steps-batches.ipynb',
    title: vscode.l10n.t('Epochs, steps and batches'),
    teaches: vscode.l10n.t('What fit counts, three ways to place checkpoints, what a batch holds, shuffling'),
    minutes: 45,
  },
  {
    file: '03-l2-and-ridge.ipynb',
    title: vscode.l10n.t('L2: a price on weights'),
    teaches: vscode.l10n.t(
      'Ridge in closed form and by gradient descent, the four meanings of λ, L2 in a network',
    ),
    minutes: 45,
  },
  {
    file: '04-dropout.ipynb',
    title: vscode.l10n.t('Dropout'),
    teaches: vscode.l10n.t('The standard net and the thinned one, 1/(1 − p), rates, five ways to regularize'),
    minutes: 45,
  },
  {
    file: '05-early-stopping-and-callbacks.ipynb',
    formerly: 'callbacks.ipynb',
    title: vscode.l10n.t('Early stopping and callbacks'),
    teaches: vscode.l10n.t('Early stopping, checkpoints, learning rate, callbacks of your own, TensorBoard'),
    minutes: 60,
  },
  {
    file: '06-batch-normalization.ipynb',
    title: vscode.l10n.t('Batch normalization'),
    teaches: vscode.l10n.t('Vanishing and exploding gradients, moving statistics, in place of dropout'),
    minutes: 45,
  },
  {
    file: '07-titanic.ipynb',
    formerly: 'titanic.ipynb',
    title: vscode.l10n.t('Who survived the Titanic?'),
    teaches: vscode.l10n.t('Data, a network with batch normalization and dropout, training, test'),
    minutes: 60,
  },
  {
    file: '08-wine.ipynb',
    title: vscode.l10n.t('Wine: one answer out of many'),
    teaches: vscode.l10n.t('Softmax, crossentropy, unbalanced classes, your own CSV, a package from npm'),
    minutes: 60,
  },
  {
    file: '09-imdb.ipynb',
    title: vscode.l10n.t('IMDB: praise or not?'),
    teaches: vscode.l10n.t('From words to numbers, where overfitting begins, the words for and against'),
    minutes: 60,
  },
  {
    file: '10-boston.ipynb',
    title: vscode.l10n.t('What is a house worth?'),
    teaches: vscode.l10n.t(
      'Regression: baselines, MAE, RMSE, R², residuals, a column that should not be there',
    ),
    minutes: 45,
  },
  {
    file: '11-model-selection.ipynb',
    title: vscode.l10n.t('Model selection and optimizers'),
    teaches: vscode.l10n.t(
      'Which last layer, loss and metric for which task; four optimizers and their rates',
    ),
    minutes: 45,
  },
  {
    file: '12-tensorboard.ipynb',
    title: vscode.l10n.t('TensorBoard: a training seen from outside'),
    teaches: vscode.l10n.t('Metrics of several runs, the graph, histograms of gradients, embeddings in 3D'),
    minutes: 45,
  },
];
