import type { ProjectorLayout, ProjectorNearest, ProjectorPayload } from '../../protocol/index.js';
import type { JobNews, LayoutNews } from './job.js';
import type { Neighbours } from './maths/neighbour-lists.js';
import { isFinal } from './run-job.js';

/** Steps along the longest axis of a layout. */
const STEPS = 4095;
/** Distances are kept to a thousandth. */
const RATIO = 0.002;

/** What is known so far of a picture that is being computed. */
export class ProjectorState {
  private readonly layouts = new Map<string, ProjectorLayout>();
  private nearest: ProjectorPayload['nearest'];
  private working: ProjectorPayload['working'];
  private readonly epochs: LayoutNews[] = [];

  /** @param head What does not change. */
  constructor(private readonly head: Omit<ProjectorPayload, 'layouts' | 'nearest' | 'working' | 'status'>) {}

  hear(news: JobNews): void {
    this.working = undefined;
    if (news.type === 'working') this.working = { on: news.on, done: news.done, of: Math.max(1, news.of) };
    else if (news.type === 'nearest')
      this.nearest = {
        count: news.cosine.k,
        cosine: nearestLists(news.cosine),
        euclidean: nearestLists(news.euclidean),
      };
    else if (news.epoch !== undefined) this.epochs.push(news);
    else if (!isFinal(news) || finite(news))
      this.layouts.set(`${news.method} ${news.dimensions}`, layoutOf(news, frameOf([news])));
  }

  payload(status: ProjectorPayload['status']): ProjectorPayload {
    const { head, nearest, working } = this;
    const frame = frameOf(this.epochs);
    return {
      ...head,
      status,
      ...(working && status === 'running' && { working }),
      layouts: [...this.epochs.map((each) => layoutOf(each, frame)), ...this.layouts.values()],
      ...(nearest && nearest.count > 0 && { nearest }),
    };
  }
}

const finite = ({ coordinates }: LayoutNews): boolean => coordinates.every((value) => Number.isFinite(value));

interface Frame {
  low: number[];
  step: number;
}

/** Room for all of these, so that points of several epochs are measured alike. */
function frameOf(all: readonly LayoutNews[]): Frame {
  const d = all[0]?.dimensions ?? 3;
  const [low, high] = [
    new Array<number>(d).fill(Number.POSITIVE_INFINITY),
    new Array<number>(d).fill(Number.NEGATIVE_INFINITY),
  ];
  for (const { coordinates } of all)
    coordinates.forEach((value, at) => {
      low[at % d] = Math.min(low[at % d] as number, value);
      high[at % d] = Math.max(high[at % d] as number, value);
    });
  const longest = Math.max(...high.map((value, axis) => value - (low[axis] as number)));
  return {
    low: low.map((value) => (Number.isFinite(value) ? value : 0)),
    step: longest > 0 ? longest / STEPS : 0,
  };
}

function layoutOf(
  { method, dimensions: d, epoch, coordinates, done, of, shares }: LayoutNews,
  { low, step }: Frame,
): ProjectorLayout {
  const n = coordinates.length / d;
  const steps = new Array<number>(coordinates.length);
  for (let axis = 0; axis < d; axis += 1)
    for (let i = 0; i < n; i += 1) {
      const along = (coordinates[i * d + axis] as number) - (low[axis] as number);
      steps[axis * n + i] = step > 0 ? Math.max(0, Math.min(STEPS, Math.round(along / step))) : 0;
    }
  return {
    method,
    dimensions: d,
    ...(epoch !== undefined && { epoch }),
    low,
    step,
    steps,
    done,
    of,
    ...(shares && { shares }),
  };
}

function nearestLists({ index, distance }: Neighbours): ProjectorNearest {
  let least = Number.POSITIVE_INFINITY;
  for (const each of distance) if (each > 0) least = Math.min(least, each);
  if (!Number.isFinite(least)) least = 0;
  return {
    of: Array.from(index),
    distances: Array.from(distance, (each) =>
      each > 0 ? 1 + Math.round(Math.log(each / least) / RATIO) : 0,
    ),
    least,
    ratio: RATIO,
  };
}
