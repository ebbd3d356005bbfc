import { say } from '../../words/index.js';

const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

/** Windows gives no file such a name. */
export class DeviceNameError extends Error {
  override name = 'DeviceNameError';
  readonly code = 'EINVAL';
}

/**
 * Names that Windows keeps for devices, or cuts the end off. Node would write such a file all the same, and Explorer could
 * neither open nor delete it.
 *
 * @throws DeviceNameError on Windows, for a path with such a part.
 */
export function refuseDeviceName(path: string, platform = process.platform): void {
  if (platform !== 'win32') return;
  for (const part of path.split(/[\\/]/)) {
    if (DEVICE.test(part))
      throw new DeviceNameError(
        say(
          `Windows keeps the name "${part}" for a device. Choose another name`,
          `"${part}"은(는) Windows가 장치에 쓰는 이름입니다. 다른 이름을 쓰세요`,
        ),
      );
    if (/[. ]$/.test(part) && !/^\.{1,2}$/.test(part))
      throw new DeviceNameError(
        say(
          `Windows allows no name that ends in a dot or a space ("${part}"). Choose another name`,
          `Windows에서는 점이나 공백으로 끝나는 이름("${part}")을 쓸 수 없습니다. 다른 이름을 쓰세요`,
        ),
      );
    if (/[<>"|?*]/.test(part))
      throw new DeviceNameError(
        say(
          `Windows allows none of < > : " | ? * in a name ("${part}"). Choose another name`,
          `Windows에서는 이름("${part}")에 < > : " | ? * 문자를 쓸 수 없습니다. 다른 이름을 쓰세요`,
        ),
      );
  }
}
