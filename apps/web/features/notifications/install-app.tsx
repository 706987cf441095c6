'use client';

import { Button } from '@chitlaq/ui';
import { Download } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { promptInstall, useInstallWay } from '../../lib/install-prompt.ts';

/** How to install the app in this browser; with a button where the browser lets a page offer it. */
export function InstallApp() {
  const t = useTranslations('notifications.install');
  const way = useInstallWay();
  if (way === undefined) return null;
  return (
    <section aria-labelledby="install">
      <h2 id="install" className="font-medium">
        {t('title')}
      </h2>
      {way === 'installed' ? (
        <p className="mt-1 text-muted text-sm">{t('installed')}</p>
      ) : (
        <>
          <p className="mt-1 text-muted text-sm">{t('lead')}</p>
          {way === 'prompt' ? (
            <Button
              className="mt-3"
              icon={<Download aria-hidden="true" className="size-4.5" />}
              onClick={() => void promptInstall()}
            >
              {t('button')}
            </Button>
          ) : (
            <p className="mt-2 text-sm">{t(way === 'ios' ? 'ios' : 'other')}</p>
          )}
        </>
      )}
    </section>
  );
}
