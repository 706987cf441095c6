'use client';

import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'use-intl';
import { QueryError } from '../../components/query-error.tsx';
import { api } from '../../lib/api.ts';

/** The rules that decisions of moderators name, as they are now: below the text that members accept. */
export function CampusRules() {
  const t = useTranslations('legal');
  const isEnglish = useLocale() === 'en';
  const query = useQuery({ queryKey: ['campus-rules'], queryFn: () => api.get('/moderation/rules') });
  if (query.isError) return <QueryError query={query} title={t('rulesFailed')} />;
  return (
    <section aria-labelledby="campus-rules" className="mt-10 border-line border-t pt-5">
      <h2 id="campus-rules" className="font-bold text-xl leading-tight">
        {t('rules')}
      </h2>
      <p className="mt-2 text-muted text-sm">{t('rulesLead')}</p>
      <ol className="mt-4 grid list-decimal grid-cols-1 gap-3 pl-6">
        {query.data?.items.map((rule) => (
          <li key={rule.id} className="break-words">
            <p className="font-medium">{isEnglish ? rule.titleEn : rule.titleTr}</p>
            <p>{isEnglish ? rule.textEn : rule.textTr}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
