'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { Banner, Button } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { PublicFrame } from '../../components/public-frame.tsx';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { ME_KEY } from '../session/session.ts';
import { useSignOut } from './use-sign-out.ts';

/** What a member sees whose account is to be deleted: the way back. */
export function RestoreAccount({ me }: { me: Schemas['Me'] }) {
  const t = useTranslations('shell.restore');
  const format = useFormatter();
  const problemText = useProblemText();
  const queries = useQueryClient();
  const signOut = useSignOut();
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);
  const restore = async () => {
    setIsPending(true);
    try {
      await api.post('/users/me/restore');
      await queries.invalidateQueries({ queryKey: ME_KEY });
    } catch (error) {
      setProblem(problemText(error));
      setIsPending(false);
    }
  };
  const { deleteAt } = me.user;
  return (
    <PublicFrame className="max-w-xl" mainClassName="my-auto grid gap-6">
      <h1 className="font-bold text-2xl leading-tight">{t('title')}</h1>
      <p>
        {t('lead', {
          username: me.user.username,
          date: deleteAt === undefined ? '' : format.dateTime(new Date(deleteAt), { dateStyle: 'long' }),
        })}
      </p>
      {problem === undefined ? null : <Banner tone="danger" title={problem} live="assertive" />}
      <div className="flex flex-wrap gap-3">
        <Button variant="primary" pending={isPending} onClick={() => void restore()}>
          {t('button')}
        </Button>
        <Button variant="outline" asChild>
          <Link href={paths.ownData}>{t('ownData')}</Link>
        </Button>
        <Button variant="outline" onClick={() => void signOut()}>
          {t('signOut')}
        </Button>
      </div>
    </PublicFrame>
  );
}
