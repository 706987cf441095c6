'use client';

import { hasSession } from '@chitlaq/client';
import { Button, SkipLink } from '@chitlaq/ui';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { LanguageSwitch } from '../../components/language-switch.tsx';
import { Wordmark } from '../../components/wordmark.tsx';
import { paths } from '../../lib/paths.ts';

const PROMISES = ['who', 'order', 'owner'] as const;
const SAMPLE_NOTES = ['first', 'second', 'third'] as const;

/** The landing page: what ChitLaq is and for whom. */
export function Landing() {
  const t = useTranslations('landing');
  const tShell = useTranslations('shell');
  const [isSignedIn, setIsSignedIn] = useState(false);
  useEffect(() => setIsSignedIn(hasSession()), []);
  return (
    <div className="mx-auto flex min-h-dvh max-w-5xl flex-col px-5">
      <SkipLink href="#content">{tShell('skip')}</SkipLink>
      <header className="flex items-center justify-between py-6">
        <span className="text-2xl">
          <Wordmark />
        </span>
        <LanguageSwitch />
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="outline-none my-auto grid items-center gap-12 py-10 desktop:grid-cols-[1.1fr_1fr]"
      >
        <section>
          <h1 className="text-balance font-bold text-[2.5rem] leading-[1.1] tablet:text-[3.25rem]">
            {t('title')}
          </h1>
          <p className="mt-5 max-w-prose text-lg text-muted">{t('lead')}</p>
          <div className="mt-8 flex flex-wrap gap-3">
            {isSignedIn ? (
              <Button asChild variant="primary">
                <Link href={paths.home}>{t('toHome')}</Link>
              </Button>
            ) : (
              <>
                <Button asChild variant="primary">
                  <Link href={paths.register}>{t('register')}</Link>
                </Button>
                <Button asChild variant="outline">
                  <Link href={paths.signIn()}>{t('signIn')}</Link>
                </Button>
              </>
            )}
          </div>
        </section>
        <section aria-label={t('notesLabel')} className="relative">
          <ul className="grid gap-4">
            {SAMPLE_NOTES.map((note, index) => (
              <li
                key={note}
                className={`rounded-card border border-line bg-surface p-4 ${['desktop:-ml-6 desktop:mr-6', '', 'desktop:ml-8 desktop:-mr-2'][index]}`}
              >
                <p className="text-muted text-sm">{t(`notes.${note}.place`)}</p>
                <p className="mt-1">{t(`notes.${note}.text`)}</p>
              </li>
            ))}
          </ul>
        </section>
      </main>
      <section
        aria-label={t('promisesLabel')}
        className="grid gap-8 border-line border-t py-10 tablet:grid-cols-3"
      >
        {PROMISES.map((promise) => (
          <div key={promise}>
            <h2 className="font-medium text-lg">{t(`promises.${promise}.title`)}</h2>
            <p className="mt-1 text-muted">{t(`promises.${promise}.text`)}</p>
          </div>
        ))}
      </section>
      <footer className="flex flex-wrap justify-between gap-3 border-line border-t py-6 text-muted text-sm">
        <span>{t('footer')}</span>
        <a className="link" href="/api/docs">
          API
        </a>
      </footer>
    </div>
  );
}
