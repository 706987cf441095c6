import { sliceCodePoints } from '@chitlaq/text';

export type PostLanguage = 'tr' | 'en';

// Frequent words of one language that mean nothing in the other, also as typed without accents.
const TURKISH = new Set(
  (
    'acaba ama arkadaslar artik ben bende beni benim bi biliyor bir biri biraz bize bizim bu bugun bunu burada çok cok ' +
    'çünkü cunku da daha de degil değil diye dün dun gibi göre gore hem hep her hiç hic için icin ile ilk insan ise ' +
    'işte iste kadar kim ki lazim lazım mi mı mu mü nasil nasıl ne neden nerede niye o olan olarak oldu olsun olur ' +
    'onu oyle öyle sanki sen senin siz sonra su şu tane tabii tamam üzere var ve veya ya yada yani yarin yarın yine yok yoksa'
  ).split(' '),
);
const ENGLISH = new Set(
  (
    'a about after all am and any anyone are because been but could did does doing for from get good had has have how ' +
    'i if is it its just know like me more my not of on one only or our out please really she should so some than thanks ' +
    'that the their them then there they this to today tomorrow was we were what when where which who why will with would you your'
  ).split(' '),
);
// Words of both languages, or words that are too often names or parts of other words.
for (const word of ['a', 'on', 'o', 'i', 'me', 'da', 'so', 'her', 'ya', 'one', 'bi', 'am']) {
  TURKISH.delete(word);
  ENGLISH.delete(word);
}

/** Letters that, of the languages common on a campus, only Turkish has. */
const TURKISH_LETTERS = /[ğĞıİşŞ]/u;
/** Letters that Turkish shares with other languages. */
const SHARED_LETTERS = /[çÇöÖüÜ]/u;

/**
 * Detects Turkish or English by letters and frequent short words; null if the text says too little.
 *
 * @param entities  links, mentions and hashtags of the text: they are ignored, because they say nothing of
 *   its language
 */
export function detectLanguage(
  text: string,
  entities: readonly { start: number; end: number }[] = [],
): PostLanguage | null {
  let turkish = 0;
  let english = 0;
  for (const word of withoutEntities(text, entities).match(/\p{L}+/gu) ?? []) {
    const lower = word.toLocaleLowerCase('tr');
    // Turkish lower-casing removes the dot of an English capital I: "IT IS".
    const dotted = lower.replaceAll('ı', 'i');
    const isEnglish = ENGLISH.has(dotted);
    if (isEnglish) english += 2;
    else if (TURKISH.has(lower) || TURKISH.has(dotted) || TURKISH_LETTERS.test(word)) turkish += 2;
    else if (SHARED_LETTERS.test(word)) turkish += 1;
  }
  if (turkish === english) return null;
  return turkish > english ? 'tr' : 'en';
}

function withoutEntities(text: string, entities: readonly { start: number; end: number }[]): string {
  const parts: string[] = [];
  let position = 0;
  for (const { start, end } of entities) {
    parts.push(sliceCodePoints(text, position, start));
    position = end;
  }
  parts.push(sliceCodePoints(text, position));
  return parts.join(' ');
}
