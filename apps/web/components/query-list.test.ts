import { ProblemError } from '@chitlaq/client';
import { type ComponentProps, createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { IntlProvider } from 'use-intl';
import { expect, test } from 'vitest';
import { QueryList } from './query-list.tsx';

const texts = { shell: { retry: 'Try again' }, problems: { rate_limited: 'Wait a moment.' } };
const failure = new ProblemError({ status: 429, code: 'rate_limited', detail: '', requestId: 'request-7' });

function renderList({
  items,
  ...query
}: {
  items?: string[];
  isPending?: boolean;
  isFetching?: boolean;
  error?: unknown;
}): string {
  const props: ComponentProps<typeof QueryList<string>> = {
    query: { isPending: false, isFetching: false, error: null, refetch: () => undefined, ...query },
    items,
    pending: 'Loading',
    failed: 'Could not load the names',
    empty: 'No names',
    children: (names) => names.join(' and '),
  };
  const settings = { locale: 'en', messages: texts, timeZone: 'UTC' } as never;
  return renderToStaticMarkup(h(IntlProvider, settings, h(QueryList<string>, props)));
}

test('a list shows its items, or that there are none', () => {
  expect(renderList({ items: ['Ayşe', 'Bora'] })).toBe('Ayşe and Bora');
  expect(renderList({ items: [] })).toBe('No names');
});

test('while it is pending it shows what stands for the items', () => {
  expect(renderList({ isPending: true, isFetching: true })).toBe('Loading');
});

test('a failure says what failed and why, with a retry and the id of the request', () => {
  const html = renderList({ error: failure });
  expect(html).toContain('role="alert"');
  for (const text of ['Could not load the names', 'Wait a moment.', 'Try again', 'request-7'])
    expect(html).toContain(text);
  expect(html).not.toContain('aria-busy="true"');
  expect(renderList({ error: failure, isFetching: true })).toContain('aria-busy="true"');
});

test('items that are already there stay when loading them again fails', () => {
  expect(renderList({ items: ['Ayşe'], error: failure })).toBe('Ayşe');
});
