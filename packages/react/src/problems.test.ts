import { ProblemError } from '@chitlaq/client';
import { type ComponentProps, createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { IntlProvider } from 'use-intl';
import { expect, test } from 'vitest';
import { type FieldProblems, useFieldProblems, useProblemText } from './problems.ts';

const messages = {
  problems: {
    taken: 'This is taken.',
    unknown: 'Something went wrong.',
    unknownWithId: 'Something went wrong ({requestId}).',
    fields: { name: 'Enter a name.' },
  },
};

/** Runs a hook in an app with these translations. */
function run<Result>(hook: () => Result): Result {
  const results: Result[] = [];
  const Probe = () => {
    results.push(hook());
    return null;
  };
  // The children follow as an argument.
  const settings = { locale: 'en', messages, timeZone: 'UTC' } as ComponentProps<typeof IntlProvider>;
  renderToStaticMarkup(createElement(IntlProvider, settings, createElement(Probe)));
  return results[0] as Result; // rendered once
}
const problem = (code: string, paths: string[] = [], requestId?: string) =>
  new ProblemError({
    status: 400,
    code,
    detail: 'English',
    requestId,
    errors: paths.map((path) => ({ path, message: 'English' })),
  });
const found = (error: unknown): FieldProblems =>
  run(() => useFieldProblems((field) => (field === 'name' ? 'Enter a name.' : undefined)))(error, [
    'name',
    'age',
  ]);

test.for<[unknown, string]>([
  [problem('taken'), 'This is taken.'],
  [problem('not_translated'), 'Something went wrong.'],
  [problem('not_translated', [], 'r1'), 'Something went wrong (r1).'],
  [problem('fields'), 'Something went wrong.'],
  [new Error('a fault of ours'), 'Something went wrong.'],
])('the text of %s is in the viewer’s language', ([error, text]) => {
  expect(run(useProblemText)(error)).toBe(text);
});

test('an error of fields of the form is shown at them, any other one at the form', () => {
  expect(found(problem('taken', ['name']))).toEqual({
    fields: { name: 'This is taken.' },
    problem: undefined,
  });
  expect(found(problem('taken', ['other']))).toEqual({ fields: {}, problem: 'This is taken.' });
  expect(found(problem('taken'))).toEqual({ fields: {}, problem: 'This is taken.' });
});

test('a value that the schema refused gets the text of its field', () => {
  expect(found(problem('invalid_request', ['name', 'age'])).fields).toEqual({
    name: 'Enter a name.',
    age: 'Something went wrong.',
  });
});
