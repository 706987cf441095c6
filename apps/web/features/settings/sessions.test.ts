import type { Schemas } from '@chitlaq/client';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { IntlProvider } from 'use-intl';
import { expect, test } from 'vitest';
import settings from '../../messages/en/settings.json';
import { SessionRow } from './sessions.tsx';

function renderSession(current: boolean): string {
  const session = { id: 's', device: '', ip: '192.0.2.7', current, lastSeenAt: '2026-01-01T00:00:00.000Z' };
  const row = h(SessionRow, { session: session as Schemas['Session'], onEnd: () => undefined });
  const intl = { locale: 'en', messages: { settings }, timeZone: 'UTC' } as never;
  return renderToStaticMarkup(h(IntlProvider, intl, row)).replaceAll(/<[^>]*>/g, ' ');
}

test('the session of this device is active now', () => {
  const text = renderSession(true);
  expect(text).toContain('This device');
  expect(text).toContain('192.0.2.7 · active now');
  expect(text).not.toContain('last seen');
});

test('another session says when it was last seen, and can be ended', () => {
  const text = renderSession(false);
  expect(text).toMatch(/192\.0\.2\.7 · last seen .+ End session/);
  expect(text).not.toContain('active now');
});
