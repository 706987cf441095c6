'use client';

import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { paths } from '../../lib/paths.ts';
import { plainButtonClassName } from './plain-button.ts';

/** Shown by the service worker at the address of a page that is not on this device. Loads that page with the network. */
export function OfflinePage() {
  const t = useTranslations('shell');
  useEffect(() => {
    const load = () => {
      if (window.location.pathname === paths.offline) window.location.replace(paths.home);
      else window.location.reload();
    };
    window.addEventListener('online', load);
    return () => window.removeEventListener('online', load);
  }, []);
  return (
    <main className="grid min-h-dvh place-items-center px-4">
      <div className="flex max-w-md flex-col items-center py-12 text-center">
        <h1 className="text-balance text-lg">{t('offlinePage')}</h1>
        <p className="mt-1 text-pretty text-muted">{t('offlinePageDetail')}</p>
        <p className="mt-5 flex flex-wrap justify-center gap-3">
          <a href={paths.home} className={`bg-nar text-on-nar hover:bg-nar-strong ${plainButtonClassName}`}>
            {t('toHome')}
          </a>
          <a href={paths.messages()} className={`border border-edge hover:bg-wash ${plainButtonClassName}`}>
            {t('messages')}
          </a>
        </p>
      </div>
    </main>
  );
}
