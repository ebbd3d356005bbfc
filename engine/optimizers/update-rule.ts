import type { Tensor, Variable } from '@tensorflow/tfjs-core';

/** What an optimizer remembers of a weight, by the names that Keras gives it. */
export type Slots = Readonly<Record<string, Tensor>>;

/** What an optimizer keeps of a weight: variables by the names of the slots. */
export type WeightState = Record<string, Variable>;

/** Slots by name, with the value that each has before the first update. */
export type SlotGroup = Readonly<Record<string, number>>;

export type OwnOptions = Readonly<Record<string, number | boolean>>;

/** A step of one weight. */
export interface Step {
  gradient: Tensor;
  value: Tensor;
  slots: Slots;
  rate: number;
  /** The number of the update, from 1. */
  update: number;
  options: OwnOptions;
  /** See `UpdateRule.shared`. */
  shared: number;
}

export interface Stepped {
  value: Tensor;
  slots: Slots;
}

/** How an optimizer moves a weight. */
export interface UpdateRule {
  /** The class in Keras: `AdamW`. */
  className: string;
  /** Its own options and their values in Keras, in the spelling of TensorFlow.js. */
  defaults: OwnOptions;
  learningRate: number;
  /** The rate of the name alone, where TensorFlow.js has the optimizer under that name with another one. */
  rateByName?: number;
  weightDecay?: number;
  /**
   * What is remembered of each weight, in groups as Keras lists them: a group's slots of the first weight, then of the
   * second.
   */
  slots(options: OwnOptions): readonly SlotGroup[];
  /** A number that all weights share, and how it goes on with each update; it starts with 1. */
  nextShared?(shared: number, update: number, options: OwnOptions): number;
  step(step: Step): Stepped;
}

/** An option that is a number. */
export const numberOf = (options: OwnOptions, name: string): number => options[name] as number;

/** A slot that the rule itself has named. */
export const slot = (slots: Slots, name: string): Tensor => slots[name] as Tensor;
