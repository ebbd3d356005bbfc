import { say } from '../../words/index.js';
import type { Damage } from './record-reader.js';

/** What is wrong at which byte of a file. */
export function damageWords({ byte, bytes, what }: Damage): string {
  switch (what) {
    case 'checksum':
      return say(
        `the record at byte ${byte} has a wrong checksum`,
        `${byte}번째 바이트의 레코드에서 체크섬이 맞지 않음`,
      );
    case 'length':
      return say(
        `the record at byte ${byte} has a wrong checksum of its length; ${bytes} bytes were passed over`,
        `${byte}번째 바이트의 레코드에서 길이의 체크섬이 맞지 않아 ${bytes}바이트를 건너뜀`,
      );
    case 'content':
      return say(`the record at byte ${byte} is no event`, `${byte}번째 바이트의 레코드가 이벤트가 아님`);
    case 'large':
      return say(
        `the record at byte ${byte} is too large to be read (${bytes} bytes)`,
        `${byte}번째 바이트의 레코드가 너무 커서 읽지 않음(${bytes}바이트)`,
      );
  }
}
