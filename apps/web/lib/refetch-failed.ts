import { isServerFault } from '@chitlaq/client';
import type { QueryClient } from '@tanstack/react-query';

/**
 * Refetches the queries on the screen whose last request failed, also if they show stored data. TanStack Query does not do so for a
 * page that was opened offline.
 */
export const refetchFailed = (queries: QueryClient): Promise<void> =>
  queries.refetchQueries({
    type: 'active',
    predicate: ({ state }) => {
      const failure = state.error ?? state.fetchFailureReason;
      return failure !== null && isServerFault(failure);
    },
  });
