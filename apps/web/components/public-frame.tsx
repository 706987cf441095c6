'use client';

import { cn, SkipLink } from '@chitlaq/ui';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { paths } from '../lib/paths.ts';
import { FocusOnNavigation } from './focus-on-navigation.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { LegalLinks } from './legal-links.tsx';
import { Wordmark } from './wordmark.tsx';

/**
 * The layout of pages that need no account.
 * @param className  of the whole page: its greatest width
 * @param mainClassName  of the content
 */
export function PublicFrame({
  className,
  mainClassName,
  children,
}: {
  className: string;
  mainClassName: string;
  children: ReactNode;
}) {
  const t = useTranslations('shell');
  return (
    <div className={cn('mx-auto flex min-h-dvh flex-col px-4 pt-6 pb-8', className)}>
      <SkipLink href="#content">{t('skip')}</SkipLink>
      <FocusOnNavigation />
      <header className="mb-8 flex flex-wrap items-center justify-between gap-x-4">
        {/* Not a Link: the landing page is loaded without scripts. */}
        <a href={paths.landing} className="rounded-control text-xl">
          <Wordmark />
        </a>
        <LanguageSwitch />
      </header>
      <main id="content" tabIndex={-1} className={cn('outline-none', mainClassName)}>
        {children}
      </main>
      <footer className="mt-auto pt-10">
        <LegalLinks />
      </footer>
    </div>
  );
}
