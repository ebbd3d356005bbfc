import type { Locale } from '../../protocol/index.js';
import { Chip } from './chip.js';
import { formatCount } from './format.js';
import type { RunCursor, RunCursorState } from './run-cursor.js';

const strings = {
  en: {
    epoch: (epoch: string) => `epoch ${epoch}`,
    hint: 'All pictures of this run are held at this epoch. Press, or Escape, to free them.',
  },
  ko: {
    epoch: (epoch: string) => `에포크 ${epoch}`,
    hint: '이 실행의 모든 그림이 이 에포크에 고정되어 있습니다. 누르거나 Esc를 누르면 풀립니다.',
  },
};

/** "epoch 12 ✕" while the cursor of the runs is pinned, in each of their pictures: a press frees it in all. */
export class PinChip {
  private readonly chip: Chip;
  private cursors: readonly RunCursor[] = [];
  private ends: (() => void)[] = [];

  constructor(private readonly locale: Locale) {
    this.chip = new Chip(strings[locale].hint, () => {
      for (const cursor of this.cursors) cursor.release();
    });
  }

  get root(): HTMLElement {
    return this.chip.root;
  }

  /** The runs whose cursor it tells of. */
  follow(cursors: readonly RunCursor[]): void {
    this.end();
    this.cursors = cursors;
    this.ends = cursors.map((cursor) => cursor.subscribe(() => this.show()));
    this.show();
  }

  end(): void {
    for (const end of this.ends) end();
    this.ends = [];
    this.cursors = [];
  }

  private show(): void {
    const pinned = this.cursors.map(({ state }) => state).find((state: RunCursorState) => state.pinned);
    const { locale } = this;
    this.chip.show(
      pinned?.position ? strings[locale].epoch(formatCount(pinned.position.epoch, locale)) : null,
    );
  }
}
