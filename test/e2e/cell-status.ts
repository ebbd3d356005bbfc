import type { Locator } from 'playwright-core';

/** The items that extensions put under a cell. */
export class CellStatus {
  constructor(private readonly row: Locator) {}

  private get items(): Locator {
    return this.row.locator('.cell-status-left .cell-status-item:visible');
  }

  /** Their texts, without those that the editor itself shows there. */
  async texts(): Promise<string[]> {
    const texts = await this.items.allTextContents();
    return texts.map((text) => text.replaceAll('\u00a0', ' ').trim()).filter((text) => !OWN.test(text));
  }

  /** Presses an item, as a click would. */
  async press(text: string): Promise<void> {
    await this.items.filter({ hasText: text }).first().click();
  }
}

/** How long a cell took, or nothing but a mark. */
const OWN = /^$|^[\d.]+ ?m?s$|^[\d.]+초$/;
