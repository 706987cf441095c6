'use client';

import { serverNow } from '@chitlaq/client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { LinkPreview } from '../../components/link-preview.tsx';
import { api } from '../../lib/api.ts';
import type { Post } from '../../lib/post.ts';
import { watchPreview } from '../realtime/post-previews.ts';
import { updateCachedPost } from './change-post.ts';

/** A post that has no preview after this time gets none soon: its page failed, or has nothing to show. */
const WAIT_MS = 60_000;

/** The preview of a post's link. Waits for the one of a new or edited post. */
export function PostLink({ post }: { post: Post }) {
  const queries = useQueryClient();
  const { id, linkPreview } = post;
  const hasRoom = post.media.length === 0 && !post.poll && !post.quoteOf;
  const writtenAt = post.editedAt ?? post.createdAt;
  useEffect(() => {
    const remainingMs = Date.parse(writtenAt) + WAIT_MS - serverNow();
    if (linkPreview || !hasRoom || remainingMs <= 0) return;
    const load = async () => {
      const loaded = await api.get('/posts/{id}', { path: { id } }).catch(() => undefined);
      if (loaded?.linkPreview) updateCachedPost(queries, id, () => ({ linkPreview: loaded.linkPreview }));
    };
    const stop = watchPreview(id, () => void load());
    const timer = setTimeout(stop, remainingMs);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [queries, id, linkPreview, hasRoom, writtenAt]);
  return linkPreview ? <LinkPreview preview={linkPreview} /> : null;
}
