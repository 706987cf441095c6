'use client';

import type { Schemas } from '@chitlaq/client';
import { Kbd } from '@chitlaq/ui';
import { Search } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { LanguageSwitch } from '../../components/language-switch.tsx';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { paths } from '../../lib/paths.ts';
import { universityName } from '../../lib/university-name.ts';
import { PeopleCard, TrendsCard } from '../explore/sidebar-cards.tsx';

/** Search, trends, suggested members, and the campus. */
export function SidebarCards({ me }: { me: Schemas['Me'] }) {
  const t = useTranslations('shell');
  const locale = useLocale();
  const { university, affiliation, department } = me.profile;
  return (
    <>
      <PrefetchLink
        href={paths.search()}
        className="flex h-11 shrink-0 items-center gap-3 rounded-control border border-edge bg-surface px-3 text-muted hover:bg-wash"
      >
        <Search aria-hidden="true" className="size-5" />
        <span className="flex-1">{t('searchCampus')}</span>
        <Kbd>/</Kbd>
      </PrefetchLink>
      <TrendsCard />
      <PeopleCard />
      <section className="rounded-card border border-line bg-surface p-4">
        <h2 className="text-muted text-sm">{t('yourCampus')}</h2>
        <p className="mt-1 break-words font-medium">
          {universityName({ university: university.name, universityTr: university.nameTr }, locale)}
        </p>
        <p className="mt-1 text-muted text-sm">
          {department
            ? `${t(`affiliation.${affiliation}`)} · ${department}`
            : t(`affiliation.${affiliation}`)}
        </p>
      </section>
      <p className="flex items-center gap-2 text-muted text-sm">
        <Kbd>?</Kbd> {t('shortcuts.title')}
      </p>
      <footer className="mt-auto">
        <LanguageSwitch />
      </footer>
    </>
  );
}
