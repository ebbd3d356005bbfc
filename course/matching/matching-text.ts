import { nameOf } from '../../exercises/index.js';
import { say } from '../../words/index.js';
import type { CellChange, CellMatch, Matching } from './match-cells.js';

/** What was found to be other than as it was handed out, a sentence each; cells that no exercise needs are passed over. */
export const matchingRemarks = ({ matches }: Matching): string[] =>
  matches
    .filter(
      ({ teacher }) => teacher.role !== 'other' && teacher.role !== 'solution' && teacher.role !== 'hint',
    )
    .flatMap((match) => match.changes.map((change) => remark(match, change)));

function remark({ teacher, found, others }: CellMatch, change: CellChange): string {
  const name = nameOf(teacher);
  const place = (found?.cell.index ?? 0) + 1;
  const [other] = others;
  const second = (other?.index ?? 0) + 1;
  switch (change) {
    case 'lost':
      return teacher.role === 'check' || teacher.role === 'locked'
        ? say(
            `${name} is not in the submission; the teacher's was used.`,
            `${name} 셀이 제출물에 없어 교사의 것을 썼습니다.`,
          )
        : say(
            `No cell of the submission could be matched to ${name}: deleted, or changed beyond knowing.`,
            `제출물에서 ${name}에 해당하는 셀을 찾지 못했습니다. 지웠거나 알아볼 수 없게 바뀌었습니다.`,
          );
    case 'moved':
      return say(
        `${name} was moved (cell ${place}); it was run in the teacher's order.`,
        `${name} 셀의 위치가 바뀌었습니다(${place}번째 셀). 교사의 순서로 실행했습니다.`,
      );
    case 'duplicated':
      return say(
        `${name} is there ${others.length + 1} times; each was run, and cell ${place} is taken for it.`,
        `${name} 셀이 ${others.length + 1}번 나옵니다. 모두 실행했고, ${place}번째 셀을 답으로 보았습니다.`,
      );
    case 'type':
      return say(
        `${name} was made a ${found?.cell.cell.cell_type} cell; it was run as ${teacher.cell.cell_type}.`,
        `${name} 셀의 종류가 ${found?.cell.cell.cell_type}(으)로 바뀌었습니다. ${teacher.cell.cell_type} 셀로 실행했습니다.`,
      );
    case 'split':
      return say(
        `${name} was split (cells ${place} and ${second}); both were run.`,
        `${name} 셀이 ${place}번째와 ${second}번째로 나뉘었습니다. 둘 다 실행했습니다.`,
      );
    case 'likeness':
      return say(
        `Cell ${place} has lost its id and was taken for ${name} because its text is alike; look at it.`,
        `${place}번째 셀은 id가 없어 내용이 비슷한 ${name}(으)로 보았습니다. 확인하세요.`,
      );
  }
}
