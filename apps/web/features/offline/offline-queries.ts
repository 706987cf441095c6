import type { QueryKey } from '@tanstack/react-query';

const MAX_MESSAGES = 50;

interface Pages {
  pages: unknown[];
  pageParams: unknown[];
}
interface CachedThread {
  items: unknown[];
  hasBefore: boolean;
  hasAfter: boolean;
}

const isPagedData = (data: unknown): data is Pages =>
  typeof data === 'object' && data !== null && 'pages' in data && Array.isArray(data.pages);
const isThreadData = (data: unknown): data is CachedThread =>
  typeof data === 'object' && data !== null && 'items' in data && Array.isArray(data.items);

const OFFLINE_QUERIES = [
  ['me'],
  ['feed-preferences'],
  ['posts', 'home'],
  ['conversations', 'folder', 'inbox'],
  ['conversations', 'one'],
  ['conversations', 'unread'],
  ['messages'],
  ['notifications', 'list', 'all'],
  ['notifications', 'unread'],
] as const;

/** Whether an answer belongs to what one wants to see without a network. */
export const isOfflineQuery = (key: QueryKey): boolean =>
  OFFLINE_QUERIES.some((prefix) => prefix.every((part, index) => key[index] === part));

/** As much of an answer as is kept: the first page of a list, the last messages of a conversation. */
export function trimForOffline(key: QueryKey, data: unknown): unknown {
  if (isPagedData(data)) return { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) };
  if (key[0] !== 'messages' || !isThreadData(data)) return data;
  // A stretch from the middle is no end to come back to.
  if (data.hasAfter) return undefined;
  const { items } = data;
  return {
    ...data,
    items: items.slice(-MAX_MESSAGES),
    hasBefore: data.hasBefore || items.length > MAX_MESSAGES,
  };
}
