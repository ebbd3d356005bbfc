import { describe, expect, test } from 'vitest';
import { closeFrame, FrameReader, pongFrame, textFrame } from '../../../kernel/worker/debugger/frames.js';

/** A frame as a client sends it. */
function masked(opcode: number, data: Buffer, isFinal = true): Buffer {
  const head =
    data.length < 126
      ? [data.length]
      : data.length < 65_536
        ? [126, data.length >> 8, data.length & 255]
        : undefined;
  const length = head ?? [127, 0, 0, 0, 0, ...[24, 16, 8, 0].map((shift) => (data.length >> shift) & 255)];
  const mask = [1, 200, 3, 77];
  const [first = 0, ...rest] = length;
  const bytes = data.map((byte, i) => byte ^ (mask[i % 4] as number));
  return Buffer.concat([Buffer.from([(isFinal ? 0x80 : 0) | opcode, 0x80 | first, ...rest, ...mask]), bytes]);
}
const text = (content: string, isFinal = true) => masked(1, Buffer.from(content), isFinal);

describe('what a client sends', () => {
  test.each([0, 1, 125, 126, 65_535, 65_536, 200_000])('a text of %d bytes, in whatever pieces', (length) => {
    const content = 'a'.repeat(length);
    const whole = Buffer.concat([text(content), text('next')]);
    const reader = new FrameReader();
    const size = Math.max(1, Math.ceil(whole.length / 7));
    const frames = Array.from({ length: Math.ceil(whole.length / size) }, (_, i) =>
      reader.read(whole.subarray(i * size, (i + 1) * size)),
    ).flat();
    expect(frames).toEqual([
      { kind: 'text', text: content },
      { kind: 'text', text: 'next' },
    ]);
  });

  test('a text in parts, cut within a character, with a sign of life between', () => {
    const bytes = Buffer.from('셀 [1]');
    const reader = new FrameReader();
    const frames = [
      ...reader.read(masked(1, bytes.subarray(0, 2), false)),
      ...reader.read(masked(9, Buffer.from('hi'))),
      ...reader.read(masked(0, bytes.subarray(2))),
      ...reader.read(masked(8, Buffer.alloc(0))),
    ];
    expect(frames).toEqual([
      { kind: 'ping', data: Buffer.from('hi') },
      { kind: 'text', text: '셀 [1]' },
      { kind: 'close' },
    ]);
  });

  test.each([
    ['is not masked', Buffer.from([0x81, 1, 65])],
    ['is of no known kind', masked(5, Buffer.alloc(0))],
    ['has no end', Buffer.from([0x81, 0xff, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
  ])('what %s is refused', (_, bytes) => {
    expect(() => new FrameReader().read(bytes)).toThrow();
  });
});

test.each([
  [5, [0x81, 5]],
  [300, [0x81, 126, 1, 44]],
  [70_000, [0x81, 127, 0, 0, 0, 0, 0, 1, 17, 112]],
])('a text of %d bytes is sent with its length', (length, head) => {
  const frame = textFrame('b'.repeat(length));
  expect([...frame.subarray(0, head.length)]).toEqual(head);
  expect(frame.subarray(head.length).toString()).toBe('b'.repeat(length));
});

test('signs are sent', () => {
  expect([...pongFrame(Buffer.from('a'))]).toEqual([0x8a, 1, 97]);
  expect([...closeFrame()]).toEqual([0x88, 0]);
});
