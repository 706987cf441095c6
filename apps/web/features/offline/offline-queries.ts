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
  ['conversations', 'detail'],
  ['conversations', 'unread'],
  ['messages'],
  ['notifications', 'list', 'all'],
  ['notifications', 'unread'],
] as const;

/** Whether a query is stored for offline use. */
export const isOfflineQuery = (key: QueryKey): boolean =>
  OFFLINE_QUERIES.some((prefix) => prefix.every((part, index) => key[index] === part));

/** The part of a result that is stored: the first page of a list, the newest messages of a conversation. */
export function trimForOffline(key: QueryKey, data: unknown): unknown {
  if (isPagedData(data)) return { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) };
  if (key[0] !== 'messages' || !isThreadData(data)) return data;
  // Store only ranges that reach the newest message.
  if (data.hasAfter) return undefined;
  const { items } = data;
  return {
    ...data,
    items: items.slice(-MAX_MESSAGES),
    hasBefore: data.hasBefore || items.length > MAX_MESSAGES,
  };
}
