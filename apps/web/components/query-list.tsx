'use client';

import type { ReactNode } from 'react';
import { type FailedQuery, QueryError } from './query-error.tsx';

/** The items of a query, or what stands in their place: while it is pending, when it failed, and when there are none. */
export function QueryList<Item>({
  query,
  items,
  pending,
  failed,
  empty,
  children,
}: {
  query: FailedQuery & { isPending: boolean };
  /** Undefined until the query has data. */
  items: readonly Item[] | undefined;
  pending: ReactNode;
  /** Says what could not be loaded. */
  failed: string;
  empty: ReactNode;
  children: (items: readonly Item[]) => ReactNode;
}) {
  if (query.isPending) return pending;
  if (!items) return <QueryError query={query} title={failed} />;
  return items.length === 0 ? empty : children(items);
}
