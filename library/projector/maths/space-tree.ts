/** Deeper, points are as good as the same. */
const DEEPEST = 48;

/** A quadtree or octree over points, for the sums of forces of Barnes and Hut. */
export class SpaceTree {
  private readonly ways: number;
  private readonly child: Int32Array;
  private readonly middle: Float64Array;
  private readonly mass: Float64Array;
  private readonly count: Int32Array;
  private readonly point: Int32Array;
  private readonly size: Float64Array;
  private readonly stack = new Int32Array(4096);
  private readonly most: number;
  private nodes = 0;

  constructor(
    points: number,
    private readonly d: 2 | 3,
  ) {
    this.ways = 1 << d;
    this.most = 6 * points + 64;
    this.child = new Int32Array(this.most * this.ways);
    this.middle = new Float64Array(this.most * d);
    this.mass = new Float64Array(this.most * d);
    this.count = new Int32Array(this.most);
    this.point = new Int32Array(this.most);
    this.size = new Float64Array(this.most);
  }

  /** @param y `d` coordinates to a point. */
  build(y: Float64Array): void {
    const { d } = this;
    this.nodes = 0;
    let largest = 0;
    const center = new Float64Array(d);
    for (let axis = 0; axis < d; axis += 1) {
      let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      for (let at = axis; at < y.length; at += d) {
        low = Math.min(low, y[at] as number);
        high = Math.max(high, y[at] as number);
      }
      center[axis] = (low + high) / 2;
      largest = Math.max(largest, high - low);
    }
    this.add(largest * 1.0001 + 1e-12);
    this.middle.set(center);
    for (let i = 0; i < y.length / d; i += 1) this.insert(y, i);
    for (let node = 0; node < this.nodes; node += 1)
      for (let axis = 0; axis < d; axis += 1)
        this.mass[node * d + axis] = (this.mass[node * d + axis] as number) / (this.count[node] as number);
  }

  private add(size: number): number {
    const node = this.nodes;
    this.nodes += 1;
    this.child.fill(-1, node * this.ways, (node + 1) * this.ways);
    this.mass.fill(0, node * this.d, (node + 1) * this.d);
    this.count[node] = 0;
    this.point[node] = -1;
    this.size[node] = size;
    return node;
  }

  private insert(y: Float64Array, i: number): void {
    const { d, mass, count, point } = this;
    for (let node = 0, depth = 0; ; depth += 1) {
      for (let axis = 0; axis < d; axis += 1)
        mass[node * d + axis] = (mass[node * d + axis] as number) + (y[i * d + axis] as number);
      const before = count[node] as number;
      count[node] = before + 1;
      if (before === 0) {
        point[node] = i;
        return;
      }
      const held = point[node] as number;
      // A leaf that can be parted no more holds several points.
      if (held >= 0 && (depth >= DEEPEST || this.nodes + 2 > this.most)) return;
      if (held >= 0) {
        point[node] = -1;
        const below = this.below(y, node, held);
        count[below] = 1;
        point[below] = held;
        for (let axis = 0; axis < d; axis += 1) mass[below * d + axis] = y[held * d + axis] as number;
      }
      if (this.nodes + 1 > this.most) return;
      node = this.below(y, node, i);
    }
  }

  private below(y: Float64Array, node: number, i: number): number {
    const { d, middle, child, ways } = this;
    let side = 0;
    for (let axis = 0; axis < d; axis += 1)
      if ((y[i * d + axis] as number) > (middle[node * d + axis] as number)) side |= 1 << axis;
    const found = child[node * ways + side] as number;
    if (found >= 0) return found;
    const half = (this.size[node] as number) / 2;
    const made = this.add(half);
    for (let axis = 0; axis < d; axis += 1)
      middle[made * d + axis] =
        (middle[node * d + axis] as number) + ((side >> axis) & 1 ? half / 2 : -half / 2);
    child[node * ways + side] = made;
    return made;
  }

  /**
   * Adds to `force` the sum over all other points j of q² (yᵢ − yⱼ) with q = 1 / (1 + |yᵢ − yⱼ|²), cells smaller than
   * `theta` times their distance as one point. @returns the sum of q.
   */
  repulsion(y: Float64Array, i: number, theta: number, force: Float64Array): number {
    const { d, ways, child, mass, count, point, size, stack } = this;
    const [x0, x1] = [y[i * d] as number, y[i * d + 1] as number];
    const x2 = d === 3 ? (y[i * d + 2] as number) : 0;
    let [sum, f0, f1, f2, top] = [0, 0, 0, 0, 1];
    stack[0] = 0;
    while (top > 0) {
      top -= 1;
      const node = stack[top] as number;
      const held = point[node] as number;
      const n = count[node] as number;
      if (held === i && n === 1) continue;
      const d0 = x0 - (mass[node * d] as number);
      const d1 = x1 - (mass[node * d + 1] as number);
      const d2 = d === 3 ? x2 - (mass[node * d + 2] as number) : 0;
      const square = d0 * d0 + d1 * d1 + d2 * d2;
      const width = size[node] as number;
      if (held >= 0 || width * width < theta * theta * square) {
        const q = 1 / (1 + square);
        const weight = held === i ? n - 1 : n;
        sum += weight * q;
        const pull = weight * q * q;
        f0 += pull * d0;
        f1 += pull * d1;
        f2 += pull * d2;
        continue;
      }
      for (let side = node * ways; side < (node + 1) * ways; side += 1) {
        const below = child[side] as number;
        if (below >= 0 && top < stack.length) stack[top++] = below;
      }
    }
    force[0] = f0;
    force[1] = f1;
    if (d === 3) force[2] = f2;
    return sum;
  }
}
