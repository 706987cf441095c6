'use client';

import { toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { api } from '../../lib/api.ts';
import { useProblemText } from '../../lib/problems.ts';
import { changePost } from './change-post.ts';
import type { Post } from './post.ts';

export type Mark = 'like' | 'repost' | 'bookmark';
const STATE = { like: 'liked', repost: 'reposted', bookmark: 'bookmarked' } as const;
const COUNT = { like: 'likes', repost: 'reposts', bookmark: undefined } as const;

/**
 * Likes, reposts or bookmarks a post, or takes that back: seen at once, and set right by the answer. Presses while one is
 * under way are kept to the last: what is on screen is what the server ends with.
 */
export function useMark(post: Pick<Post, 'id' | 'viewer' | 'counts'>): (mark: Mark) => void {
  const queries = useQueryClient();
  const problemText = useProblemText();
  const wanted = useRef(new Map<Mark, boolean>());
  return useCallback(
    (mark) => {
      const show = (isOn: boolean) =>
        changePost(queries, post.id, ({ viewer, counts }) => {
          const count = COUNT[mark];
          const by = Number(isOn) - Number(viewer[STATE[mark]]);
          return {
            viewer: { ...viewer, [STATE[mark]]: isOn },
            counts: count ? { ...counts, [count]: Math.max(0, counts[count] + by) } : counts,
          };
        });
      const isUnderWay = wanted.current.has(mark);
      const isOn = !(wanted.current.get(mark) ?? post.viewer[STATE[mark]]);
      wanted.current.set(mark, isOn);
      show(isOn);
      if (!isUnderWay) void send();

      async function send(): Promise<void> {
        for (let sent: boolean | undefined; sent !== wanted.current.get(mark); ) {
          sent = wanted.current.get(mark);
          try {
            const call = sent ? api.put : api.delete;
            const answer = await call(`/posts/{id}/${mark}`, { path: { id: post.id } });
            if (sent !== wanted.current.get(mark)) continue;
            changePost(queries, post.id, ({ counts }) => ({
              viewer: answer.viewer,
              counts: { ...counts, likes: answer.likeCount, reposts: answer.repostCount },
            }));
          } catch (error) {
            wanted.current.delete(mark);
            show(post.viewer[STATE[mark]]);
            toast({ message: problemText(error), tone: 'danger' });
            return;
          }
        }
        wanted.current.delete(mark);
      }
    },
    [queries, problemText, post],
  );
}
