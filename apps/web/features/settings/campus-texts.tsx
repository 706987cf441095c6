'use client';

import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { LegalLinks } from '../../components/legal-links.tsx';
import { api } from '../../lib/api.ts';

/** The campus's texts, and which of them the member accepted and when. */
export function CampusTexts() {
  const t = useTranslations('settings');
  const tNames = useTranslations('shell.legal');
  const format = useFormatter();
  const accepted = useQuery({
    queryKey: ['acceptances'],
    queryFn: () => api.get('/users/me/acceptances'),
  });
  return (
    <section>
      <h2 className="font-medium">{t('campusTexts')}</h2>
      <LegalLinks className="mt-1" />
      {accepted.data && accepted.data.items.length > 0 ? (
        <>
          <p className="mt-2 text-sm">{t('acceptedTexts')}</p>
          <ul className="text-muted text-sm">
            {accepted.data.items.map(({ document, version, acceptedAt }) => (
              <li key={`${document} ${version}`}>
                {t.rich('acceptedText', {
                  name: tNames(document),
                  version,
                  date: () => (
                    <time dateTime={acceptedAt}>
                      {format.dateTime(new Date(acceptedAt), { dateStyle: 'long', timeStyle: 'short' })}
                    </time>
                  ),
                })}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}
