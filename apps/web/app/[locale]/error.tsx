'use client';

import { useTranslations } from 'use-intl';
import { plainButtonClassName } from '../../features/frame/plain-button.ts';

/** Part of every page's bundle: keep it small. */
export default function PageError({ reset }: { error: Error; reset: () => void }) {
  const t = useTranslations('shell');
  return (
    <main className="grid min-h-dvh place-items-center px-4">
      <div role="alert" className="flex max-w-md flex-col items-center py-12 text-center">
        <p className="text-balance font-medium text-lg">{t('pageError')}</p>
        <p className="mt-1 text-pretty text-muted">{t('pageErrorDetail')}</p>
        <button
          type="button"
          onClick={reset}
          className={`mt-5 border border-edge bg-surface text-ink hover:bg-wash ${plainButtonClassName}`}
        >
          {t('retry')}
        </button>
      </div>
    </main>
  );
}
