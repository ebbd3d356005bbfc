import type { KernelState } from './kernel.js';
import type { NotOpened, OpenedValue, VariableRequests, VariablesReport } from './variables.js';

/** What stands between a person and the variables of a notebook: no notebook is open, or it runs elsewhere or not at all. */
export type VariablesState = 'noNotebook' | 'otherKernel' | 'off' | 'lost' | 'elsewhere' | KernelState;

/** To the page that lists variables. */
export interface ShowVariables {
  type: 'show';
  /** Its file name. */
  notebook: string | null;
  state: VariablesState;
  /** Null before the first answer of this kernel. */
  report: VariablesReport | null;
  /** A cell has begun since the report was made. */
  outdated: boolean;
}

/** From it. */
export type FromVariablesPage =
  | { type: 'ready' }
  | { type: 'open'; name: string }
  /** Show this cell in its notebook. */
  | { type: 'reveal'; cell: string };

type PagedMethod = 'valueRows' | 'valueStatistics' | 'valueImage';
/** What a page asks of the value it shows; its own name stands for it. */
export type ValueQuestion = {
  [K in PagedMethod]: { method: K; params: Omit<VariableRequests[K]['params'], 'view'> };
}[PagedMethod];
export type ValueAnswer<M extends PagedMethod> = VariableRequests[M]['result'];

/** Where a value stands that a page shows. */
export type ValueState =
  /** Asked for; a cell that gives no way holds it up. */
  | { state: 'waiting'; busy: boolean }
  /** `after`: the number of the cell that had run last when it was copied; `copy` is another one for each copy. */
  | { state: 'open'; value: OpenedValue; after: number | null; copy: number }
  | { state: 'closed'; problem: NotOpened };

/** To the page that shows one value. */
export type ToValuePage =
  | {
      type: 'value';
      name: string;
      /** Address of the notebook. */
      notebook: string;
      shown: ValueState;
      /** A cell has run since the value was copied, and may have changed it. */
      outdated: boolean;
    }
  | { type: 'answer'; ask: number; result: unknown }
  | { type: 'answer'; ask: number; failed: string };

/** From it. */
export type FromValuePage =
  | { type: 'ready' }
  /** Copy the value anew. */
  | { type: 'reopen' }
  | { type: 'ask'; ask: number; question: ValueQuestion };

/** What such a page remembers, by which it comes back when the window is loaded anew. */
export interface ValuePageState {
  notebook: string;
  name: string;
}
