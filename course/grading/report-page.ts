import { pointsText } from '../../exercises/index.js';
import { currentLocale, say } from '../../words/index.js';
import type { RuleResult } from '../checking/check-results.js';
import type { CheckOutcome } from '../checking/run-checks.js';
import type { Likeness } from './answers.js';
import { type Graded, marksText } from './grade-submission.js';
import { ruleStatistics } from './statistics.js';

/** The report of one student, as a page that stands by itself. */
export function studentPage(graded: Graded): string {
  const { student, number, checks, manual, remarks, late } = graded;
  const title = number ? `${student} (${number})` : student;
  const share = graded.maximum > 0 ? graded.points / graded.maximum : 0;
  return page(
    title,
    `<h1>${escaped(title)}</h1>
<p class="marks"><strong>${escaped(marksText(graded))}</strong>${late ? ` <span class="tag">${say('late', '지각')}</span>` : ''}</p>
<div class="bar" aria-hidden="true"><span style="width:${Math.round(share * 100)}%"></span></div>
${remarks.length > 0 ? `<section class="remarks"><h2>${say('Remarks', '비고')}</h2><ul>${remarks.map((text) => `<li>${escaped(text)}</li>`).join('')}</ul></section>` : ''}
${checks.map(checkSection).join('\n')}
${manual.map(({ name, maximum }) => `<section><h2>${escaped(name)}</h2><p>${escaped(say(`To be marked by hand, 0 to ${pointsText(maximum)} points.`, `직접 채점, 0~${pointsText(maximum)}점.`))}</p></section>`).join('\n')}`,
  );
}

function checkSection(outcome: CheckOutcome): string {
  const { name, passed, results, trouble } = outcome;
  const rules = results.flatMap((result) => result.rules);
  return `<section class="${passed ? 'passed' : 'failed'}">
<h2><span class="sign" aria-label="${passed ? say('passed', '통과') : say('failed', '실패')}">${passed ? '✓' : '✗'}</span> ${escaped(name)} <span class="points">${escaped(marksText(outcome))}</span></h2>
${trouble ? `<p>${escaped(trouble)}</p>` : ''}
${rules.length > 0 ? `<ul class="rules">${rules.map(ruleItem).join('')}</ul>` : ''}
</section>`;
}

function ruleItem({ words, passed, found, wanted, where, points, maximum }: RuleResult): string {
  const more = passed
    ? []
    : ([
        [say('found', '결과'), found],
        [say('wanted', '기대'), wanted],
        [say('look at', '볼 곳'), where],
      ].filter(([, text]) => text) as [string, string][]);
  const list = more.map(([label, text]) => `<dt>${label}</dt><dd>${escaped(text)}</dd>`).join('');
  return `<li class="${passed ? 'passed' : 'failed'}"><span class="sign" aria-label="${passed ? say('passed', '통과') : say('failed', '실패')}">${passed ? '✓' : '✗'}</span> ${escaped(words)} <span class="points">${pointsText(points)} / ${pointsText(maximum)}</span>${list ? `<dl>${list}</dl>` : ''}</li>`;
}

/** The page of a class: marks, what went wrong most, and which answers are the same. */
export function classPage(
  all: readonly { graded: Graded; page: string }[],
  same: readonly Likeness[],
  notes: readonly string[],
): string {
  const marks = all.map(({ graded }) => graded);
  const { graded: count, rules } = ruleStatistics(marks);
  const mean =
    count > 0
      ? marks.filter(({ status }) => status === 'graded').reduce((sum, { points }) => sum + points, 0) / count
      : 0;
  const title = say('Marks', '성적');
  return page(
    title,
    `<h1>${title}</h1>
<p>${escaped(
      say(
        `${all.length} submissions, ${count} of them graded. Mean: ${pointsText(mean)} of ${pointsText(marks[0]?.maximum ?? 0)} points.`,
        `제출물 ${all.length}개 중 ${count}개 채점. 평균 ${pointsText(marks[0]?.maximum ?? 0)}점 중 ${pointsText(mean)}점.`,
      ),
    )}</p>
${notes.map((note) => `<p class="note">${escaped(note)}</p>`).join('')}
<section><h2>${say('What failed most', '가장 많이 실패한 것')}</h2>
<div class="wide"><table><thead><tr><th>${say('check', '점검')}</th><th>${say('rule', '규칙')}</th><th>${say('failed', '실패')}</th><th>${say('found most often', '가장 많은 결과')}</th></tr></thead><tbody>
${rules
  .sort((a, b) => b.failed - a.failed)
  .map(
    ({ check, words, failed, found }) =>
      `<tr><td>${escaped(check)}</td><td>${escaped(words || say('(as a whole)', '(전체)'))}</td><td class="number">${escaped(say(`${failed} of ${count}`, `${count}개 중 ${failed}개`))}</td><td>${found.map(({ text, count: times }) => escaped(`${text} (${times})`)).join('<br>')}</td></tr>`,
  )
  .join('\n')}
</tbody></table></div></section>
${
  same.length > 0
    ? `<section><h2>${say('Answers that are the same', '같은 답')}</h2>
<p class="note">${say('A reason to ask, not a finding: short tasks have few answers.', '물어볼 이유일 뿐, 부정행위의 증거가 아닙니다. 짧은 과제의 답은 비슷할 수 있습니다.')}</p><ul>
${same.map(({ task, students, kind }) => `<li><strong>${escaped(task)}</strong>: ${escaped(students.join(', '))} (${kind === 'exact' ? say('word for word', '글자까지 같음') : say('but for names and numbers', '이름과 숫자만 다름')})</li>`).join('\n')}
</ul></section>`
    : ''
}
<section><h2>${say('Students', '학생')}</h2>
<div class="wide"><table><thead><tr><th>${say('student', '학생')}</th><th>${say('points', '점수')}</th><th>${say('remarks', '비고')}</th></tr></thead><tbody>
${all
  .map(
    ({ graded, page: link }) =>
      `<tr${graded.look ? ' class="look"' : ''}><td><a href="${escaped(link)}">${escaped(graded.student)}</a>${graded.number ? ` <span class="faint">${escaped(graded.number)}</span>` : ''}</td><td class="number">${pointsText(graded.points)} / ${pointsText(graded.maximum)}</td><td>${graded.remarks.map(escaped).join('<br>')}</td></tr>`,
  )
  .join('\n')}
</tbody></table></div></section>`,
  );
}

/** Nothing is loaded, and nothing runs, whatever a submission has put into its texts. */
const page = (title: string, body: string): string => `<!doctype html>
<html lang="${currentLocale()}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body><main>
${body}
</main></body>
</html>
`;

const STYLE = `
:root { color-scheme: light dark; --text: #1f2328; --faint: #59636e; --back: #fff; --line: #d1d9e0; --good: #116329; --bad: #b3261e; --look: #fff8e5; }
@media (prefers-color-scheme: dark) { :root { --text: #e6e9ed; --faint: #a3acb6; --back: #14171a; --line: #3a4149; --good: #6fd08c; --bad: #ff9a92; --look: #332b12; } }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.55 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; margin: 0 0 .5rem; }
h2 { font-size: 1.1rem; margin: 0 0 .4rem; }
section { border-top: 1px solid var(--line); padding: 1rem 0 .4rem; }
.marks { font-size: 1.15rem; margin: 0 0 .5rem; }
.bar { height: .5rem; border-radius: .25rem; background: var(--line); overflow: hidden; margin-bottom: 1.25rem; }
.bar span { display: block; height: 100%; background: var(--good); }
.points, .faint, .note, dt { color: var(--faint); font-weight: normal; }
.points { margin-left: .6em; font-size: .85em; white-space: nowrap; }
.passed > .sign, .passed > h2 > .sign { color: var(--good); }
.failed > .sign, .failed > h2 > .sign { color: var(--bad); }
.tag { border: 1px solid var(--line); border-radius: .25rem; padding: 0 .4rem; }
ul { padding-left: 1.2rem; margin: .3rem 0; }
ul.rules { list-style: none; padding-left: 0; }
ul.rules li { padding: .2rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .8rem; margin: .2rem 0 .4rem 1.3rem; }
dd { margin: 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line); }
th { color: var(--faint); font-weight: 600; white-space: nowrap; }
td.number { white-space: nowrap; font-variant-numeric: tabular-nums; }
tr.look { background: var(--look); }
a { color: inherit; }
`;

const MARKS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => MARKS[mark] ?? mark);
