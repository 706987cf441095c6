'use client';

import { ProblemError } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { ErrorState } from '@chitlaq/ui';
import { useTranslations } from 'use-intl';

export interface FailedQuery {
  error: unknown;
  isFetching: boolean;
  refetch: () => unknown;
}

/** Says that a query failed and why, with a button that tries again. */
export function QueryError({ query, title }: { query: FailedQuery; title: string }) {
  const t = useTranslations('shell');
  const problemText = useProblemText();
  const { error, isFetching, refetch } = query;
  return (
    <ErrorState
      title={title}
      detail={problemText(error)}
      retryLabel={t('retry')}
      onRetry={() => void refetch()}
      retrying={isFetching}
      requestId={error instanceof ProblemError ? error.requestId : undefined}
    />
  );
}
