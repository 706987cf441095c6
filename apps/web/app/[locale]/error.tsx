'use client';

import { ErrorState } from '@chitlaq/ui';
import { useTranslations } from 'use-intl';

export default function PageError({ reset }: { error: Error; reset: () => void }) {
  const t = useTranslations('frame');
  return (
    <main className="grid min-h-dvh place-items-center px-4">
      <ErrorState title={t('broken')} detail={t('brokenDetail')} retryLabel={t('retry')} onRetry={reset} />
    </main>
  );
}
