import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AutomaticRule,
  COMPARISONS,
  COUNTED,
  parseRule,
  printRule,
  RATES,
  RULE_LIMITS,
  RULE_SUBJECTS,
  type RuleCondition,
  RuleSyntaxError,
  type RuleTest,
  testsOf,
} from './automatic-rule.ts';

const errorOf = (source: string) => {
  try {
    parseRule(source);
  } catch (error) {
    if (error instanceof RuleSyntaxError) return { code: error.code, position: error.position };
    throw error;
  }
  return null;
};

describe('what is read', () => {
  test('a rule with two conditions', () => {
    expect(parseRule('post where links >= 2 and author is younger than 3 days')).toEqual({
      subject: 'post',
      where: {
        test: 'all',
        of: [
          { test: 'count', of: 'links', comparison: '>=', number: 2 },
          { test: 'age', younger: { amount: 3, unit: 'day' } },
        ],
      },
    });
  });

  test('not binds closer than and, and closer than or', () => {
    const links = { test: 'count', of: 'links', comparison: '>', number: 1 };
    const { where } = parseRule('reply where links > 1 or not links > 1 and links > 1');
    expect(where).toEqual({
      test: 'any',
      of: [links, { test: 'all', of: [{ test: 'not', of: links }, links] }],
    });
  });

  test.each([
    'post where text contains "bahis", "kolay para"',
    'post or reply where link to "example.com", "t.me"',
    'reply where (mentions > 5 or hashtags >= 10) and not author is younger than 1 day',
    'post where posts in 10 minutes >= 5 or replies in 1 hour > 20',
    'post where same text in 1 day >= 3',
    'post where same picture in 1 day >= 3',
    'post or reply where new conversations in 7 days >= 20',
    'post or reply where conversations with strangers in 12 hours > 10',
    'post where not (links = 0 and mentions < 1)',
    'post where (links = 1 or links = 2) or links = 3',
  ])('%s is written as it was', (source) => {
    expect(printRule(parseRule(source))).toBe(source);
  });

  test('capitals, line breaks and www. make no difference', () => {
    expect(printRule(parseRule('Post WHERE\n  Link To "WWW.Example.com"\n  AND links>=1'))).toBe(
      'post where link to "example.com" and links >= 1',
    );
  });
});

describe('what is refused, and where', () => {
  test.each([
    ['', 'expected_subject', 0],
    ['message where links > 1', 'expected_subject', 0],
    ['post links > 1', 'unexpected', 5],
    ['post where', 'expected_test', 10],
    ['post where links', 'unexpected', 16],
    ['post where links > 101', 'bad_number', 19],
    ['post where links > 1 links > 2', 'unexpected', 21],
    ['post where text contains bahis', 'unexpected', 25],
    ['post where text contains ""', 'bad_word', 25],
    ['post where text contains "a\nb"', 'bad_word', 25],
    ['post where text contains "bahis', 'unclosed_text', 25],
    ['post where link to "nowhere"', 'bad_host', 19],
    ['post where author is younger than 0 days', 'bad_duration', 34],
    ['post where posts in 8 days > 1', 'bad_duration', 20],
    ['post where (links > 1', 'unexpected', 21],
    ['post where text ~ "(a+)+"', 'unexpected', 16],
  ])('%j', (source, code, position) => {
    expect(errorOf(source)).toEqual({ code, position });
  });

  test('what is too much', () => {
    const many = (part: string, times: number, between: string) => Array(times).fill(part).join(between);
    expect(errorOf(`post where ${many('links > 1', RULE_LIMITS.tests, ' and ')}`)).toBeNull();
    expect(errorOf(`post where ${many('links > 1', RULE_LIMITS.tests + 1, ' and ')}`)?.code).toBe(
      'too_many_tests',
    );
    expect(errorOf(`post where text contains ${many('"a"', RULE_LIMITS.words + 1, ',')}`)?.code).toBe(
      'too_many_words',
    );
    expect(errorOf(`post where ${'('.repeat(7)}links > 1${')'.repeat(7)}`)?.code).toBe('too_deep');
    expect(errorOf(`post where ${'not '.repeat(500)}`.slice(0, 2000))?.code).toBe('too_deep');
    expect(errorOf(' '.repeat(2001))?.code).toBe('too_long');
  });
});

describe('for any rule', () => {
  const comparison = fc.constantFrom(...COMPARISONS);
  const number = fc.integer({ min: 0, max: RULE_LIMITS.number });
  const duration = (days: number) =>
    fc.oneof(
      fc.record({ amount: fc.integer({ min: 1, max: days }), unit: fc.constant('day' as const) }),
      fc.record({ amount: fc.integer({ min: 1, max: days * 24 }), unit: fc.constant('hour' as const) }),
      fc.record({ amount: fc.integer({ min: 1, max: days * 1440 }), unit: fc.constant('minute' as const) }),
    );
  const word = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
    .filter((text) => errorOf(`post where text contains "${text}"`) === null);
  const host = fc.domain().filter((name) => errorOf(`post where link to "${name}"`) === null);
  const ruleTest: fc.Arbitrary<RuleTest> = fc.oneof(
    fc.record({ test: fc.constant('count' as const), of: fc.constantFrom(...COUNTED), comparison, number }),
    fc.record({ test: fc.constant('text' as const), words: fc.array(word, { minLength: 1, maxLength: 3 }) }),
    fc.record({
      test: fc.constant('host' as const),
      hosts: fc.array(
        host.map((name) => name.toLowerCase().replace(/^www\./, '')),
        { minLength: 1, maxLength: 2 },
      ),
    }),
    fc.record({ test: fc.constant('age' as const), younger: duration(RULE_LIMITS.ageDays) }),
    fc.record({
      test: fc.constant('rate' as const),
      of: fc.constantFrom(...RATES.filter((of) => of !== 'same picture')),
      within: duration(RULE_LIMITS.windowDays),
      comparison,
      number,
    }),
    fc.record({
      test: fc.constant('rate' as const),
      of: fc.constant('same picture' as const),
      within: duration(RULE_LIMITS.pictureDays),
      comparison,
      number,
    }),
  );
  const condition = (depth: number): fc.Arbitrary<RuleCondition> => {
    if (depth === 0) return ruleTest;
    const inner = condition(depth - 1);
    const list = fc.array(inner, { minLength: 2, maxLength: 2 });
    return fc.oneof(
      { weight: 2, arbitrary: ruleTest },
      { weight: 1, arbitrary: fc.record({ test: fc.constant('all' as const), of: list }) },
      { weight: 1, arbitrary: fc.record({ test: fc.constant('any' as const), of: list }) },
      { weight: 1, arbitrary: fc.record({ test: fc.constant('not' as const), of: inner }) },
    );
  };
  const rule: fc.Arbitrary<AutomaticRule> = fc
    .record({ subject: fc.constantFrom(...RULE_SUBJECTS), where: condition(3) })
    .filter((found) => printRule(found).length <= RULE_LIMITS.length && testsOf(found.where).length <= 20);

  test('what is written is read as the same rule', () => {
    fc.assert(
      fc.property(rule, (found) => {
        expect(parseRule(printRule(found))).toEqual(found);
      }),
    );
  });

  const piece = fc.constantFrom(
    ...'post reply where or and not ( ) , >= < = links mentions text contains link to author is younger than 3 99999999999999999999 days in same new conversations with strangers "a" " \u0000 😀'.split(
      ' ',
    ),
  );
  test('any text is a rule, or an error inside the text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(piece, { maxLength: 40 }).map((words) => words.join(' ')),
      rule.chain((found) => {
        const source = printRule(found);
        return fc.integer({ min: 0, max: source.length }).map((end) => source.slice(0, end));
      }),
    );
    fc.assert(
      fc.property(text, (source) => {
        const error = errorOf(source);
        if (error === null) expect(parseRule(printRule(parseRule(source)))).toEqual(parseRule(source));
        else expect(error.position).toBeLessThanOrEqual(source.length);
      }),
      { numRuns: 500 },
    );
  });
});
