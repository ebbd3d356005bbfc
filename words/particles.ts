// Korean particles change with the last sound before them, which is not known where a value stands in a sentence.

/** Each particle as it is written after any word, then after a consonant, and after a vowel. */
const forms: Record<string, [afterConsonant: string, afterVowel: string]> = {
  '을(를)': ['을', '를'],
  '은(는)': ['은', '는'],
  '이(가)': ['이', '가'],
  '과(와)': ['과', '와'],
  '(으)로': ['으로', '로'],
  '(이)라': ['이라', '라'],
};
const open =
  /(\d ?[kMG]B|[\p{L}\p{N}%∞])(["'”’`)\]}\s]*)(을\(를\)|은\(는\)|이\(가\)|과\(와\)|\(으\)로|\(이\)라)/gu;

type Ending = 'consonant' | 'ㄹ' | 'vowel';

/** Read by their names: 영 (or 십, 백, 천 …), 일, 이, 삼, 사, 오, 육, 칠, 팔, 구. */
const digits: Ending[] = [
  'consonant',
  'ㄹ',
  'vowel',
  'consonant',
  'vowel',
  'vowel',
  'consonant',
  'ㄹ',
  'ㄹ',
  'vowel',
];

/** How a character, or a size in bytes, ends when it is read in Korean; undefined for letters of other scripts. */
function ending(character: string): Ending | undefined {
  if (/B$/.test(character) && character.length > 1) return 'vowel'; // 바이트
  if (/\d/.test(character)) return digits[Number(character)];
  if (character === '%' || character === '∞') return 'vowel'; // 퍼센트, 무한대
  const syllable = (character.codePointAt(0) ?? 0) - 0xac00;
  if (syllable < 0 || syllable >= 11_172) return undefined;
  const final = syllable % 28;
  if (final === 0) return 'vowel';
  return final === 8 ? 'ㄹ' : 'consonant';
}

/**
 * The sentence with its open particles settled: `학습률을 0.003(으)로` becomes `학습률을 0.003으로`, `"나이"이(가)` `"나이"가`.
 * After numbers, percentages and Hangul the reading is known; after a name in other letters both forms stay.
 */
export const particles = (sentence: string): string =>
  sentence.replace(open, (whole, last: string, between: string, particle: string) => {
    const end = ending(last);
    const [afterConsonant, afterVowel] = forms[particle] ?? [particle, particle];
    if (end === undefined) return whole;
    const short = end === 'vowel' || (end === 'ㄹ' && particle === '(으)로');
    return last + between + (short ? afterVowel : afterConsonant);
  });
