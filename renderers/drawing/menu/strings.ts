import type { Locale } from '../../../protocol/index.js';

const en = {
  open: 'Copy or save this picture',
  copyPng: 'Copy as PNG',
  copySvg: 'Copy as SVG',
  savePng: 'Save PNG…',
  saveSvg: 'Save SVG…',
  saveCsv: 'Save CSV…',
  saveCsvOf: (words: string) => `Save CSV: ${words}…`,
  keep: 'Keep in view, beside the notebook',
  kept: 'Opened beside the notebook, where it follows this cell.',
  notKept: (reason: string) => `It could not be opened beside the notebook: ${reason}`,
  copiedPng: 'Copied as a PNG picture, at twice its size.',
  copiedSvg: 'Copied as SVG text.',
  saved: (file: string) => `Saved ${file}.`,
  handedOver: (file: string) => `${file} was handed over to be saved.`,
  cancelled: 'Nothing was saved.',
  noClipboard: (reason: string) => `The clipboard takes no picture here (${reason}).`,
  noClipboardText: (reason: string) => `The clipboard takes no text here (${reason}). Save the SVG instead.`,
  notSaved: (file: string, reason: string) => `${file} could not be saved: ${reason}`,
  notDrawn: (reason: string) => `The picture could not be made: ${reason}`,
  thinned: (kept: string, of: string) => `It holds ${kept} of ${of}: the picture keeps no more.`,
  noAnswer: 'the editor does not answer',
  insecure: 'this page was not opened over a secure connection',
};

const ko: typeof en = {
  open: '이 그림을 복사하거나 저장',
  copyPng: 'PNG로 복사',
  copySvg: 'SVG로 복사',
  savePng: 'PNG 저장…',
  saveSvg: 'SVG 저장…',
  saveCsv: 'CSV 저장…',
  saveCsvOf: (words) => `CSV 저장: ${words}…`,
  keep: '노트북 옆에 띄워 두기',
  kept: '노트북 옆에 열었습니다. 이 셀의 그림을 따라갑니다.',
  notKept: (reason) => `노트북 옆에 열지 못했습니다: ${reason}`,
  copiedPng: '두 배 크기의 PNG 그림으로 복사했습니다.',
  copiedSvg: 'SVG 텍스트로 복사했습니다.',
  saved: (file) => `${file} 파일을 저장했습니다.`,
  handedOver: (file) => `${file} 파일을 저장하도록 넘겼습니다.`,
  cancelled: '아무것도 저장하지 않았습니다.',
  noClipboard: (reason) => `여기서는 클립보드에 그림을 넣을 수 없습니다(${reason}).`,
  noClipboardText: (reason) =>
    `여기서는 클립보드에 텍스트를 넣을 수 없습니다(${reason}). 대신 SVG를 저장하세요.`,
  notSaved: (file, reason) => `${file} 파일을 저장하지 못했습니다: ${reason}`,
  notDrawn: (reason) => `그림을 만들지 못했습니다: ${reason}`,
  thinned: (kept, of) => `${of}개 가운데 ${kept}개가 들어 있습니다. 그림에는 그만큼만 남아 있습니다.`,
  noAnswer: '편집기가 답하지 않습니다',
  insecure: '이 페이지는 보안 연결로 열리지 않았습니다',
};

export const menuStrings: Record<Locale, typeof en> = { en, ko };
