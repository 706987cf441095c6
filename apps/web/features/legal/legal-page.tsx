'use client';

import type { Schemas } from '@chitlaq/client';
import { type LegalDocument, parseLegalText } from '@chitlaq/text';
import { Banner, LegalBody, Loading, Skeleton } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { PublicFrame } from '../../components/public-frame.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';

// Lazy: only one of the texts has it.
const CampusRules = lazy(async () => ({ default: (await import('./campus-rules.tsx')).CampusRules }));

/** A text of the campus, such as the privacy notice, with its versions. Needs no account. */
export function LegalPage({ document }: { document: LegalDocument }) {
  const t = useTranslations('legal');
  const tShell = useTranslations('shell.legal');
  const locale = useLocale() === 'en' ? 'en' : 'tr';
  const version = useRequestedVersion();
  const query = useQuery({
    queryKey: ['legal', document, locale, version],
    queryFn: () =>
      api.get('/legal/texts/{document}', {
        path: { document },
        query: { locale, ...(version ? { version } : {}) },
      }),
    enabled: version !== undefined,
  });
  return (
    <PublicFrame className="max-w-3xl" mainClassName="min-h-[60dvh]">
      {query.data ? (
        <Text text={query.data} />
      ) : (
        <>
          <h1 className="font-bold text-2xl leading-tight">{tShell(document)}</h1>
          {query.isError ? (
            <QueryError query={query} title={t('failed')} />
          ) : (
            <Loading label={t('loading')}>
              <Skeleton shape="block" className="mt-6 h-96" />
            </Loading>
          )}
        </>
      )}
    </PublicFrame>
  );
}

/** The version in the address; null for the current one, undefined until the browser has the page. */
function useRequestedVersion(): number | null | undefined {
  const [version, setVersion] = useState<number | null>();
  useEffect(() => {
    const requested = Number(new URLSearchParams(window.location.search).get('version'));
    setVersion(Number.isInteger(requested) && requested > 0 ? requested : null);
  }, []);
  return version;
}

function Text({ text: found }: { text: Schemas['LegalText'] }) {
  const t = useTranslations('legal');
  const format = useFormatter();
  const { title, blocks } = parseLegalText(found.text);
  const dateOf = (moment: string) => (
    <time dateTime={moment}>{format.dateTime(new Date(moment), { dateStyle: 'long' })}</time>
  );
  const hrefOf = (version: number) => `${paths.legal(found.document)}?version=${version}`;
  return (
    <article>
      <h1 className="font-bold text-2xl leading-tight">{title}</h1>
      <p className="mt-2 text-muted text-sm">
        {t.rich('version', { version: found.version, date: () => dateOf(found.publishedAt) })}
      </p>
      {found.isCurrent ? null : (
        <Banner
          tone="warn"
          className="mt-4"
          title={t('old')}
          action={
            <a className="link" href={paths.legal(found.document)}>
              {t('toCurrent')}
            </a>
          }
        />
      )}
      <LegalBody blocks={blocks} className="mt-6" />
      {found.document === 'rules' ? (
        <Suspense fallback={null}>
          <CampusRules />
        </Suspense>
      ) : null}
      {found.history.length > 1 ? (
        <section aria-labelledby="versions" className="mt-10 border-line border-t pt-5 text-sm">
          <h2 id="versions" className="font-medium">
            {t('versions')}
          </h2>
          <ul className="mt-1">
            {found.history.map(({ version, publishedAt, changes }) => (
              <li key={version} className="py-1.5">
                {version === found.version ? (
                  <span className="font-medium">{t('versionName', { version })}</span>
                ) : (
                  <a className="link" href={hrefOf(version)}>
                    {t('versionName', { version })}
                  </a>
                )}{' '}
                <span className="text-muted">{dateOf(publishedAt)}</span>
                {changes ? <p className="text-muted">{changes}</p> : null}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </article>
  );
}
