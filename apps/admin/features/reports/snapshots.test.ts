import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { IntlProvider } from 'use-intl';
import { expect, test } from 'vitest';
import reports from '../../messages/en/reports.json';
import { LinkPreviewSnapshot } from './snapshots.tsx';

const preview = {
  url: 'https://example.com/kazan',
  host: 'ads.example.net',
  title: 'You win, too',
  description: 'Your card number is enough',
  siteName: null,
};

function renderPreview(picture?: { url: string; width: number; height: number }): string {
  const settings = { locale: 'en', messages: { reports }, timeZone: 'UTC' } as never;
  const snapshot = h(LinkPreviewSnapshot, { preview: { ...preview, ...(picture ? { picture } : {}) } });
  return renderToStaticMarkup(h(IntlProvider, settings, snapshot));
}

test('the link preview of a reported post says all that readers saw, and where it leads, without a link', () => {
  const html = renderPreview({ url: '/uploads/card.webp', width: 288, height: 288 });
  for (const text of [preview.title, preview.description, preview.url, preview.host, '/uploads/card.webp'])
    expect(html).toContain(text);
  expect(html).not.toContain('<a ');
});

test('without a picture an icon stands for it', () => {
  const html = renderPreview();
  expect(html).not.toContain('<img');
  expect(html).toContain('<svg');
});
