import type { Locale, ProjectorColouring, ProjectorPayload } from '../../protocol/index.js';
import { formatCount, formatShort } from '../drawing/format.js';
import { element } from '../drawing/page.js';
import { shorten } from '../drawing/svg.js';
import type { PointColors } from './colors.js';
import { classCounts, type Measure, type Near, valueRange } from './model.js';
import { projectorStrings } from './strings.js';
import { Toggles } from './toggles.js';
import { labelWords, pointName } from './words.js';

interface Acts {
  bringOut(place: number): void;
  pin(point: number | undefined): void;
  measure(measure: Measure): void;
  clear(): void;
}

/** What the column beside the points tells. */
export interface SideState {
  payload: ProjectorPayload;
  colouring: ProjectorColouring | undefined;
  colors: PointColors;
  /** The class that is brought out. */
  brought: number | undefined;
  pinned: number | undefined;
  near: readonly Near[];
  measure: Measure;
  selected: { members: Uint8Array; count: number } | undefined;
}

const MOST_LISTED = 40;

/** Beside the points: whom the pinned point is near, what is selected, and the key of the colours. */
export class Side {
  readonly root = element('div', { class: 'epb-projector-side' });
  private readonly nearest = element('section', {});
  private readonly selection = element('section', {});
  private readonly key = element('section', {});
  private readonly measures: Toggles<Measure>;

  constructor(
    private readonly locale: Locale,
    private readonly acts: Acts,
  ) {
    const t = projectorStrings[locale];
    this.measures = new Toggles(t.measure, { cosine: t.cosine, euclidean: t.euclidean }, (measure) =>
      acts.measure(measure),
    );
    this.root.append(this.nearest, this.selection, this.key);
  }

  show(state: SideState): void {
    this.showNearest(state);
    this.showSelection(state);
    this.showKey(state);
  }

  private item(
    color: string,
    words: string,
    number: string,
    act: () => void,
    pressed?: boolean,
    label?: string,
  ): HTMLElement {
    const dot = element('i', {});
    dot.style.background = color;
    const button = element(
      'button',
      {
        type: 'button',
        class: 'epb-projector-item',
        ...(pressed !== undefined && { 'aria-pressed': String(pressed) }),
        ...(label !== undefined && { title: label }),
      },
      dot,
      element('span', {}, words),
      element('span', {}, number),
    );
    button.addEventListener('click', act);
    return element('li', {}, button);
  }

  private button(words: string, act: () => void): HTMLElement {
    const made = element('button', { type: 'button' }, words);
    made.addEventListener('click', act);
    return made;
  }

  private showNearest({ payload, pinned, near, measure, colors }: SideState): void {
    const { locale, acts } = this;
    const t = projectorStrings[locale];
    this.nearest.hidden = pinned === undefined;
    if (pinned === undefined) return;
    this.measures.show(['cosine', 'euclidean'], measure);
    const items = near.map(({ point, distance }) =>
      this.item(
        colorOf(colors, point),
        pointName(payload, point, locale),
        formatShort(distance, locale),
        () => acts.pin(point),
      ),
    );
    this.nearest.replaceChildren(
      element(
        'div',
        { class: 'epb-projector-row' },
        element('strong', {}, t.nearest(pointName(payload, pinned, locale))),
        this.button(t.close, () => acts.pin(undefined)),
      ),
      payload.nearest
        ? element('div', { class: 'epb-projector-row' }, this.measures.root)
        : element('p', { class: 'epb-projector-quiet' }, t.inPicture),
      element('ol', {}, ...items),
    );
  }

  private showSelection({ payload, selected, colouring, colors }: SideState): void {
    const { locale, acts } = this;
    const t = projectorStrings[locale];
    this.selection.hidden = !selected;
    if (!selected) return;
    const head = element(
      'div',
      { class: 'epb-projector-row' },
      element('strong', {}, t.selected(formatCount(selected.count, locale))),
      this.button(t.clear, () => acts.clear()),
    );
    const shares =
      colouring?.kind === 'class'
        ? classCounts(colouring, selected.members).flatMap((count, at) =>
            count > 0
              ? [`${shorten(colouring.classes[at] ?? t.none, 40)} ${formatCount(count, locale)}`]
              : [],
          )
        : [];
    const listed: HTMLElement[] = [];
    for (let point = 0; point < payload.points && listed.length < MOST_LISTED; point += 1)
      if (selected.members[point])
        listed.push(
          this.item(
            colorOf(colors, point),
            pointName(payload, point, locale),
            colouring?.kind === 'value' ? labelWords(colouring, point, locale) : '',
            () => acts.pin(point),
          ),
        );
    this.selection.replaceChildren(
      head,
      ...(shares.length > 0 ? [element('p', {}, shares.join(', '))] : []),
      element('ul', {}, ...listed),
      ...(selected.count > listed.length
        ? [
            element(
              'p',
              { class: 'epb-projector-quiet' },
              t.rest(formatCount(selected.count - listed.length, locale)),
            ),
          ]
        : []),
    );
  }

  private showKey({ colouring, colors, brought }: SideState): void {
    const { locale, acts } = this;
    const t = projectorStrings[locale];
    this.key.hidden = !colouring;
    if (!colouring) return;
    const head = element('strong', {}, shorten(colouring.name, 60));
    if (colouring.kind === 'value') {
      const { low, high } = valueRange(colouring);
      const ramp = element('span', { class: 'epb-projector-ramp' });
      ramp.style.background = `linear-gradient(to right, ${colors.colors.slice(1).join(', ')})`;
      const ends = element(
        'div',
        { class: 'epb-projector-ends' },
        element('span', {}, formatShort(low, locale)),
        element('span', {}, formatShort(high, locale)),
      );
      this.key.replaceChildren(head, ramp, ends);
      return;
    }
    const counts = classCounts(colouring);
    const items = [...colouring.classes, t.none].flatMap((words, at) => {
      const place = at === colouring.classes.length ? 0 : at + 1;
      if (place === 0 && counts[at] === 0) return [];
      const said = shorten(words, 60);
      const act = () => acts.bringOut(place);
      return [
        this.item(
          colors.colors[place] as string,
          said,
          formatCount(counts[at] as number, locale),
          act,
          brought === place,
          t.only(said),
        ),
      ];
    });
    this.key.replaceChildren(
      head,
      element('ul', { 'aria-label': t.legend(shorten(colouring.name, 60)) }, ...items),
    );
  }
}

const colorOf = ({ colors, of }: PointColors, point: number): string => colors[of[point] ?? 0] ?? '';
