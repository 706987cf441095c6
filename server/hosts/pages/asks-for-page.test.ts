import { expect, test } from 'vitest';
import { asksForPage } from './asks-for-page.ts';

test.for<[accept: string | undefined, isPage: boolean]>([
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', true],
  ['TEXT/HTML', true],
  ['text/html, application/json;q=0.5', true],
  ['application/json, text/html;q=0.9', false],
  ['text/html;q=0, */*', false],
  ['*/*', false],
  ['application/json', false],
  ['', false],
  [undefined, false],
])('a request that accepts %s asks for a page: %s', ([accept, isPage]) => {
  expect(asksForPage(accept === undefined ? {} : { accept })).toBe(isPage);
  expect(asksForPage({ ...(accept === undefined ? {} : { accept }), rsc: '1' })).toBe(true);
});
