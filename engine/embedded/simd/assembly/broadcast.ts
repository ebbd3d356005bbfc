// to[i][j] = left[i·l0 + j·l1] ∘ right[i·r0 + j·r1], where l1 and r1 are 0 (repeated) or 1.

const ADD: i32 = 0;
const SUBTRACT: i32 = 1;
const MULTIPLY: i32 = 2;
const DIVIDE: i32 = 3;

export function addRows(to: usize, n: i32, m: i32, l: usize, l0: i32, l1: i32, r: usize, r0: i32, r1: i32): void {
  run(ADD, to, n, m, l, l0, l1, r, r0, r1);
}

export function subtractRows(to: usize, n: i32, m: i32, l: usize, l0: i32, l1: i32, r: usize, r0: i32, r1: i32): void {
  run(SUBTRACT, to, n, m, l, l0, l1, r, r0, r1);
}

export function multiplyRows(to: usize, n: i32, m: i32, l: usize, l0: i32, l1: i32, r: usize, r0: i32, r1: i32): void {
  run(MULTIPLY, to, n, m, l, l0, l1, r, r0, r1);
}

export function divideRows(to: usize, n: i32, m: i32, l: usize, l0: i32, l1: i32, r: usize, r0: i32, r1: i32): void {
  run(DIVIDE, to, n, m, l, l0, l1, r, r0, r1);
}

// @ts-ignore: decorator
@inline
function four(op: i32, a: v128, b: v128): v128 {
  if (op === ADD) return f32x4.add(a, b);
  if (op === SUBTRACT) return f32x4.sub(a, b);
  if (op === MULTIPLY) return f32x4.mul(a, b);
  return f32x4.div(a, b);
}

// @ts-ignore: decorator
@inline
function one(op: i32, a: f32, b: f32): f32 {
  if (op === ADD) return a + b;
  if (op === SUBTRACT) return a - b;
  if (op === MULTIPLY) return a * b;
  return a / b;
}

// @ts-ignore: decorator
@inline
function run(op: i32, to: usize, n: i32, m: i32, l: usize, l0: i32, l1: i32, r: usize, r0: i32, r1: i32): void {
  const leftStep = <usize>l1 << 2;
  const rightStep = <usize>r1 << 2;
  for (let i = 0; i < n; i++) {
    let left = l + (<usize>(i * l0) << 2);
    let right = r + (<usize>(i * r0) << 2);
    let j = 0;
    if (l1 !== 0 && r1 !== 0) {
      for (; j + 4 <= m; j += 4, to += 16, left += 16, right += 16) {
        v128.store(to, four(op, v128.load(left), v128.load(right)));
      }
    } else if (l1 !== 0) {
      const b = v128.load_splat<f32>(right);
      for (; j + 4 <= m; j += 4, to += 16, left += 16) v128.store(to, four(op, v128.load(left), b));
    } else if (r1 !== 0) {
      const a = v128.load_splat<f32>(left);
      for (; j + 4 <= m; j += 4, to += 16, right += 16) v128.store(to, four(op, a, v128.load(right)));
    }
    for (; j < m; j++, to += 4, left += leftStep, right += rightStep) {
      store<f32>(to, one(op, load<f32>(left), load<f32>(right)));
    }
  }
}
