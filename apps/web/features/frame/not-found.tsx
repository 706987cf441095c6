'use client';

import { useTranslations } from 'use-intl';
import { paths } from '../../lib/paths.ts';
import { plainButtonClassName } from './plain-button.ts';

/** Part of every page's bundle: keep it small. */
export function NotFound() {
  const t = useTranslations('shell');
  return (
    <main className="grid min-h-dvh place-items-center px-4">
      <div className="flex max-w-md flex-col items-center py-12 text-center">
        <h1 className="text-balance text-lg">{t('notFound')}</h1>
        <p className="mt-1 text-pretty text-muted">{t('notFoundDetail')}</p>
        <a
          href={paths.home}
          className={`mt-5 bg-nar text-on-nar hover:bg-nar-strong ${plainButtonClassName}`}
        >
          {t('toHome')}
        </a>
      </div>
    </main>
  );
}
