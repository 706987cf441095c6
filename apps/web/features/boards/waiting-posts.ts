'use client';

import { serverNow } from '@chitlaq/client';
import { useMemo } from 'react';
import { readItem, useItem, writeItem } from './device-storage.ts';

/** A post of the member that is not published yet. Only this device, and the server's batch, know of it. */
export interface WaitingPost {
  readonly boardId: string;
  readonly threadId: string;
  readonly postId: string;
  readonly text: string;
  readonly replyToId: string | null;
  /** Of a new thread. */
  readonly title: string | null;
  /** When its batch is published. */
  readonly publishedAt: string;
}

/** A batch may be late. After that the post was removed meanwhile, or the list has it. */
const FORGET_AFTER_MS = 3_600_000;
const MAX_WAITING = 60;

const isWaitingPost = (item: unknown): item is WaitingPost =>
  typeof item === 'object' &&
  item !== null &&
  ['boardId', 'threadId', 'postId', 'text', 'publishedAt'].every(
    (key) => typeof (item as Record<string, unknown>)[key] === 'string',
  );

/** What a stored list still says at a moment; nothing if it is damaged. */
export function waitingIn(stored: string | null, now: number): WaitingPost[] {
  try {
    const items: unknown = JSON.parse(stored ?? '[]');
    if (!Array.isArray(items)) return [];
    return items
      .filter(isWaitingPost)
      .filter(({ publishedAt }) => now < new Date(publishedAt).getTime() + FORGET_AFTER_MS);
  } catch {
    return [];
  }
}

const change = (memberId: string, changed: (waiting: WaitingPost[]) => WaitingPost[]): void => {
  const waiting = changed(waitingIn(readItem(memberId, 'waiting'), serverNow()));
  writeItem(memberId, 'waiting', waiting.length === 0 ? null : JSON.stringify(waiting.slice(-MAX_WAITING)));
};

/** Adds a post that was sent; sending it again changes nothing but its time. */
export const addWaiting = (memberId: string, post: WaitingPost): void =>
  change(memberId, (waiting) => [...waiting.filter(({ postId }) => postId !== post.postId), post]);

/** Removes posts that are published, or deleted. */
export const removeWaiting = (memberId: string, postIds: readonly string[]): void =>
  change(memberId, (waiting) => waiting.filter(({ postId }) => !postIds.includes(postId)));

/** The member's waiting posts on this device, oldest first. */
export function useWaitingPosts(memberId: string): readonly WaitingPost[] {
  const stored = useItem(memberId, 'waiting');
  return useMemo(() => waitingIn(stored, serverNow()), [stored]);
}
