'use client';

import { Card, SkipLink } from '@chitlaq/ui';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { FocusOnNavigation } from '../../components/focus-on-navigation.tsx';
import { LanguageSwitch } from '../../components/language-switch.tsx';
import { Wordmark } from '../../components/wordmark.tsx';
import { paths } from '../../lib/paths.ts';

/** The layout of all sign-in and registration pages. */
export function GuestFrame({ children }: { children: ReactNode }) {
  const t = useTranslations('shell');
  return (
    <div className="mx-auto flex min-h-dvh max-w-md flex-col px-4 py-6">
      <SkipLink href="#content">{t('skip')}</SkipLink>
      <FocusOnNavigation />
      <header className="mb-8 flex items-center justify-between">
        {/* Not a Link: the landing page is loaded without scripts. */}
        <a href={paths.landing} className="rounded-control text-xl">
          <Wordmark />
        </a>
        <LanguageSwitch />
      </header>
      <main id="content" tabIndex={-1} className="my-auto pb-16 outline-none">
        <Card className="p-6">{children}</Card>
      </main>
    </div>
  );
}

export function Heading({ title, lead }: { title: ReactNode; lead?: ReactNode }) {
  return (
    <div className="mb-6">
      <h1 className="font-bold text-2xl leading-tight">{title}</h1>
      {lead ? <p className="mt-2 text-muted">{lead}</p> : null}
    </div>
  );
}
