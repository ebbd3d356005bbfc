import { describe, expect, test } from 'vitest';
import { type EndOfKernel, exitCause, exitReason } from '../../../kernel/client/exit-reason.js';

const MB = 2 ** 20;
const rows: [string, Partial<EndOfKernel>, en: RegExp, ko: RegExp][] = [
  [
    'an exit',
    { code: 3 },
    /ended \(exit code 3\)\. A cell may have called process\.exit/,
    /종료 코드 3\)\. 셀이 process\.exit/,
  ],
  ['an exit without a fault', { code: 0 }, /exit code 0/, /종료 코드 0/],
  ['words before an exit', { code: 1, log: 'Error: bad' }, /\(exit code 1\)\.$/, /\(종료 코드 1\)\.$/],
  ['a signal', { signal: 'SIGSEGV' }, /ended \(signal SIGSEGV\)/, /\(SIGSEGV 신호\)/],
  [
    'a kill',
    { signal: 'SIGKILL' },
    /from outside \(signal SIGKILL\)/,
    /밖에서 종료되었습니다\(SIGKILL 신호\)/,
  ],
  [
    'the last memory reading',
    { signal: 'SIGKILL', lastRss: 300 * MB },
    /last seen at 300 MB/,
    /마지막으로 잰 메모리는 300 MB/,
  ],
  ...[
    'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
    '# Fatal process out of memory: Zone',
    "terminate called after throwing an instance of 'std::bad_alloc'",
    "The kernel's own thread failed: Worker terminated due to reaching memory limit: JS heap out of memory",
  ].map((log): [string, Partial<EndOfKernel>, RegExp, RegExp] => [
    log.slice(0, 30),
    { signal: 'SIGABRT', log },
    /^The kernel ran out of memory/,
    /^커널의 JavaScript 메모리가 모자랍니다/,
  ]),
  [
    'its own thread',
    { code: 70, log: "The kernel's own thread failed: no such row" },
    /own thread failed \(no such row\).* fault of Epochbook, not of your cell/,
    /내부 스레드에서 오류가 나서\(no such row\).*셀이 아니라 Epochbook의 문제/,
  ],
  [
    'an end from outside on Windows',
    { code: 1, platform: 'win32' },
    /from outside \(exit code 1\), by the Task Manager/,
    /작업 관리자나 다른 프로그램이 커널을 종료했습니다\(종료 코드 1\)/,
  ],
  [
    'an exit on Windows',
    { code: 1, platform: 'win32', foreseen: true },
    /ended \(exit code 1\)\. A cell may have called/,
    /종료 코드 1\)\. 셀이/,
  ],
  [
    'an access violation on Windows',
    { code: 0xc0000005, platform: 'win32' },
    /\(exit code 0xC0000005, access violation\)/,
    /\(종료 코드 0xC0000005, 잘못된 메모리 접근\)/,
  ],
  ['an abort on Windows', { code: 134, platform: 'win32' }, /\(exit code 134, abort\)/, /134, 비정상 종료/],
  [
    'no way to hear it',
    { signal: 'SIGKILL', deaf: true },
    /connection to the kernel broke off/,
    /연결이 끊겨서/,
  ],
];

describe('why a kernel is gone', () => {
  test.each(rows)('%s', (_, end, en, ko) => {
    const whole = { code: null, signal: null, log: '', ...end };
    expect(exitCause(whole, 'en')).toMatch(en);
    expect(exitCause(whole, 'ko')).toMatch(ko);
    expect(exitReason(whole, 'en')).toMatch(/All variables are lost/);
    expect(exitReason(whole, 'ko')).toMatch(/변수는 모두 사라졌습니다/);
  });

  test('what it printed last follows, without frames of machine code and ours', () => {
    const log = [
      'Error: stray',
      '    at Cell [1]:1:1',
      '----- Native stack trace -----',
      ' 1: 0xca89c3 node::Abort() [node]',
      '----- JavaScript stack trace -----',
      '5: /epochbook/dist/kernel/host.cjs:12905:7',
      '',
    ].join('\n');
    expect(exitReason({ code: 1, signal: null, log }).split('\n').slice(1)).toEqual([
      'Error: stray',
      '    at Cell [1]:1:1',
    ]);
  });
});
