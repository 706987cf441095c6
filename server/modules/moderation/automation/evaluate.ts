import { fold, foldLookAlikes, splitWords } from '@chitlaq/text';
import {
  type AutomaticRule,
  type Comparison,
  durationMs,
  type Rate,
  type RuleCondition,
  type RuleTest,
  ruleHost,
  testsOf,
} from '@chitlaq/text/automatic-rule';
import { wordMatcher } from '../../content/index.ts';

/** All that a rule can know of a post. The same for a post of now and one of a rehearsal. */
export interface Facts {
  isReply: boolean;
  /** The text, the content warning, and the options of a poll. */
  texts: readonly string[];
  counts: { links: number; mentions: number; hashtags: number };
  hosts: readonly string[];
  /** How old the account was when it posted. */
  authorAgeMs: number;
  /** What the author did up to the post, with it. */
  earlier: readonly EarlierAct[];
}

export interface EarlierAct {
  /** `picture`: somebody posted one of the post’s pictures, or its author did by the post itself. */
  kind: 'post' | 'reply' | 'conversation' | 'picture';
  /** How long before the post. */
  agoMs: number;
  /** The key of the text of a post, or null. */
  textKey: string | null;
  /** Who posted the picture. */
  authorId?: string;
  /** Of a conversation: the other one did not follow the author before. */
  isWithStranger?: boolean;
}

/** What has to be read for a rule. */
export interface Needs {
  /** How far back; 0: nothing but the post. */
  windowMs: number;
  conversations: boolean;
  pictures: boolean;
}

export function needsOf(rules: readonly AutomaticRule[]): Needs {
  const rates = rules
    .flatMap(({ where }) => testsOf(where))
    .filter((test): test is RuleTest & { test: 'rate' } => test.test === 'rate');
  return {
    windowMs: Math.max(0, ...rates.map(({ within }) => durationMs(within))),
    conversations: rates.some(
      ({ of }) => of === 'new conversations' || of === 'conversations with strangers',
    ),
    pictures: rates.some(({ of }) => of === 'same picture'),
  };
}

/** Texts that a reader takes for the same have the same key. Null for a text without words. */
export const textKeyOf = (text: string): string | null =>
  splitWords(foldLookAlikes(fold(text)))
    .map((word) => word.text)
    .join(' ') || null;

const compare: Record<Comparison, (value: number, number: number) => boolean> = {
  '>=': (value, number) => value >= number,
  '<=': (value, number) => value <= number,
  '>': (value, number) => value > number,
  '<': (value, number) => value < number,
  '=': (value, number) => value === number,
};

/** The host of a link as a rule names it; null if it has none. */
export const hostOfLink = (url: string): string | null => {
  const host = /^https?:\/\/([^/?#:]+)/i.exec(url)?.[1];
  return host === undefined ? null : ruleHost(host);
};

const isOrIsBelow = (host: string, named: string): boolean => host === named || host.endsWith(`.${named}`);

function rateOf(facts: Facts, of: Rate, withinMs: number): number {
  const inWindow = facts.earlier.filter(({ agoMs }) => agoMs < withinMs);
  if (of === 'posts') return inWindow.filter(({ kind }) => kind === 'post').length;
  if (of === 'replies') return inWindow.filter(({ kind }) => kind === 'reply').length;
  if (of === 'new conversations') return inWindow.filter(({ kind }) => kind === 'conversation').length;
  if (of === 'conversations with strangers')
    return inWindow.filter(({ isWithStranger }) => isWithStranger).length;
  if (of === 'same picture')
    return new Set(inWindow.flatMap(({ kind, authorId }) => (kind === 'picture' ? (authorId ?? []) : [])))
      .size;
  const key = textKeyOf(facts.texts[0] ?? '');
  return key === null ? 0 : inWindow.filter(({ textKey }) => textKey === key).length;
}

type Matcher = (facts: Facts) => boolean;

function compileTest(test: RuleTest): Matcher {
  switch (test.test) {
    case 'count':
      return ({ counts }) => compare[test.comparison](counts[test.of], test.number);
    case 'text': {
      const isPlain = wordMatcher(test.words.map(fold));
      const isDisguised = wordMatcher(test.words.map((word) => foldLookAlikes(fold(word))));
      return ({ texts }) =>
        texts.map(fold).some((text) => isPlain(text) || isDisguised(foldLookAlikes(text)));
    }
    case 'host':
      return ({ hosts }) => hosts.some((host) => test.hosts.some((named) => isOrIsBelow(host, named)));
    case 'age':
      return ({ authorAgeMs }) => authorAgeMs < durationMs(test.younger);
    case 'rate':
      return (facts) =>
        compare[test.comparison](rateOf(facts, test.of, durationMs(test.within)), test.number);
  }
}

function compileCondition(condition: RuleCondition): Matcher {
  if (condition.test === 'not') {
    const inner = compileCondition(condition.of);
    return (facts) => !inner(facts);
  }
  if (condition.test === 'all' || condition.test === 'any') {
    const parts = condition.of.map(compileCondition);
    return condition.test === 'all'
      ? (facts) => parts.every((matches) => matches(facts))
      : (facts) => parts.some((matches) => matches(facts));
  }
  return compileTest(condition);
}

/** Makes the pure function that decides whether a post is a hit: of the live rule and of its rehearsal alike. Linear in the text. */
export function compileRule({ subject, where }: AutomaticRule): Matcher {
  const matches = compileCondition(where);
  if (subject === 'post or reply') return matches;
  const isReply = subject === 'reply';
  return (facts) => facts.isReply === isReply && matches(facts);
}
