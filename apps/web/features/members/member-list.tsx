'use client';

import { ProblemError, type Schemas } from '@chitlaq/client';
import { Avatar, Button, EmptyState, Loading, Skeleton } from '@chitlaq/ui';
import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { MemberName } from '../../components/member-name.tsx';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { paths } from '../../lib/paths.ts';
import { universityName } from '../../lib/university-name.ts';

export type Member = Schemas['ListedMember'];

/** A viewer who has scrolled this far may be looking for someone who is missing. */
const LONG_LIST = 50;

/** A paginated list of members, each with an action. */
export function MemberList(props: {
  queryKey: QueryKey;
  load: (cursor: string | undefined) => Promise<{ items: Member[]; nextCursor: string | null }>;
  empty: string;
  /** Shown at the end of a long list that may be incomplete. */
  endText?: string;
  action: (member: Member) => ReactNode;
}) {
  const { queryKey, load, empty, endText, action } = props;
  const t = useTranslations('profiles');
  const query = useInfiniteQuery({
    queryKey: ['members', ...queryKey],
    queryFn: ({ pageParam }: { pageParam: string | undefined }) => load(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  if (query.error instanceof ProblemError && query.error.code === 'private_account' && !query.data)
    return <EmptyState title={t('private')}>{t('privateDetail')}</EmptyState>;
  return (
    <QueryList
      query={query}
      items={query.data?.pages.flatMap((page) => page.items)}
      pending={
        <Loading label={t('loading')}>
          <Skeleton className="m-4 h-16" />
          <Skeleton className="m-4 h-16" />
        </Loading>
      }
      failed={t('failed')}
      empty={<EmptyState title={empty} />}
    >
      {(members) => (
        <>
          <ul>
            {members.map((member) => (
              <li
                key={member.id}
                className="flex items-center gap-3 border-line border-b px-4 py-3 cramped:flex-wrap cramped:justify-end"
              >
                <MemberLink member={member} />
                <span className="flex shrink-0 gap-2 cramped:shrink cramped:flex-wrap cramped:justify-end">
                  {action(member)}
                </span>
              </li>
            ))}
          </ul>
          {query.hasNextPage ? (
            <div className="p-6 text-center">
              <Button
                variant="outline"
                pending={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                {t('moreMembers')}
              </Button>
            </div>
          ) : endText !== undefined && members.length >= LONG_LIST ? (
            <p className="p-6 text-center text-muted text-sm">{endText}</p>
          ) : null}
        </>
      )}
    </QueryList>
  );
}

/** A member in a row, linked to their profile. */
export function MemberLink({ member }: { member: Member }) {
  const locale = useLocale();
  return (
    <PrefetchLink
      href={paths.member(member.username)}
      className="flex min-w-0 flex-1 items-center gap-3 cramped:basis-full"
    >
      <Avatar name={member.displayName} seed={member.id} src={member.avatarUrl} size={40} />
      <span className="min-w-0">
        <span title={member.displayName} className="block truncate font-medium">
          <MemberName member={member} />
        </span>
        <span className="block truncate text-muted text-sm">
          @{member.username} · {universityName(member, locale)}
        </span>
      </span>
    </PrefetchLink>
  );
}
