import { say } from '../../words/index.js';
import { StreamLimit } from './stream-limit.js';

type StreamName = 'stdout' | 'stderr';

/** What one cell prints, cut where it is more than a notebook can hold, which it tells. */
export class LimitedText {
  private limit = new StreamLimit();

  constructor(private readonly put: (name: StreamName, text: string) => void) {}

  get isCut(): boolean {
    return this.limit.isCut;
  }

  push(name: StreamName, text: string): void {
    const { show, cut } = this.limit.push(text);
    if (show) this.put(name, show);
    if (!cut) return;
    const sentence = say(
      'Output cut here: this cell prints more than the notebook can hold. What follows is counted, and its end is shown when the cell ends.',
      '여기서 출력을 줄입니다: 이 셀이 노트북에 담기에 너무 많이 출력합니다. 나머지는 세기만 하고, 끝부분은 셀이 끝날 때 보여 줍니다.',
    );
    this.put('stderr', `\n${sentence}\n`);
  }

  /** Counts text that nobody has looked at. */
  skip(length: number): void {
    this.limit.skip(length);
  }

  /** Shows the kept tail of a cell that printed too much, and begins anew. */
  end(): void {
    const cut = this.limit.end();
    this.limit = new StreamLimit();
    if (!cut) return;
    const [printed, shown] = [cut.printed, cut.shown].map((n) => n.toLocaleString('en-US'));
    const [about, circa] = cut.exact ? ['', ''] : ['about ', '약 '];
    const sentence = say(
      `Output cut: this cell printed ${about}${printed} characters, of which the first and last ${shown} are kept. The last ones are:`,
      `출력을 줄였습니다: 이 셀은 ${circa}${printed}자를 출력했고, 앞뒤 ${shown}자만 남깁니다. 마지막 부분:`,
    );
    this.put('stderr', `\n${sentence}\n`);
    this.put('stdout', cut.tail);
  }
}
