import type { Schemas } from '@chitlaq/client';
import { parseEntities } from '@chitlaq/text';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { IntlProvider } from 'use-intl';
import { expect, test } from 'vitest';
import { PostText } from './post-text.tsx';

const LONG = `https://www.example.com/${'a'.repeat(1_600)}`;

/** As a browser draws it at first: without a measure, so nothing is cut yet. */
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

test('a long address is drawn short, named and copied whole', () => {
  const html = renderPost(`Bak ${LONG} buraya`);
  expect(html).toContain(`title="${LONG}"`);
  expect(html).toContain(`<span class="after:content-[&#x27;…&#x27;]">example.com/${'a'.repeat(28)}</span>`);
  expect(textOf(html)).toBe(`Bak ${LONG} buraya`);
});

test('blank lines collapse, and the text has a direction of its own and is clipped', () => {
  const html = renderPost(`a${'\n'.repeat(279)}b\n\n`);
  expect(textOf(html)).toBe('a\n\nb');
  expect(html).toMatch(/^<p dir="auto" class="words /);
});

test('only what may be tall is folded', () => {
  expect(renderPost('satır\n'.repeat(40), 14)).toContain('max-height:14lh');
  expect(renderPost('satır\n'.repeat(40))).not.toContain('max-height');
  expect(renderPost('Kısa bir gönderi\nve bir satır', 14)).not.toContain('max-height');
});
