import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime.js';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { IntlProvider } from 'use-intl';
import { expect, test } from 'vitest';
import type { Post } from '../../lib/post.ts';
import feed from '../../messages/en/feed.json';
import { PostReason } from './post-reason.tsx';

function renderReason(post: Partial<Post>, isPinned = false): string {
  const settings = { locale: 'en', messages: { feed }, timeZone: 'UTC' } as never;
  const reason = h(PostReason, { post: post as Post, isPinned });
  const router = { value: {} as never };
  return renderToStaticMarkup(h(AppRouterContext.Provider, router, h(IntlProvider, settings, reason)));
}
const repostedBy = {
  members: [{ username: 'bora', displayName: 'Bora Kaya' }],
  count: 2,
  at: '2026-03-01T09:00:00.000Z',
} as NonNullable<Post['repostedBy']>;

test('a repost says who reposted, and when', () => {
  const html = renderReason({ createdAt: '2025-11-20T09:00:00.000Z', repostedBy });
  expect(html.replaceAll(/<[^>]*>/g, '')).toContain('Bora Kaya and 1 other reposted');
  expect(html).toMatch(/<time dateTime="2026-03-01T09:00:00.000Z"/i);
});

test('a pinned post and one that is there for itself have no such time', () => {
  expect(renderReason({ repostedBy: null }, true)).toMatch(/Pinned(?!.*<time)/);
  expect(renderReason({ repostedBy: null })).toBe('');
});
