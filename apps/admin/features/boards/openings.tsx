'use client';

import { Badge, Card, EmptyState, Loading, Prose, Skeleton, type Tone } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { LockKeyhole } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths, webPaths } from '../../lib/paths.ts';
import { LoadError } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { Timestamp } from '../frame/timestamp.tsx';
import { AuthorName } from './author-name.tsx';
import { BoardsHeader } from './boards-header.tsx';
import { OPENINGS_KEY, type Opening } from './types.ts';

const stateTone: Record<Opening['state'], Tone | 'plain'> = {
  open: 'warn',
  opened: 'good',
  refused: 'plain',
  expired: 'plain',
};

/** The page of requests to open a name, for staff who may ask. */
export function Openings() {
  const t = useTranslations('boards.openings');
  return (
    <RequirePermission requiredPermission="boards.open">
      <BoardsHeader current="openings" />
      <div className="mx-auto grid max-w-4xl grid-cols-1 gap-4 py-4 tablet:px-4">
        <p className="text-pretty text-muted max-tablet:px-4">{t('lead')}</p>
        <OpeningList />
      </div>
    </RequirePermission>
  );
}

function OpeningList() {
  const t = useTranslations('boards.openings');
  const query = useQuery({ queryKey: OPENINGS_KEY, queryFn: () => api.get('/admin/boards/openings') });
  if (query.error && !query.data)
    return <LoadError error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data)
    return (
      <Loading label={t('loading')}>
        <Skeleton className="h-80 rounded-card" />
      </Loading>
    );
  const { items } = query.data;
  if (items.length === 0)
    return (
      <EmptyState icon={<LockKeyhole aria-hidden="true" />} title={t('empty')}>
        {t('emptyDetail')}
      </EmptyState>
    );
  return (
    <ul className="grid grid-cols-1 gap-4" aria-label={t('list')}>
      {items.map((opening) => (
        <li key={opening.id}>
          <OpeningCard opening={opening} />
        </li>
      ))}
    </ul>
  );
}

function OpeningCard({ opening }: { opening: Opening }) {
  const t = useTranslations('boards.openings');
  const { state, requester, requestedAt, endsAt, reason, post, answers, identity } = opening;
  return (
    <Card flush className="grid grid-cols-1 gap-3">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <Badge tone={stateTone[state]}>{t(`states.${state}`)}</Badge>
        <span className="text-muted">
          {t('requestedBy', { name: requester ? `@${requester.username}` : t('gone') })}{' '}
          <Timestamp at={requestedAt} />
        </span>
        {state === 'open' ? (
          <span className="text-muted">
            {t('endsAt')} <Timestamp at={endsAt} />
          </span>
        ) : null}
      </p>
      <Prose>{reason}</Prose>
      <div className="grid gap-1 rounded-control bg-wash p-3">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <AuthorName name={post.name} />
          <span className="min-w-0 break-words text-muted">
            <bdi>{post.threadTitle ?? t('noTitle')}</bdi>
          </span>
        </p>
        <Prose>{post.text}</Prose>
      </div>
      {answers.length > 0 ? (
        <ul className="grid gap-1 text-sm" aria-label={t('answers')}>
          {answers.map((answer) => (
            <li key={answer.role}>
              {t(`answer.${answer.kind}`, { holder: t(`holders.${answer.role}`) })}
              {answer.reason ? <Prose className="text-muted">{answer.reason}</Prose> : null}
            </li>
          ))}
        </ul>
      ) : null}
      {identity ? (
        <p>
          {t('identity')}{' '}
          <Link href={paths.member(identity.id)} className="link">
            <bdi>{identity.displayName}</bdi> @{identity.username}
          </Link>{' '}
          <a href={webPaths.member(identity.username)} className="link text-sm">
            {t('profile')}
          </a>
          <span className="block text-muted text-sm">{t('identityHelp')}</span>
        </p>
      ) : state === 'opened' ? (
        <p className="text-muted text-sm">{t('notYours')}</p>
      ) : null}
    </Card>
  );
}
