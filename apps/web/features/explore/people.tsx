'use client';

import { Button, EmptyState, Loading, Skeleton } from '@chitlaq/ui';
import { Users } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { QueryList } from '../../components/query-list.tsx';
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
  const query = useSuggestions(30);
  return (
    <QueryList
      query={query}
      items={query.data}
      pending={
        <Loading label={t('loading')}>
          {[0, 1, 2, 3].map((row) => (
            <Skeleton key={row} className="m-4 h-14" />
          ))}
        </Loading>
      }
      failed={t('failed')}
      empty={
        <EmptyState
          icon={<Users aria-hidden="true" />}
          title={t('emptyPeople')}
          action={
            <Button variant="primary" asChild>
              <PrefetchLink href={paths.search()}>{t('findPeople')}</PrefetchLink>
            </Button>
          }
        >
          {t('emptyPeopleDetail')}
        </EmptyState>
      }
    >
      {(members) => (
        <ul aria-label={t('peopleYouMayKnow')}>
          {members.map((member) => (
            <li key={member.id} className="border-line border-b px-4 py-3">
              <SuggestedMember member={member} />
            </li>
          ))}
        </ul>
      )}
    </QueryList>
  );
}
