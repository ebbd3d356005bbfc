import { laneLabel } from '../labels.js';
import { laneBox, laneHeight } from '../lane-box.js';
import { laneEnd } from '../lane-end.js';
import type { LaneInk } from '../lane-ink.js';
import type { LaneModel } from '../lane-model.js';
import { laneHead, rateWords, rowLines } from '../lanes-picture.js';
import type { TimelineModel } from '../model.js';
import { MarkNodes } from './mark-nodes.js';
import type { Place } from './moves.js';
import { fillSvg, svgGroup } from './svg-parts.js';

/** One lane in the page. */
interface LaneNode {
  group: SVGGElement;
  row: SVGGElement;
  under: SVGGElement;
  over: SVGGElement;
  marks: MarkNodes;
  model: LaneModel;
}

/** All lanes in the page. What is drawn again is only what changed: a new event is one new element. */
export class LaneNodes {
  readonly root = svgGroup();
  private lanes: LaneNode[] = [];

  /** The lanes as they are drawn. */
  get models(): LaneModel[] {
    return this.lanes.map(({ model }) => model);
  }

  node({ lane, key }: Place): SVGGElement | undefined {
    return this.lanes[lane]?.marks.node(key);
  }

  /** @param loads whether a saved model can be loaded from here. */
  draw({ lanes, width, row }: TimelineModel, ink: LaneInk, loads: boolean): void {
    this.hold(lanes);
    for (const [index, model] of lanes.entries()) {
      const node = this.lanes[index] as LaneNode;
      node.model = model;
      node.group.setAttribute('aria-label', laneLabel(model.lane));
      node.group.setAttribute('transform', `translate(0 ${index * laneHeight(ink.left, row)})`);
      for (const part of [node.row, node.marks.root])
        part.setAttribute('transform', `translate(0 ${laneBox(ink.left, row).label})`);
      fillSvg(node.over, laneHead(model, width, ink));
      fillSvg(
        node.under,
        rowLines(model, width, ink) + rateWords(model, width, ink) + laneEnd(model, width, ink),
      );
      node.marks.draw(model, ink, loads);
    }
  }

  /** As many lanes in the page as there are. */
  private hold(models: readonly LaneModel[]): void {
    while (this.lanes.length > models.length) this.lanes.pop()?.marks.root.parentElement?.remove();
    for (let index = this.lanes.length; index < models.length; index += 1) {
      const group = svgGroup();
      group.setAttribute('role', 'group');
      const row = svgGroup();
      const under = svgGroup();
      const over = svgGroup();
      const marks = new MarkNodes();
      row.append(under);
      group.append(over, row, marks.root);
      this.root.append(group);
      this.lanes.push({ group, row, under, over, marks, model: models[index] as LaneModel });
    }
  }
}
