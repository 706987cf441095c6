'use client';

import type { QueryClient } from '@tanstack/react-query';
import type { Post } from '../../lib/post.ts';
import { POSTS } from '../../lib/post-lists.ts';

/** Updates a cached post everywhere: in lists, in its thread, and where it is quoted. */
export function updateCachedPost(
  queries: QueryClient,
  id: string,
  change: (post: Post) => Partial<Post>,
): void {
  const visit = (node: unknown): unknown => {
    if (Array.isArray(node)) return keepIfSame(node, node.map(visit));
    if (typeof node !== 'object' || node === null) return node;
    const entries = Object.entries(node);
    const visited = entries.map(([key, value]) => [key, visit(value)] as const);
    const isSame = visited.every(([, value], index) => value === entries[index]?.[1]);
    const next = isSame ? node : Object.fromEntries(visited);
    return isPost(next) && next.id === id ? { ...next, ...change(next) } : next;
  };
  queries.setQueriesData({ queryKey: [POSTS] }, visit);
}

/** Returns the original array if nothing changed, to avoid a render. */
const keepIfSame = (before: unknown[], after: unknown[]) =>
  after.every((item, index) => item === before[index]) ? before : after;

const isPost = (node: object): node is Post => 'viewer' in node && 'counts' in node && 'content' in node;
