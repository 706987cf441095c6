'use client';

import type { Schemas } from '@chitlaq/client';
import { Kbd } from '@chitlaq/ui';
import { useTranslations } from 'use-intl';
import { LanguageSwitch } from './language-switch.tsx';

/** What stands beside the column on a wide screen: whose campus this is, and how to move without a mouse. */
export function Side({ me }: { me: Schemas['Me'] }) {
  const t = useTranslations('frame');
  const { university, affiliation, department } = me.profile;
  return (
    <aside
      aria-label={t('side')}
      className="sticky top-0 hidden h-dvh w-80 shrink-0 flex-col gap-6 p-6 desktop:flex"
    >
      <section className="rounded-card border border-line bg-surface p-4">
        <h2 className="text-muted text-sm">{t('yourCampus')}</h2>
        <p className="mt-1 break-words font-medium">{university.name}</p>
        <p className="mt-1 text-muted text-sm">
          {department
            ? `${t(`affiliation.${affiliation}`)} · ${department}`
            : t(`affiliation.${affiliation}`)}
        </p>
      </section>
      <p className="flex items-center gap-2 text-muted text-sm">
        <Kbd>?</Kbd> {t('keys.title')}
      </p>
      <footer className="mt-auto">
        <LanguageSwitch />
      </footer>
    </aside>
  );
}
