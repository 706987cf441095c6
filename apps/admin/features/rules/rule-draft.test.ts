import { parseRule } from '@chitlaq/text/automatic-rule';
import { expect, test } from 'vitest';
import { CONDITION_KINDS, draftOf, draftText, newCondition } from './rule-draft.ts';

test.each([
  'post where links >= 2 and author is younger than 3 days',
  'post or reply where text contains "bahis", "kolay para" or not link to "itu.edu.tr"',
  'reply where same text in 1 day >= 3',
  'post where posts in 10 minutes > 5 or new conversations in 7 days >= 20 or hashtags = 0',
])('the form writes %s as it was', (text) => {
  const draft = draftOf(parseRule(text));
  expect(draft && draftText(draft)).toBe(text);
});

test.each([
  'post where (links > 1 or mentions > 1) and hashtags > 1',
  'post where not (links > 1 and mentions > 1)',
  'post where not not links > 1',
  'post where text contains "a, b"',
])('%s is for the text only', (text) => {
  expect(draftOf(parseRule(text))).toBeNull();
});

test('every kind of condition, as it is added, is a rule once its list is filled', () => {
  for (const kind of CONDITION_KINDS) {
    const condition = { ...newCondition(kind), list: kind === 'host' ? 'example.com' : 'bahis' };
    const text = draftText({ subject: 'post', joins: 'all', conditions: [condition] });
    expect(() => parseRule(text)).not.toThrow();
  }
});
