import { ProblemError } from '@chitlaq/client';
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime.js';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { IntlProvider } from 'use-intl';
import { expect, test } from 'vitest';
import { SubjectError } from './subject-error.tsx';

const texts = { shell: { retry: 'Try again' }, problems: { unknown: 'Something went wrong.' } };

function renderError(status: number): string {
  const subject = h(SubjectError, {
    query: {
      error: new ProblemError({ status, code: 'any', detail: '' }),
      isFetching: false,
      refetch: () => undefined,
    },
    failed: 'Could not load the post',
    icon: null,
    title: 'No such post',
    detail: 'It may be deleted.',
    link: { href: '/home', label: 'To home' },
  });
  const settings = { locale: 'en', messages: texts, timeZone: 'UTC' } as never;
  const router = { value: {} as never };
  return renderToStaticMarkup(h(AppRouterContext.Provider, router, h(IntlProvider, settings, subject)));
}

test.for([404, 400])('nothing is found (%i): the page says so and leads on', (status) => {
  const html = renderError(status);
  expect(html).toContain('No such post');
  expect(html).toMatch(/<a [^>]*href="\/home"[^>]*>.*To home/);
  expect(html).not.toContain('Try again');
});

test.for([0, 403, 500])('a failure (%i) can be tried again', (status) => {
  const html = renderError(status);
  expect(html).toContain('Could not load the post');
  expect(html).toContain('Try again');
  expect(html).not.toContain('To home');
});
