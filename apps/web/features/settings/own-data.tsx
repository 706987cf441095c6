'use client';

import { Button } from '@chitlaq/ui';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { PublicFrame } from '../../components/public-frame.tsx';
import { paths } from '../../lib/paths.ts';
import { Exports } from '../messages/message-exports.tsx';
import { useExports } from '../messages/use-message-exports.ts';

/** A copy of everything, for members who leave. */
export function OwnData() {
  const t = useTranslations('shell.restore');
  const router = useRouter();
  const { error } = useExports('account');
  const isSignedOut = error !== null && 'status' in error && error.status === 401;
  useEffect(() => {
    if (isSignedOut) router.replace(paths.signIn(paths.ownData));
  }, [isSignedOut, router]);
  return (
    <PublicFrame className="max-w-2xl" mainClassName="grid grid-cols-1 gap-6">
      <h1 className="font-bold text-2xl leading-tight">{t('ownData')}</h1>
      {isSignedOut ? null : <Exports scope="account" />}
      <div>
        {/* Loads the page: the frame of the members checks the account again. */}
        <Button asChild>
          <a href={paths.home}>{t('back')}</a>
        </Button>
      </div>
    </PublicFrame>
  );
}
