'use client';

import type { Schemas } from '@chitlaq/client';
import { ProblemError, serverNow } from '@chitlaq/client';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '../../lib/api.ts';
import { removeWaiting, type WaitingPost } from './waiting-posts.ts';

export type Board = Schemas['Board'];
export type BoardList = Schemas['BoardList'];
export type BoardKey = Schemas['BoardKey'];
export type BoardThread = Schemas['BoardThread'];
export type BoardPost = Schemas['BoardPost'];

export const BOARDS_KEY = ['boards', 'list'] as const;
export const threadsKey = (boardId: string) => ['boards', 'threads', boardId] as const;
export const postsKey = (threadId: string) => ['boards', 'posts', threadId] as const;
export const OWN_POSTS_KEY = ['boards', 'own'] as const;

/** All boards, who holds the keys, and whether the member may write. */
export const useBoards = () => useQuery({ queryKey: BOARDS_KEY, queryFn: () => api.get('/boards') });

export const useBoard = (boardId: string) =>
  useQuery({
    queryKey: ['boards', 'board', boardId],
    queryFn: () => api.get('/boards/{boardId}', { path: { boardId } }),
  });

/** A batch takes a moment after its time; not all devices ask in the same second. */
const AFTER_BATCH_MS = 3_000;
const LATE_BATCH_MS = 10_000;

/** When a list is asked again because posts of the member wait for it. */
const untilBatch = (waiting: readonly WaitingPost[]): number | false => {
  if (waiting.length === 0) return false;
  const next = Math.min(...waiting.map(({ publishedAt }) => new Date(publishedAt).getTime()));
  const left = next - serverNow();
  return left > 0 ? left + AFTER_BATCH_MS * (1 + Math.random()) : LATE_BATCH_MS;
};

/** The threads of a board, newest activity first. */
export const useThreads = (boardId: string, waiting: readonly WaitingPost[]) =>
  useInfiniteQuery({
    queryKey: threadsKey(boardId),
    queryFn: ({ pageParam }) =>
      api.get('/boards/{boardId}/threads', {
        path: { boardId },
        query: pageParam ? { cursor: pageParam } : {},
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: () => untilBatch(waiting),
  });

export const useThread = (threadId: string) =>
  useQuery({
    queryKey: ['boards', 'thread', threadId],
    queryFn: () => api.get('/boards/threads/{threadId}', { path: { threadId } }),
  });

/** The posts of a thread, oldest first. */
export const usePosts = (threadId: string, waiting: readonly WaitingPost[]) =>
  useInfiniteQuery({
    queryKey: postsKey(threadId),
    queryFn: ({ pageParam }) =>
      api.get('/boards/threads/{threadId}/posts', {
        path: { threadId },
        query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: () => untilBatch(waiting),
  });

/** Forgets waiting posts that their list has by now. */
export function useForgetPublished(
  memberId: string,
  waiting: readonly WaitingPost[],
  isPublished: (post: WaitingPost) => boolean,
): void {
  const published = waiting.filter(isPublished).map(({ postId }) => postId);
  const names = published.join(' ');
  useEffect(() => {
    if (names !== '') removeWaiting(memberId, names.split(' '));
  }, [memberId, names]);
}

/** Whether boards are closed for everybody: the campus has none, or keys are missing. */
export const closedReason = (error: unknown): 'off' | 'closed' | undefined => {
  if (!(error instanceof ProblemError)) return undefined;
  if (error.code === 'feature_off') return 'off';
  return error.code === 'board_keys_missing' ? 'closed' : undefined;
};
