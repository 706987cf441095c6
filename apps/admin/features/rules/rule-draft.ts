import {
  type AutomaticRule,
  COMPARISONS,
  COUNTED,
  type Comparison,
  type Duration,
  printRule,
  RATES,
  RULE_SUBJECTS,
  type RuleCondition,
  type RuleSubject,
  type RuleTest,
  UNITS,
  type Unit,
} from '@chitlaq/text/automatic-rule';

export { COMPARISONS, RULE_SUBJECTS, UNITS };

/** What a row of the form can ask, in the order of its list. */
export const CONDITION_KINDS = ['text', 'host', ...COUNTED, 'age', ...RATES] as const;
export type ConditionKind = (typeof CONDITION_KINDS)[number];

/** A row of the form, as it is typed. */
export interface ConditionDraft {
  kind: ConditionKind;
  isNegated: boolean;
  comparison: Comparison;
  number: string;
  amount: string;
  unit: Unit;
  /** Words or hosts, one on each line. */
  list: string;
}

/** What the form can show: conditions of which all or any hold. */
export interface RuleDraft {
  subject: RuleSubject;
  joins: 'all' | 'any';
  conditions: ConditionDraft[];
}

export const newCondition = (kind: ConditionKind = 'text'): ConditionDraft => ({
  kind,
  isNegated: false,
  comparison: '>=',
  number: '2',
  amount: kind === 'age' ? '3' : '1',
  unit: 'day',
  list: '',
});

export const isRate = (kind: ConditionKind): kind is (typeof RATES)[number] =>
  (RATES as readonly string[]).includes(kind);
export const isCount = (kind: ConditionKind): kind is (typeof COUNTED)[number] =>
  (COUNTED as readonly string[]).includes(kind);

const itemsOf = (list: string): string[] =>
  list
    .split(/[\n,]/)
    .map((item) => item.trim())
    .filter((item) => item !== '');

const durationOf = ({ amount, unit }: ConditionDraft): Duration => ({ amount: Number(amount), unit });

function toTest(draft: ConditionDraft): RuleTest {
  const { kind, comparison } = draft;
  const number = Number(draft.number);
  if (kind === 'text') return { test: 'text', words: itemsOf(draft.list) };
  if (kind === 'host') return { test: 'host', hosts: itemsOf(draft.list) };
  if (kind === 'age') return { test: 'age', younger: durationOf(draft) };
  if (isRate(kind)) return { test: 'rate', of: kind, within: durationOf(draft), comparison, number };
  return { test: 'count', of: kind, comparison, number };
}

/** The text that the form writes. It may be no rule yet: whoever reads it says what is wrong. */
export function draftText({ subject, joins, conditions }: RuleDraft): string {
  const of = conditions.map((draft): RuleCondition => {
    const test = toTest(draft);
    return draft.isNegated ? { test: 'not', of: test } : test;
  });
  return printRule({ subject, where: of.length === 1 ? of[0]! : { test: joins, of } });
}

function toCondition(part: RuleCondition): ConditionDraft | null {
  if (part.test === 'all' || part.test === 'any') return null;
  if (part.test === 'not') {
    const inner = part.of.test === 'not' ? null : toCondition(part.of);
    return inner && { ...inner, isNegated: true };
  }
  const draft = newCondition();
  if (part.test === 'text') return { ...draft, kind: 'text', list: part.words.join('\n') };
  if (part.test === 'host') return { ...draft, kind: 'host', list: part.hosts.join('\n') };
  if (part.test === 'age')
    return { ...draft, kind: 'age', amount: String(part.younger.amount), unit: part.younger.unit };
  const counted = { ...draft, kind: part.of, comparison: part.comparison, number: String(part.number) };
  return part.test === 'count'
    ? counted
    : { ...counted, amount: String(part.within.amount), unit: part.within.unit };
}

/** A rule as the form shows it; null if it has parts inside parts, which only the text can show. */
export function draftOf({ subject, where }: AutomaticRule): RuleDraft | null {
  const parts = where.test === 'all' || where.test === 'any' ? where.of : [where];
  const conditions = parts.map(toCondition);
  if (conditions.some((condition) => condition === null)) return null;
  // A word with a comma would become two in the form.
  const draft: RuleDraft = {
    subject,
    joins: where.test === 'any' ? 'any' : 'all',
    conditions: conditions.filter((condition) => condition !== null),
  };
  return draftText(draft) === printRule({ subject, where }) ? draft : null;
}
