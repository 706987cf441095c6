import openapi from '@chitlaq/protocol/openapi.json' with { type: 'json' };
import { expect, test } from 'vitest';
import { messages } from '../../messages/index.ts';
import { navItemsFor } from '../frame/nav-items.ts';

const permissions = [
  ...new Set(
    Object.values(openapi.paths as Record<string, Record<string, { 'x-permission'?: string }>>)
      .flatMap((operations) => Object.values(operations))
      .flatMap((operation) => operation['x-permission'] ?? []),
  ),
];

test('every permission has a text that says what it opens, and there is no other', () => {
  for (const language of [messages.tr, messages.en])
    expect(Object.keys(language.permissions).sort()).toEqual(
      permissions.map((permission) => permission.replace('.', '_')).sort(),
    );
});

test('the navigation leads to the pages of a permission alone, and to its first one', () => {
  const of = (...given: string[]) => navItemsFor(given).map(({ name, href }) => `${name} ${href}`);
  expect(of('hashtags.hide')).toEqual(['reports /hashtags']);
  expect(of('jobs.write')).toEqual(['system /jobs']);
  expect(of('mail.read')).toEqual(['system /mail']);
  expect(of('reports.read', 'legal.write')).toEqual(['reports /reports', 'members /members', 'legal /legal']);
  expect(of('reports.resolve')).toEqual(['reports /bulk-acts']);
  expect(of('boards.moderate')).toEqual(['boards /boards/reports']);
  expect(of('rules.write')).toEqual([]);
  expect(of(...permissions)).toHaveLength(15);
});
