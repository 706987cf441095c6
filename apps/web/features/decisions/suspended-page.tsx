'use client';

import { Button } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { PublicFrame } from '../../components/public-frame.tsx';
import { api } from '../../lib/api.ts';
import { useHasFeature } from '../../lib/campus.ts';
import { paths } from '../../lib/paths.ts';
import { Exports } from '../messages/message-exports.tsx';
import { clearOfflineData } from '../offline/clear-offline-data.ts';
import { DecisionList, useDecisions } from './decision-list.tsx';

// Lazy: few campuses have boards.
const SuspendedBoardPosts = lazy(async () => ({
  default: (await import('../boards/suspended-board-posts.tsx')).SuspendedBoardPosts,
}));

/** The only page of a suspended member: why, until when, the appeal, and a copy of their data. */
export function SuspendedPage() {
  const t = useTranslations('decisions');
  const router = useRouter();
  const queries = useQueryClient();
  const { error } = useDecisions();
  const hasBoards = useHasFeature('boards');
  const isSignedOut = error !== null && 'status' in error && error.status === 401;
  // A session from before the suspension has ended with it.
  useEffect(() => {
    if (isSignedOut) router.replace(paths.signIn());
  }, [isSignedOut, router]);
  const signOut = async () => {
    await api.post('/auth/logout').catch(() => null);
    queries.clear();
    await clearOfflineData();
    window.location.replace(paths.landing);
  };
  return (
    <PublicFrame className="max-w-2xl" mainClassName="grid grid-cols-1 gap-6">
      <div>
        <h1 className="font-bold text-2xl leading-tight">{t('suspendedTitle')}</h1>
        <p className="mt-2 text-muted">{t('suspendedLead')}</p>
      </div>
      {isSignedOut ? null : (
        <>
          <DecisionList empty={<p>{t('suspendedWithout')}</p>} />
          <Exports scope="account" />
          {hasBoards ? (
            <Suspense fallback={null}>
              <SuspendedBoardPosts />
            </Suspense>
          ) : null}
        </>
      )}
      <div>
        <Button onClick={() => void signOut()}>{t('signOut')}</Button>
      </div>
    </PublicFrame>
  );
}
