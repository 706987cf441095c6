'use client';

import { useProblemText } from '@chitlaq/react';
import { toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { api } from '../../lib/api.ts';
import type { Post } from '../../lib/post.ts';
import { usePressGuard } from '../../lib/press-guard.ts';
import { updateCachedPost } from './change-post.ts';

export type PostToggle = 'like' | 'repost' | 'bookmark';
const VIEWER_FIELD = { like: 'liked', repost: 'reposted', bookmark: 'bookmarked' } as const;
const COUNT_FIELD = { like: 'likes', repost: 'reposts', bookmark: undefined } as const;

/**
 * Toggles like, repost or bookmark. Updates the cache at once and corrects it with the response. While a request is
 * in flight only the last press counts, so the server ends with what the screen shows. A double press counts once.
 */
export function usePostToggle(post: Pick<Post, 'id' | 'viewer' | 'counts'>): (kind: PostToggle) => void {
  const queries = useQueryClient();
  const problemText = useProblemText();
  const desired = useRef(new Map<PostToggle, boolean>());
  const countsAsPress = usePressGuard();
  return useCallback(
    (kind) => {
      if (!countsAsPress(kind)) return;
      const applyLocally = (isOn: boolean) =>
        updateCachedPost(queries, post.id, ({ viewer, counts }) => {
          const count = COUNT_FIELD[kind];
          const delta = Number(isOn) - Number(viewer[VIEWER_FIELD[kind]]);
          return {
            viewer: { ...viewer, [VIEWER_FIELD[kind]]: isOn },
            counts: count ? { ...counts, [count]: Math.max(0, counts[count] + delta) } : counts,
          };
        });
      const isInFlight = desired.current.has(kind);
      const isOn = !(desired.current.get(kind) ?? post.viewer[VIEWER_FIELD[kind]]);
      desired.current.set(kind, isOn);
      applyLocally(isOn);
      if (!isInFlight) void send();

      async function send(): Promise<void> {
        for (let sent: boolean | undefined; sent !== desired.current.get(kind); ) {
          sent = desired.current.get(kind);
          try {
            const call = sent ? api.put : api.delete;
            const response = await call(`/posts/{id}/${kind}`, { path: { id: post.id } });
            if (sent !== desired.current.get(kind)) continue;
            updateCachedPost(queries, post.id, ({ counts }) => ({
              viewer: response.viewer,
              counts: { ...counts, likes: response.likeCount, reposts: response.repostCount },
            }));
          } catch (error) {
            desired.current.delete(kind);
            applyLocally(post.viewer[VIEWER_FIELD[kind]]);
            toast({ message: problemText(error), tone: 'danger' });
            return;
          }
        }
        desired.current.delete(kind);
      }
    },
    [queries, problemText, post, countsAsPress],
  );
}
