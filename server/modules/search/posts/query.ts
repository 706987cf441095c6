import { fold, hashtagKey } from '@chitlaq/text';
import { fact, quoteLexeme } from './document.ts';
import { type Expansion, toExpandedTsquery } from './query-expansion.ts';
import { splitIntoWords } from './tokenizer.ts';
import {
  anyOf,
  formsQuery,
  indexFormsQuery,
  joinPair,
  legacyFormsQuery,
  phraseQuery,
  sequenceQuery,
} from './word-forms.ts';

/** A parsed query. */
export interface ParsedQuery {
  /** Required words, in any form, folded. */
  words: string[];
  /** Those of the words that were in quotation marks: not expanded, but in any form. */
  exact: string[];
  /** The last word may be half typed. */
  isLastPartial: boolean;
  /** Phrases: words in their order, folded. */
  phrases: string[][];
  /** Excluded words, and phrases of several words. */
  excludedPhrases: string[][];
  hashtags: string[];
  excludedHashtags: string[];
  /** Usernames of mentions, with their @. */
  mentioned: string[];
  /** Usernames. */
  from: string[];
  excludedFrom: string[];
  has: ('media' | 'poll' | 'link')[];
  excludedHas: ('media' | 'poll' | 'link')[];
  language: 'tr' | 'en' | null;
  excludedLanguages: ('tr' | 'en')[];
  since: string | null;
  until: string | null;
  /** Operators with an invalid value, as typed. */
  invalid: { operator: string; value: string }[];
}

/** Quotation marks that phones and books use instead of ". */
const QUOTES = /[“”„‟«»＂]/gu;
const TOKEN = /(-?)(?:(from|kimden|since|until|has|lang):("[^"]*"|\S+)|"([^"]*)"|(\S+))/giu;
/** A hashtag contains a letter, and ends at the first character that is not allowed, as in a post. */
const HASHTAG =
  /^#(?=[\p{M}\p{Nd}_\p{Default_Ignorable_Code_Point}]*(?!\p{Default_Ignorable_Code_Point})\p{L})([\p{L}\p{M}\p{Nd}_\p{Default_Ignorable_Code_Point}]+)/u;
const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const USERNAME = /^@?[a-z0-9_]{3,20}$/i;
const MENTION = /^@(?=_*[a-z0-9])[a-z0-9_]{3,20}$/i;
const HAS: Record<string, ParsedQuery['has'][number]> = {
  media: 'media',
  medya: 'media',
  poll: 'poll',
  anket: 'poll',
  link: 'link',
};

/** Whether a date exists in the calendar. */
export const isDate = (text: string): boolean =>
  DATE.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

/** Parses a query. Never throws: invalid operators are in `invalid`, everything else is words. */
export function parseQuery(typed: string): ParsedQuery {
  const parsedQuery: ParsedQuery = {
    words: [],
    exact: [],
    isLastPartial: false,
    phrases: [],
    excludedPhrases: [],
    hashtags: [],
    excludedHashtags: [],
    mentioned: [],
    from: [],
    excludedFrom: [],
    has: [],
    excludedHas: [],
    language: null,
    excludedLanguages: [],
    since: null,
    until: null,
    invalid: [],
  };
  for (const part of typed.replace(QUOTES, '"').matchAll(TOKEN)) {
    const [, sign, operator, value, phrase, word] = part;
    parsedQuery.isLastPartial = false;
    if (operator !== undefined && value !== undefined) {
      parseOperator(parsedQuery, sign === '-', operator.toLowerCase(), value.replaceAll('"', ''));
    } else if (word !== undefined && HASHTAG.test(word)) {
      (sign ? parsedQuery.excludedHashtags : parsedQuery.hashtags).push(
        hashtagKey(HASHTAG.exec(word)?.[1] ?? ''),
      );
    } else if (word !== undefined && !sign && MENTION.test(word)) {
      parsedQuery.mentioned.push(word.slice(1).toLowerCase());
      parsedQuery.words.push(splitIntoWords(word.replaceAll('_', ''))[0]?.folded ?? '');
    } else {
      const words = splitIntoWords(phrase ?? word ?? '').map(({ folded }) => folded);
      if (words.length === 0) continue;
      if (sign) parsedQuery.excludedPhrases.push(words);
      else if (phrase !== undefined && words.length > 1) parsedQuery.phrases.push(words);
      else {
        parsedQuery.words.push(...words);
        if (phrase !== undefined) parsedQuery.exact.push(...words);
        parsedQuery.isLastPartial = phrase === undefined && !/\s$/u.test(typed);
      }
    }
  }
  return parsedQuery;
}

function parseOperator(parsedQuery: ParsedQuery, isNegated: boolean, operator: string, value: string): void {
  const folded = fold(value);
  const has = HAS[folded];
  if ((operator === 'from' || operator === 'kimden') && USERNAME.test(value)) {
    (isNegated ? parsedQuery.excludedFrom : parsedQuery.from).push(value.replace('@', '').toLowerCase());
  } else if (operator === 'has' && has) (isNegated ? parsedQuery.excludedHas : parsedQuery.has).push(has);
  else if (operator === 'lang' && (folded === 'tr' || folded === 'en')) {
    if (isNegated) parsedQuery.excludedLanguages.push(folded);
    else parsedQuery.language = folded;
  } else if (operator === 'since' && !isNegated && isDate(value)) parsedQuery.since = value;
  else if (operator === 'until' && !isNegated && isDate(value)) parsedQuery.until = value;
  else parsedQuery.invalid.push({ operator: isNegated ? `-${operator}` : operator, value });
}

export interface QueryOptions {
  /** Other spellings of words that nobody has written. */
  alternatives?: ReadonlyMap<string, readonly string[]>;
  /** By hashtag: longer ones that match as well. */
  tags?: ReadonlyMap<string, readonly string[]>;
  /** One of the words is enough. */
  matchesAny?: boolean;
  /** Ids of authors whose posts match without the words. */
  alternativeAuthors?: readonly string[];
  /** Matches the same posts with fewer entries, but does not rank them. */
  forIndex?: boolean;
  /** The texts may have been tokenized by older rules. */
  isLegacyText?: boolean;
  /** Matches more: only the selective words, and the completions of a half-typed one. */
  narrowed?: { words: ReadonlySet<string>; completions: readonly string[] | undefined };
  /** Matches more: expansions of the words. Not for the rank, which only depends on what was typed. */
  expansions?: readonly Expansion[];
}

/** Ids of the members of `from:` and `-from:`. */
export interface Authors {
  included: readonly string[];
  excluded: readonly string[];
}

export const ANY_AUTHOR: Authors = { included: [], excluded: [] };

/** A query in PostgreSQL's notation of a tsquery; null if it only excludes. */
export function toTsquery(
  parsedQuery: ParsedQuery,
  authors: Authors,
  {
    alternatives = new Map(),
    tags = new Map(),
    matchesAny = false,
    alternativeAuthors = [],
    forIndex = false,
    isLegacyText = false,
    narrowed,
    expansions = [],
  }: QueryOptions = {},
): string | null {
  const toForms = forIndex ? indexFormsQuery : isLegacyText ? legacyFormsQuery : formsQuery;
  const wordQueries = parsedQuery.words.flatMap((word, index) => {
    if (narrowed && !narrowed.words.has(word)) return [];
    const isPartial = parsedQuery.isLastPartial && index === parsedQuery.words.length - 1;
    const others = (alternatives.get(word) ?? []).map((other) => toForms(other, false));
    return anyOf([toForms(word, isPartial, isPartial ? narrowed?.completions : undefined), ...others]);
  });
  const words =
    expansions.length > 0 && wordQueries.length > 0
      ? toExpandedTsquery(wordQueries, expansions, { matchesAny, forIndex: narrowed !== undefined })
      : wordQueries;
  const authorQueries = alternativeAuthors.map((id) => quoteLexeme(fact.author(id)));
  const joinedPair = matchesAny ? undefined : joinPair(parsedQuery);
  const joined = joinedPair === undefined ? [] : [toForms(joinedPair, parsedQuery.isLastPartial)];
  const isEither = authorQueries.length > 0 || joined.length > 0 || (matchesAny && words.length > 1);
  const folded = matchesAny || words.length === 0 ? words : [`(${words.join(' & ')})`];
  const parts = [
    ...(isEither ? [`(${[...folded, ...joined, ...authorQueries].join(' | ')})`] : words),
    ...parsedQuery.phrases.map(phraseQuery),
    ...parsedQuery.hashtags.map((key) =>
      anyOf([fact.hashtag(key), ...(tags.get(key) ?? [])].map(quoteLexeme)),
    ),
    ...parsedQuery.has.map((what) => quoteLexeme(fact.has(what))),
    ...(parsedQuery.language ? [quoteLexeme(fact.language(parsedQuery.language))] : []),
    ...(authors.included.length > 0
      ? [`(${authors.included.map((id) => quoteLexeme(fact.author(id))).join(' | ')})`]
      : []),
  ];
  if (parts.length === 0) return null;
  const excludedPhrases = [
    ...parsedQuery.excludedPhrases.map((list) =>
      list.length > 1 ? sequenceQuery(list) : toForms(list[0] ?? '', false),
    ),
    ...parsedQuery.excludedHashtags.map((key) => quoteLexeme(fact.hashtag(key))),
    ...parsedQuery.excludedHas.map((what) => quoteLexeme(fact.has(what))),
    ...parsedQuery.excludedLanguages.map((language) => quoteLexeme(fact.language(language))),
    ...authors.excluded.map((id) => quoteLexeme(fact.author(id))),
  ];
  return [...parts, ...excludedPhrases.map((part) => `!${part}`)].join(' & ');
}

/** The words and phrases of a query, for texts without other index entries; null if there are none. */
export const toWordsTsquery = (parsedQuery: ParsedQuery): string | null =>
  toTsquery(
    {
      ...parsedQuery,
      hashtags: [],
      excludedHashtags: [],
      has: [],
      excludedHas: [],
      language: null,
      excludedLanguages: [],
    },
    ANY_AUTHOR,
    { isLegacyText: true },
  );
