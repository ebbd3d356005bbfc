/** A text of the page in both languages. */
export interface Words {
  en: string;
  ko: string;
}

export const pageWords = {
  title: { en: 'Epochbook gallery', ko: 'Epochbook 갤러리' },
  lead: {
    en: 'Every picture that Epochbook draws under a cell, with its examples. Live views answer to the pointer and the keyboard; beside each stands the still that a notebook keeps for readers without the extension, and below it the same in words.',
    ko: 'Epochbook이 셀 아래에 그리는 모든 그림과 그 예입니다. 실시간 그림은 포인터와 키보드에 반응합니다. 옆에는 확장 없이 보는 사람을 위해 노트북에 저장하는 정지 그림이, 아래에는 같은 내용을 글로 옮긴 설명이 있습니다.',
  },
  data: {
    en: 'The data is made up so that every case can be shown.',
    ko: '데이터는 여러 경우를 보여 주려고 만든 것입니다.',
  },
  contents: { en: 'Contents', ko: '차례' },
  skip: { en: 'Skip to the pictures', ko: '그림으로 건너뛰기' },
  theme: { en: 'Theme', ko: '테마' },
  light: { en: 'Light', ko: '밝게' },
  dark: { en: 'Dark', ko: '어둡게' },
  'high-contrast': { en: 'High contrast', ko: '고대비' },
  language: { en: 'Language', ko: '언어' },
  live: { en: 'Live', ko: '실시간 그림' },
  still: { en: 'Still, as the notebook keeps it', ko: '노트북에 저장되는 정지 그림' },
  account: { en: 'The same in words', ko: '글로 옮기면' },
  noScript: { en: 'Live views need JavaScript.', ko: '실시간 그림에는 JavaScript가 필요합니다.' },
  bad: { en: 'What cannot be drawn', ko: '그릴 수 없는 것' },
  badLead: {
    en: 'Payloads that are damaged, of another version, or of a model without what the picture is about: each is answered with the reason, and nothing is thrown. Where only numbers are missing, the rest is drawn.',
    ko: '손상되었거나, 다른 버전이거나, 그림이 다루는 것이 모델에 없는 데이터입니다. 오류를 내지 않고 이유를 알립니다. 일부 값만 없으면 나머지를 그립니다.',
  },
} satisfies Record<string, Words>;

export const exampleCount = (count: number): Words => ({
  en: count === 1 ? '1 example' : `${count} examples`,
  ko: `예 ${count}개`,
});
