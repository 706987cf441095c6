'use client';

import { useTranslations } from 'use-intl';
import { BackHeader } from '../../components/back-header.tsx';
import { paths } from '../../lib/paths.ts';
import { ContactSettings } from './contact-settings.tsx';
import { QuietTimeSection } from './quiet-time-section.tsx';
import { TrustSection } from './trust-section.tsx';

/** What a member can do against harassment before it happens. */
export function Safety() {
  const t = useTranslations('settings');
  const tSafety = useTranslations('safety');
  return (
    <>
      <BackHeader title={t('pages.safety.title')} />
      <div className="grid gap-8 p-4">
        <p>
          <a className="link" href={paths.legal('safety')}>
            {tSafety('help')}
          </a>
        </p>
        <QuietTimeSection />
        <ContactSettings />
        <TrustSection />
      </div>
    </>
  );
}
