'use client';

import type { Schemas } from '@chitlaq/client';
import { emailParts, matchesUniversityRule } from '@chitlaq/text';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';

type University = Schemas['University'];

const admits = (university: University, email: string): boolean => {
  const parts = emailParts(email.trim());
  if (typeof parts === 'string') return false;
  return university.domains.some(({ domain, includeSubdomains, prefixes }) =>
    prefixes.some((prefix) => matchesUniversityRule(parts, { domain, includeSubdomains, prefix })),
  );
};

/** Which addresses get in: the university that knows this one, else the list of those that are open. */
export function OpenUniversities({ email }: { email: string }) {
  const t = useTranslations('auth');
  const { data } = useQuery({
    queryKey: ['universities'],
    queryFn: () => api.get('/auth/universities', { query: { limit: 100 } }),
    staleTime: 300_000,
  });
  const universities = data?.items ?? [];
  const mine = universities.find((university) => admits(university, email));
  if (mine) {
    return (
      <p className="-mt-2 flex items-center gap-2 text-good text-sm" aria-live="polite">
        <CircleCheck aria-hidden="true" className="size-4 shrink-0" />
        {mine.name}
      </p>
    );
  }
  if (universities.length === 0) return null;
  return (
    <details className="-mt-2 text-sm">
      <summary className="cursor-pointer text-muted">
        {t('whichUniversities', { count: universities.length })}
      </summary>
      <ul className="mt-2 grid gap-2 border-line border-l-2 pl-3">
        {universities.map((university) => (
          <li key={university.id}>
            <span className="font-medium">{university.name}</span>
            <span className="block break-words text-muted">
              {university.domains
                .map(({ domain, includeSubdomains, prefixes }) =>
                  prefixes.map((prefix) => `${prefix}…@${includeSubdomains ? '*.' : ''}${domain}`).join(', '),
                )
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
