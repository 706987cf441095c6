import { fold, hashtagKey } from '@chitlaq/text';
import { fact, quoted } from './document.ts';
import { anyForm, anyFormEver, anyFormInIndex, either, grownTogether, inOrder, phrase } from './forms.ts';
import { inAnyWay, type Otherwise } from './wider.ts';
import { wordsOf } from './words.ts';

/** What somebody looks for, taken apart. */
export interface Sought {
  /** Words that must be there, in any form, folded. */
  words: string[];
  /** Those of them that stood in quotation marks: they are meant so, in any form. */
  exact: string[];
  /** The last of them may be half typed. */
  isLastOpen: boolean;
  /** Words in their order, folded. */
  phrases: string[][];
  /** Must not be there: words, and phrases of several. */
  without: string[][];
  hashtags: string[];
  withoutHashtags: string[];
  /** Usernames with their sign, as one mentions somebody. */
  mentioned: string[];
  /** Usernames. */
  from: string[];
  withoutFrom: string[];
  has: ('media' | 'poll' | 'link')[];
  withoutHas: ('media' | 'poll' | 'link')[];
  language: 'tr' | 'en' | null;
  withoutLanguages: ('tr' | 'en')[];
  since: string | null;
  until: string | null;
  /** Operators whose value says nothing, as typed. */
  invalid: { operator: string; value: string }[];
}

/** Quotation marks that phones and books put in the place of ". */
const QUOTES = /[“”„‟«»＂]/gu;
const PART = /(-?)(?:(from|kimden|since|until|has|lang):("[^"]*"|\S+)|"([^"]*)"|(\S+))/giu;
/** A hashtag holds a letter; what is no letter ends it, as in a post. */
const TAG =
  /^#(?=[\p{M}\p{Nd}_\p{Default_Ignorable_Code_Point}]*(?!\p{Default_Ignorable_Code_Point})\p{L})([\p{L}\p{M}\p{Nd}_\p{Default_Ignorable_Code_Point}]+)/u;
const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const USERNAME = /^@?[a-z0-9_]{3,20}$/i;
const MENTION = /^@(?=_*[a-z0-9])[a-z0-9_]{3,20}$/i;
const HAS: Record<string, Sought['has'][number]> = {
  media: 'media',
  medya: 'media',
  poll: 'poll',
  anket: 'poll',
  link: 'link',
};

/** Whether a date is one of the calendar. */
export const isDate = (text: string): boolean =>
  DATE.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

/** Takes apart what somebody typed. Never throws; what is not understood stands in `invalid`, all else is words. */
export function readQuery(typed: string): Sought {
  const sought: Sought = {
    words: [],
    exact: [],
    isLastOpen: false,
    phrases: [],
    without: [],
    hashtags: [],
    withoutHashtags: [],
    mentioned: [],
    from: [],
    withoutFrom: [],
    has: [],
    withoutHas: [],
    language: null,
    withoutLanguages: [],
    since: null,
    until: null,
    invalid: [],
  };
  for (const part of typed.replace(QUOTES, '"').matchAll(PART)) {
    const [, sign, operator, value, phrase, word] = part;
    sought.isLastOpen = false;
    if (operator !== undefined && value !== undefined) {
      readOperator(sought, sign === '-', operator.toLowerCase(), value.replaceAll('"', ''));
    } else if (word !== undefined && TAG.test(word)) {
      (sign ? sought.withoutHashtags : sought.hashtags).push(hashtagKey(TAG.exec(word)?.[1] ?? ''));
    } else if (word !== undefined && !sign && MENTION.test(word)) {
      sought.mentioned.push(word.slice(1).toLowerCase());
      sought.words.push(wordsOf(word.replaceAll('_', ''))[0]?.folded ?? '');
    } else {
      const words = wordsOf(phrase ?? word ?? '').map(({ folded }) => folded);
      if (words.length === 0) continue;
      if (sign) sought.without.push(words);
      else if (phrase !== undefined && words.length > 1) sought.phrases.push(words);
      else {
        sought.words.push(...words);
        if (phrase !== undefined) sought.exact.push(...words);
        sought.isLastOpen = phrase === undefined && !/\s$/u.test(typed);
      }
    }
  }
  return sought;
}

function readOperator(sought: Sought, isNot: boolean, operator: string, value: string): void {
  const said = fold(value);
  const has = HAS[said];
  if ((operator === 'from' || operator === 'kimden') && USERNAME.test(value)) {
    (isNot ? sought.withoutFrom : sought.from).push(value.replace('@', '').toLowerCase());
  } else if (operator === 'has' && has) (isNot ? sought.withoutHas : sought.has).push(has);
  else if (operator === 'lang' && (said === 'tr' || said === 'en')) {
    if (isNot) sought.withoutLanguages.push(said);
    else sought.language = said;
  } else if (operator === 'since' && !isNot && isDate(value)) sought.since = value;
  else if (operator === 'until' && !isNot && isDate(value)) sought.until = value;
  else sought.invalid.push({ operator: isNot ? `-${operator}` : operator, value });
}

export interface Spelling {
  /** Other spellings of words that nothing has. */
  alternatives?: ReadonlyMap<string, readonly string[]>;
  /** By hashtag: longer ones that will do. */
  tags?: ReadonlyMap<string, readonly string[]>;
  /** One of the words is enough. */
  isLoose?: boolean;
  /** Ids of authors of whom anything is as good as the words. */
  orBy?: readonly string[];
  /** Matches the same posts with fewer entries, but tells nothing of how well they match. */
  forIndex?: boolean;
  /** The texts may have been taken apart by rules before these. */
  areOld?: boolean;
  /** Matches more: those of the words that are enough to find few, and what a half-typed one may become. */
  narrowed?: { words: ReadonlySet<string>; completions: readonly string[] | undefined };
  /** Matches more: what else the words are called. Not for how well a post matches, which only what was typed tells. */
  ways?: readonly Otherwise[];
}

/** Ids of the members whom `from:` and `-from:` name. */
export interface Authors {
  by: readonly string[];
  notBy: readonly string[];
}

export const ANYBODY: Authors = { by: [], notBy: [] };

/** What is sought in PostgreSQL's notation of a tsquery; null where nothing is to be there, only not to be. */
export function toTsquery(
  sought: Sought,
  authors: Authors,
  {
    alternatives = new Map(),
    tags = new Map(),
    isLoose = false,
    orBy = [],
    forIndex = false,
    areOld = false,
    narrowed,
    ways = [],
  }: Spelling = {},
): string | null {
  const form = forIndex ? anyFormInIndex : areOld ? anyFormEver : anyForm;
  const own = sought.words.flatMap((word, index) => {
    if (narrowed && !narrowed.words.has(word)) return [];
    const isOpen = sought.isLastOpen && index === sought.words.length - 1;
    const others = (alternatives.get(word) ?? []).map((other) => form(other, false));
    return either([form(word, isOpen, isOpen ? narrowed?.completions : undefined), ...others]);
  });
  const words =
    ways.length > 0 && own.length > 0
      ? inAnyWay(own, ways, { isLoose, forIndex: narrowed !== undefined })
      : own;
  const by = orBy.map((id) => quoted(fact.author(id)));
  const together = isLoose ? undefined : grownTogether(sought);
  const joined = together === undefined ? [] : [form(together, sought.isLastOpen)];
  const isEither = by.length > 0 || joined.length > 0 || (isLoose && words.length > 1);
  const said = isLoose || words.length === 0 ? words : [`(${words.join(' & ')})`];
  const parts = [
    ...(isEither ? [`(${[...said, ...joined, ...by].join(' | ')})`] : words),
    ...sought.phrases.map(phrase),
    ...sought.hashtags.map((key) => either([fact.hashtag(key), ...(tags.get(key) ?? [])].map(quoted))),
    ...sought.has.map((what) => quoted(fact.has(what))),
    ...(sought.language ? [quoted(fact.language(sought.language))] : []),
    ...(authors.by.length > 0 ? [`(${authors.by.map((id) => quoted(fact.author(id))).join(' | ')})`] : []),
  ];
  if (parts.length === 0) return null;
  const without = [
    ...sought.without.map((list) => (list.length > 1 ? inOrder(list) : form(list[0] ?? '', false))),
    ...sought.withoutHashtags.map((key) => quoted(fact.hashtag(key))),
    ...sought.withoutHas.map((what) => quoted(fact.has(what))),
    ...sought.withoutLanguages.map((language) => quoted(fact.language(language))),
    ...authors.notBy.map((id) => quoted(fact.author(id))),
  ];
  return [...parts, ...without.map((part) => `!${part}`)].join(' & ');
}

/** The words and phrases of what is sought, for texts of which nothing else is indexed; null where there are none. */
export const wordsAlone = (sought: Sought): string | null =>
  toTsquery(
    {
      ...sought,
      hashtags: [],
      withoutHashtags: [],
      has: [],
      withoutHas: [],
      language: null,
      withoutLanguages: [],
    },
    ANYBODY,
    { areOld: true },
  );
