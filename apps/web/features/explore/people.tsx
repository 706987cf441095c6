'use client';

import { useProblemText } from '@chitlaq/react';
import { Button, EmptyState, ErrorState, Loading, Skeleton } from '@chitlaq/ui';
import { Users } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { paths } from '../../lib/paths.ts';
import { ExploreFrame } from './explore-frame.tsx';
import { SuggestedMember } from './suggested-member.tsx';
import { useSuggestions } from './suggestions.ts';

/** Suggested members, each with its reason. */
export function People() {
  return (
    <ExploreFrame current={paths.people}>
      <Suggestions />
    </ExploreFrame>
  );
}

function Suggestions() {
  const t = useTranslations('explore');
  const problemText = useProblemText();
  const { data, error, isPending, refetch } = useSuggestions(30);
  if (isPending)
    return (
      <Loading label={t('loading')}>
        {[0, 1, 2, 3].map((row) => (
          <Skeleton key={row} className="m-4 h-14" />
        ))}
      </Loading>
    );
  if (!data)
    return (
      <ErrorState
        title={t('failed')}
        detail={problemText(error)}
        retryLabel={t('retry')}
        onRetry={() => void refetch()}
      />
    );
  if (data.length === 0)
    return (
      <EmptyState
        icon={<Users aria-hidden="true" />}
        title={t('emptyPeople')}
        action={
          <Button variant="primary" asChild>
            <Link href={paths.search()}>{t('findPeople')}</Link>
          </Button>
        }
      >
        {t('emptyPeopleDetail')}
      </EmptyState>
    );
  return (
    <ul aria-label={t('peopleYouMayKnow')}>
      {data.map((member) => (
        <li key={member.id} className="border-line border-b px-4 py-3">
          <SuggestedMember member={member} />
        </li>
      ))}
    </ul>
  );
}
