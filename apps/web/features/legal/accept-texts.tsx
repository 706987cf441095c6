'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { Banner, Button, Card } from '@chitlaq/ui';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { PublicFrame } from '../../components/public-frame.tsx';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { ME_KEY } from '../session/session.ts';
import { useSignOut } from '../settings/use-sign-out.ts';

type PendingTexts = Schemas['Me']['pendingTexts'];

/** Stands in place of a member's pages until they accept the terms and rules, or their new versions. */
export function AcceptTexts({ pending }: { pending: PendingTexts }) {
  const t = useTranslations('shell.acceptance');
  const tNames = useTranslations('shell.legal');
  const locale = useLocale() === 'en' ? 'en' : 'tr';
  const problemText = useProblemText();
  const queries = useQueryClient();
  const signOut = useSignOut();
  const [isPending, setIsPending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const texts = useQueries({
    queries: pending.map(({ document }) => ({
      queryKey: ['legal', document, locale, null],
      queryFn: () => api.get('/legal/texts/{document}', { path: { document }, query: { locale } }),
    })),
  });
  const isFirst = pending.every(({ acceptedVersion }) => acceptedVersion === null);
  const accept = async () => {
    setIsPending(true);
    setProblem(undefined);
    try {
      const body = Object.fromEntries(pending.map(({ document, version }) => [document, version]));
      await api.put('/users/me/acceptances', { body });
      await queries.invalidateQueries({ queryKey: ME_KEY });
    } catch (error) {
      setProblem(problemText(error));
    } finally {
      setIsPending(false);
    }
  };
  return (
    <PublicFrame className="max-w-xl" mainClassName="my-auto">
      <Card className="p-6">
        <h1 className="font-bold text-2xl leading-tight">{t(isFirst ? 'firstTitle' : 'title')}</h1>
        <p className="mt-2 text-muted">{t('lead')}</p>
        <ul className="mt-5 grid gap-4">
          {pending.map(({ document, acceptedVersion }, index) => {
            const changes = (texts[index]?.data?.history ?? [])
              .filter(({ version }) => acceptedVersion !== null && version > acceptedVersion)
              .map(({ version, changes: note }) => ({ version, note: note || t('noNote') }));
            return (
              <li key={document} className="rounded-card border border-line p-4">
                <a className="link font-medium" href={paths.legal(document)} target="_blank" rel="noopener">
                  {tNames(document)}
                </a>
                {changes.length > 0 ? (
                  <>
                    <p className="mt-2 text-muted text-sm">{t('changed')}</p>
                    <ul className="mt-1 grid list-disc gap-1 pl-5">
                      {changes.map(({ version, note }) => (
                        <li key={version}>{note}</li>
                      ))}
                    </ul>
                  </>
                ) : null}
              </li>
            );
          })}
        </ul>
        {problem ? <Banner className="mt-4" tone="danger" title={problem} live="assertive" /> : null}
        <div className="mt-6 flex flex-wrap gap-3">
          <Button variant="primary" pending={isPending} onClick={() => void accept()}>
            {t('accept')}
          </Button>
          <Button variant="quiet" onClick={() => void signOut()}>
            {t('decline')}
          </Button>
        </div>
      </Card>
    </PublicFrame>
  );
}
