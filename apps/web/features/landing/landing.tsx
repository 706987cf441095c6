'use client';

import { Button, SkipLink } from '@chitlaq/ui';
import { useTranslations } from 'use-intl';
import { LegalLinks } from '../../components/legal-links.tsx';
import { Wordmark } from '../../components/wordmark.tsx';
import { useCampus } from '../../lib/campus.ts';
import { paths } from '../../lib/paths.ts';
import { LanguageForm } from './language-form.tsx';

const PROMISES = ['who', 'order', 'owner'] as const;
const WAYS = ['open', 'approval', 'invitation', 'closed'] as const;
const SAMPLE_NOTES = ['first', 'second', 'third'] as const;

/**
 * The landing page: what ChitLaq is and for whom. The page server sends it without scripts (server/hosts/pages), except the one in
 * the head, and leads members home instead.
 */
export function Landing() {
  const t = useTranslations('landing');
  const tShell = useTranslations('shell');
  return (
    <div className="mx-auto flex min-h-dvh max-w-5xl flex-col px-5">
      <SkipLink href="#content">{tShell('skip')}</SkipLink>
      <header className="flex flex-wrap items-center justify-between gap-x-4 py-6">
        <span className="text-2xl">
          <Wordmark />
        </span>
        <LanguageForm />
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="outline-none my-auto grid items-center gap-12 py-10 desktop:grid-cols-[1.1fr_1fr]"
      >
        <section>
          <h1 className="text-balance font-bold text-[clamp(1.75rem,12.5vw,2.5rem)] leading-[1.1] tablet:text-[3.25rem]">
            {t('title')}
          </h1>
          <p className="mt-5 max-w-prose text-lg text-muted">{t('lead')}</p>
          <div className="mt-8 flex flex-wrap gap-3">
            <Button asChild variant="primary">
              <a href={paths.register}>{t('register')}</a>
            </Button>
            <Button asChild variant="outline">
              <a href={paths.signIn()}>{t('signIn')}</a>
            </Button>
          </div>
          <p data-join={useCampus().join} className="mt-4 max-w-prose text-muted text-sm">
            {WAYS.map((way) => (
              <span key={way} data-way={way}>
                {t(`ways.${way}`)}
              </span>
            ))}
          </p>
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
      <footer className="border-line border-t py-6 text-muted text-sm">
        <LegalLinks />
        <div className="mt-3 flex flex-wrap justify-between gap-3">
          <span>{t('footer')}</span>
          <span className="flex gap-5">
            <a className="link" href={paths.status}>
              {t('status')}
            </a>
            <a className="link" href="/api/docs">
              API
            </a>
          </span>
        </div>
      </footer>
    </div>
  );
}
