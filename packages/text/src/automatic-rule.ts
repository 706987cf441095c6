/**
 * The language of automatic rules: docs/adr/0089-automatic-rules.md. Without regular expressions of users, and bounded, so that no rule is
 * slow. Without dependencies; the server evaluates rules, the admin app edits them.
 */

export const COUNTED = ['links', 'mentions', 'hashtags'] as const;
export type Counted = (typeof COUNTED)[number];

/**
 * What the author did in a window up to the post, with the post itself; `same picture`: how many authors posted one of its pictures, with
 * the author; `conversations with strangers`: new ones with people who did not follow the author before.
 */
export const RATES = [
  'posts',
  'replies',
  'same text',
  'same picture',
  'new conversations',
  'conversations with strangers',
] as const;
export type Rate = (typeof RATES)[number];

export const COMPARISONS = ['>=', '<=', '>', '<', '='] as const;
export type Comparison = (typeof COMPARISONS)[number];

export const UNITS = ['minute', 'hour', 'day'] as const;
export type Unit = (typeof UNITS)[number];
export interface Duration {
  amount: number;
  unit: Unit;
}

export type RuleTest =
  /** `links >= 2` */
  | { test: 'count'; of: Counted; comparison: Comparison; number: number }
  /** `text contains "bahis", "kumar"`: one of these words or phrases */
  | { test: 'text'; words: string[] }
  /** `link to "example.com"`: to one of these hosts, or to one below it */
  | { test: 'host'; hosts: string[] }
  /** `author is younger than 3 days`: the account, when it posted */
  | { test: 'age'; younger: Duration }
  /** `posts in 1 hour >= 10` */
  | { test: 'rate'; of: Rate; within: Duration; comparison: Comparison; number: number };

export type RuleCondition =
  | RuleTest
  | { test: 'all'; of: RuleCondition[] }
  | { test: 'any'; of: RuleCondition[] }
  | { test: 'not'; of: RuleCondition };

export const RULE_SUBJECTS = ['post', 'reply', 'post or reply'] as const;
export type RuleSubject = (typeof RULE_SUBJECTS)[number];

export interface AutomaticRule {
  /** `post` is one that is no reply. */
  subject: RuleSubject;
  where: RuleCondition;
}

export const RULE_LIMITS = {
  /** Of the text of a rule, in UTF-16 units. */
  length: 2_000,
  tests: 20,
  depth: 6,
  /** Words or hosts of one test. */
  words: 50,
  wordLength: 60,
  number: 100,
  /** Of a window, in days. */
  windowDays: 7,
  /** Of a window of `same picture`, in days: the pictures of all members in it are compared. */
  pictureDays: 1,
  /** Of an account's age, in days. */
  ageDays: 365,
} as const;

export type RuleErrorCode =
  | 'too_long'
  | 'too_many_tests'
  | 'too_deep'
  | 'too_many_words'
  | 'bad_word'
  | 'bad_host'
  | 'bad_number'
  | 'bad_duration'
  | 'unclosed_text'
  | 'unexpected'
  | 'expected_subject'
  | 'expected_test';

/** Why a text is no rule, and where. The only thing that `parseRule` throws. */
export class RuleSyntaxError extends Error {
  readonly code: RuleErrorCode;
  /** In UTF-16 units from the start. */
  readonly position: number;
  constructor(code: RuleErrorCode, position: number) {
    super(`${code} at ${position}`);
    this.name = 'RuleSyntaxError';
    this.code = code;
    this.position = position;
  }
}

const UNIT_MS: Record<Unit, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
export const durationMs = ({ amount, unit }: Duration): number => amount * UNIT_MS[unit];

/** The tests of a condition, in the order in which they are written. */
export function testsOf(condition: RuleCondition): RuleTest[] {
  if (condition.test === 'not') return testsOf(condition.of);
  if (condition.test === 'all' || condition.test === 'any') return condition.of.flatMap(testsOf);
  return [condition];
}

// Reading

interface Token {
  kind: 'word' | 'number' | 'text' | 'sign' | 'end';
  /** A word in lower case, the characters of a text without its quotation marks. */
  value: string;
  at: number;
}

const SPACE = /\s/;
const LETTER = /[A-Za-z]/;
const DIGIT = /[0-9]/;
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/u;

function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  const runFrom = (start: number, pattern: RegExp): string => {
    let end = start;
    while (end < source.length && pattern.test(source[end]!)) end += 1;
    return source.slice(start, end);
  };
  let at = 0;
  while (at < source.length) {
    const first = source[at]!;
    if (SPACE.test(first)) {
      at += 1;
    } else if (first === '"') {
      const end = source.indexOf('"', at + 1);
      if (end < 0) throw new RuleSyntaxError('unclosed_text', at);
      tokens.push({ kind: 'text', value: source.slice(at + 1, end), at });
      at = end + 1;
    } else if (LETTER.test(first)) {
      const word = runFrom(at, LETTER);
      tokens.push({ kind: 'word', value: word.toLowerCase(), at });
      at += word.length;
    } else if (DIGIT.test(first)) {
      const digits = runFrom(at, DIGIT);
      tokens.push({ kind: 'number', value: digits, at });
      at += digits.length;
    } else {
      const sign = ['>=', '<='].find((two) => source.startsWith(two, at)) ?? first;
      if (!['>=', '<=', '>', '<', '=', '(', ')', ','].includes(sign))
        throw new RuleSyntaxError('unexpected', at);
      tokens.push({ kind: 'sign', value: sign, at });
      at += sign.length;
    }
  }
  tokens.push({ kind: 'end', value: '', at: source.length });
  return tokens;
}

/** A host as it is stored and compared: lower case, in the letters of DNS. Null if it is none. */
export function ruleHost(typed: string): string | null {
  const name = typed
    .trim()
    .toLowerCase()
    .replace(/^www\./, '');
  return name.length <= 253 && /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/.test(name)
    ? name
    : null;
}

/** Whether a word can be in a rule: nothing that ends the text or breaks the line. */
const isWord = (word: string): boolean =>
  word.trim() === word &&
  word !== '' &&
  word.length <= RULE_LIMITS.wordLength &&
  !word.includes('"') &&
  !CONTROL.test(word) &&
  /[^\s\p{Z}\p{Default_Ignorable_Code_Point}]/u.test(word);

class Reader {
  private next = 0;
  private tests = 0;
  private readonly tokens: Token[];
  constructor(tokens: Token[]) {
    this.tokens = tokens;
  }

  private get token(): Token {
    return this.tokens[this.next]!;
  }
  private take(): Token {
    const taken = this.token;
    if (taken.kind !== 'end') this.next += 1;
    return taken;
  }
  /** Takes these words if all of them come next. */
  private skipAll(words: readonly string[]): boolean {
    const start = this.next;
    if (words.every((word) => this.skip(word))) return true;
    this.next = start;
    return false;
  }
  private is(value: string): boolean {
    return (this.token.kind === 'word' || this.token.kind === 'sign') && this.token.value === value;
  }
  private skip(value: string): boolean {
    if (!this.is(value)) return false;
    this.next += 1;
    return true;
  }
  private expect(...values: string[]): void {
    for (const value of values) if (!this.skip(value)) throw this.error('unexpected');
  }
  private error(code: RuleErrorCode, token = this.token): RuleSyntaxError {
    return new RuleSyntaxError(code, token.at);
  }

  rule(): AutomaticRule {
    const subject = this.subject();
    this.expect('where');
    const where = this.any(1);
    if (this.token.kind !== 'end') throw this.error('unexpected');
    return { subject, where };
  }

  private subject(): RuleSubject {
    if (this.skip('reply')) return 'reply';
    if (!this.skip('post')) throw this.error('expected_subject');
    if (!this.skip('or')) return 'post';
    this.expect('reply');
    return 'post or reply';
  }

  private any(depth: number): RuleCondition {
    return this.list('any', 'or', depth, () => this.all(depth));
  }
  private all(depth: number): RuleCondition {
    return this.list('all', 'and', depth, () => this.single(depth));
  }
  private list(
    test: 'any' | 'all',
    between: string,
    depth: number,
    read: () => RuleCondition,
  ): RuleCondition {
    if (depth > RULE_LIMITS.depth) throw this.error('too_deep');
    const of = [read()];
    while (this.skip(between)) of.push(read());
    return of.length === 1 ? of[0]! : { test, of };
  }

  private single(depth: number): RuleCondition {
    if (depth > RULE_LIMITS.depth) throw this.error('too_deep');
    if (this.skip('not')) return { test: 'not', of: this.single(depth + 1) };
    if (this.skip('(')) {
      const inner = this.any(depth + 1);
      this.expect(')');
      return inner;
    }
    this.tests += 1;
    if (this.tests > RULE_LIMITS.tests) throw this.error('too_many_tests');
    return this.test();
  }

  private test(): RuleTest {
    const first = this.token;
    if (first.kind !== 'word') throw this.error('expected_test');
    if (this.skip('text')) {
      this.expect('contains');
      return { test: 'text', words: this.texts((word) => (isWord(word) ? word : null), 'bad_word') };
    }
    if (this.skip('link')) {
      this.expect('to');
      return { test: 'host', hosts: this.texts(ruleHost, 'bad_host') };
    }
    if (this.skip('author')) {
      this.expect('is', 'younger', 'than');
      return { test: 'age', younger: this.duration(RULE_LIMITS.ageDays) };
    }
    for (const of of COUNTED)
      if (this.skip(of)) return { test: 'count', of, comparison: this.comparison(), number: this.number() };
    for (const of of RATES) {
      if (!this.skipAll(of.split(' '))) continue;
      this.expect('in');
      const within = this.duration(of === 'same picture' ? RULE_LIMITS.pictureDays : RULE_LIMITS.windowDays);
      return { test: 'rate', of, within, comparison: this.comparison(), number: this.number() };
    }
    throw this.error('expected_test', first);
  }

  private texts(read: (text: string) => string | null, code: RuleErrorCode): string[] {
    const found: string[] = [];
    do {
      const token = this.take();
      const value = token.kind === 'text' ? read(token.value) : null;
      if (token.kind !== 'text') throw this.error('unexpected', token);
      if (value === null) throw this.error(code, token);
      found.push(value);
      if (found.length > RULE_LIMITS.words) throw this.error('too_many_words', token);
    } while (this.skip(','));
    return found;
  }

  private comparison(): Comparison {
    const found = COMPARISONS.find((sign) => this.skip(sign));
    if (found === undefined) throw this.error('unexpected');
    return found;
  }

  private number(): number {
    const token = this.take();
    if (token.kind !== 'number') throw this.error('unexpected', token);
    const value = Number(token.value);
    if (value > RULE_LIMITS.number) throw this.error('bad_number', token);
    return value;
  }

  private duration(maxDays: number): Duration {
    const token = this.take();
    if (token.kind !== 'number') throw this.error('unexpected', token);
    const unit = UNITS.find((name) => this.skip(name) || this.skip(`${name}s`));
    if (unit === undefined) throw this.error('unexpected');
    const duration = { amount: Number(token.value), unit };
    if (duration.amount < 1 || durationMs(duration) > maxDays * UNIT_MS.day)
      throw this.error('bad_duration', token);
    return duration;
  }
}

/**
 * Reads a rule, such as `post where links >= 2 and author is younger than 3 days`. `not` binds closer than `and`, `and` closer than
 * `or`. Cost: linear in the text.
 * @throws RuleSyntaxError and nothing else
 */
export function parseRule(source: string): AutomaticRule {
  if (source.length > RULE_LIMITS.length) throw new RuleSyntaxError('too_long', RULE_LIMITS.length);
  return new Reader(tokensOf(source)).rule();
}

// Writing

const durationText = ({ amount, unit }: Duration): string => `${amount} ${unit}${amount === 1 ? '' : 's'}`;
const textList = (texts: readonly string[]): string => texts.map((text) => `"${text}"`).join(', ');

function testText(test: RuleTest): string {
  switch (test.test) {
    case 'count':
      return `${test.of} ${test.comparison} ${test.number}`;
    case 'text':
      return `text contains ${textList(test.words)}`;
    case 'host':
      return `link to ${textList(test.hosts)}`;
    case 'age':
      return `author is younger than ${durationText(test.younger)}`;
    case 'rate':
      return `${test.of} in ${durationText(test.within)} ${test.comparison} ${test.number}`;
  }
}

function conditionText(condition: RuleCondition): string {
  const inner = (part: RuleCondition, bracketed: readonly RuleCondition['test'][]) =>
    bracketed.includes(part.test) ? `(${conditionText(part)})` : conditionText(part);
  if (condition.test === 'any') return condition.of.map((part) => inner(part, ['any'])).join(' or ');
  if (condition.test === 'all') return condition.of.map((part) => inner(part, ['any', 'all'])).join(' and ');
  if (condition.test === 'not') return `not ${inner(condition.of, ['any', 'all'])}`;
  return testText(condition);
}

/** The one way in which a rule is written: `parseRule` reads it back as it was. */
export const printRule = ({ subject, where }: AutomaticRule): string =>
  `${subject} where ${conditionText(where)}`;
