import type { Schemas } from '@chitlaq/client';
import { parseEntities } from '@chitlaq/text';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { IntlProvider } from 'use-intl';
import { expect, test } from 'vitest';
import { PostText } from './post-text.tsx';

const LONG = `https://www.example.com/${'a'.repeat(1_600)}`;

/** Renders as the browser first does: before the height is measured, so nothing is folded yet. */
function renderPost(content: string, lines?: number): string {
  const found = parseEntities(content).filter(({ type }) => type === 'link') as Schemas['Entity'][];
  return renderToStaticMarkup(
    h(
      IntlProvider,
      { locale: 'en', messages: { feed: { showMore: 'Show more' } }, timeZone: 'UTC' } as never,
      h(PostText, { content, entities: found, lines }),
    ),
  );
}
const textOf = (html: string) => html.replaceAll(/<[^>]*>/g, '');

test('a long URL is shortened on screen, and named and copied in full', () => {
  const html = renderPost(`Bak ${LONG} buraya`);
  expect(html).toContain(`title="${LONG}"`);
  expect(html).toContain(`<span class="after:content-[&#x27;…&#x27;]">example.com/${'a'.repeat(28)}</span>`);
  expect(textOf(html)).toBe(`Bak ${LONG} buraya`);
});

test('blank lines collapse, and the text has its own direction and is clipped', () => {
  const html = renderPost(`a${'\n'.repeat(279)}b\n\n`);
  expect(textOf(html)).toBe('a\n\nb');
  expect(html).toMatch(/^<p dir="auto" class="user-text /);
});

test('only a text that may be tall can be folded', () => {
  expect(renderPost('satır\n'.repeat(40), 14)).toContain('max-height:14lh');
  expect(renderPost('satır\n'.repeat(40))).not.toContain('max-height');
  expect(renderPost('Kısa bir gönderi\nve bir satır', 14)).not.toContain('max-height');
});
