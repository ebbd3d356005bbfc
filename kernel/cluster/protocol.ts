/** Why `driver.py` could not connect. */
export type RefusedWhy = 'no-ray' | 'version' | 'server' | 'unreachable' | 'other';

/** Why a task came to nothing, after all retries. */
export type FailedWhy =
  | 'no-node'
  | 'old-node'
  | 'timeout'
  /** Its program ended in another way than it should. */
  | 'ended'
  | 'memory'
  /** The nodes that it ran on. */
  | 'lost'
  | 'cancelled'
  | 'error';

/** A line to `driver.py`. */
export type ToDriver =
  | { type: 'share'; name: string; path: string }
  | {
      type: 'task';
      id: string;
      /** A ZIP file. */
      payload: string;
      /** Names of what was shared. */
      program: string;
      shared: string[];
      cpus: number;
      /** Bytes. */
      memory: number;
      retries: number;
      /** For one try. */
      seconds: number;
    };

export interface ClusterNode {
  cpus: number;
  memory: number;
}

/** A line from it. */
export type FromDriver =
  | { type: 'connected'; ray: string; nodes: ClusterNode[] }
  | { type: 'refused'; why: RefusedWhy; detail: string; python: string }
  | { type: 'done'; id: string; result: string; where: string; seconds: number }
  | { type: 'failed'; id: string; why: FailedWhy; detail: string; where: string }
  /** The connection: nothing more comes. */
  | { type: 'lost'; detail: string };
