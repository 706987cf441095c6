'use client';

import type { Schemas } from '@chitlaq/client';
import { matchesUniversityRule, parseEmail } from '@chitlaq/text';
import { Combobox } from '@chitlaq/ui';
import { keepPreviousData, type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';

type University = Schemas['University'];
/** More universities than one domain has. */
const MAX_LISTED = 20;

const universitiesQuery = (q: string, limit: number) =>
  queryOptions({
    queryKey: ['universities', q, limit],
    queryFn: ({ signal }) => api.get('/auth/universities', { query: { q, limit }, signal }),
    staleTime: 300_000,
  });
const useUniversities = (q: string, limit: number, enabled = true) =>
  useQuery({ ...universitiesQuery(q, limit), placeholderData: keepPreviousData, enabled });

const acceptsEmail = (university: University, email: string): boolean => {
  const parts = parseEmail(email.trim());
  if (typeof parts === 'string') return false;
  return university.domains.some(({ domain, includeSubdomains, prefixes }) =>
    prefixes.some((prefix) => matchesUniversityRule(parts, { domain, includeSubdomains, prefix })),
  );
};

/** The domain that a university would have registered: `example.edu.tr` for `std.example.edu.tr`. */
function registrableDomain(email: string): string {
  const parts = parseEmail(email.trim());
  if (typeof parts === 'string') return '';
  const labels = parts.domain.split('.');
  return labels.slice(labels.at(-1)?.length === 2 ? -3 : -2).join('.');
}

/**
 * Whether no open university admits an address, by the public list of universities. Undecided cases count as admitted: the
 * server decides in the end.
 */
export async function isRefusedAddress(queries: QueryClient, email: string): Promise<boolean> {
  const parts = parseEmail(email.trim());
  if (typeof parts === 'string') return false;
  const labels = parts.domain.split('.');
  // The university may have listed this domain or one above it.
  const domains = labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
  try {
    for (const domain of domains) {
      const page = await queries.fetchQuery(universitiesQuery(domain, MAX_LISTED));
      if (page.nextCursor !== null || page.items.some((university) => acceptsEmail(university, email)))
        return false;
    }
    return true;
  } catch {
    return false; // no network
  }
}

/** The admitted addresses of a university, in readable form. */
const formatAddresses = ({ domains }: University): string[] =>
  domains.flatMap(({ domain, includeSubdomains, prefixes }) =>
    prefixes.map((prefix) => `${prefix}…@${includeSubdomains ? '*.' : ''}${domain}`),
  );

/** The university that admits this address, once it is known. */
export function useUniversityOf(email: string): University | undefined {
  const domain = registrableDomain(email);
  const { data } = useUniversities(domain, MAX_LISTED, domain !== '');
  return data?.items.find((university) => acceptsEmail(university, email));
}

/** The university that admits this address; if there is none, a search of the open universities. */
export function Universities({ email }: { email: string }) {
  const t = useTranslations('auth');
  const locale = useLocale();
  const matching = useUniversityOf(email);
  if (matching) {
    return (
      <p className="-mt-2 flex items-center gap-2 text-good text-sm" role="status">
        <CircleCheck aria-hidden="true" className="size-4 shrink-0" />
        {locale === 'tr' ? matching.nameTr : matching.name}
      </p>
    );
  }
  return (
    <details className="-mt-2 text-sm">
      <summary className="cursor-pointer rounded-control py-1 text-muted hover:text-ink">
        {t('whichAddresses')}
      </summary>
      <UniversitySearch />
    </details>
  );
}

function UniversitySearch() {
  const t = useTranslations('auth');
  const locale = useLocale();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<University>();
  const deferredQuery = useDeferredValue(text.trim());
  const { data, isFetching } = useUniversities(deferredQuery, 8);
  const items = data?.items ?? [];
  return (
    <div className="mt-2">
      <Combobox
        label={t('universitySearch')}
        help={t('universitySearchHelp')}
        value={text}
        onValueChange={(value) => {
          setText(value);
          setChosen(undefined);
        }}
        items={items}
        itemKey={(university) => university.id}
        renderItem={(university) => (
          <span className="min-w-0">
            <span className="block break-words">{locale === 'tr' ? university.nameTr : university.name}</span>
            <span className="block break-all text-muted text-sm">
              {formatAddresses(university).join(' · ')}
            </span>
          </span>
        )}
        onSelect={(university) => {
          setText(locale === 'tr' ? university.nameTr : university.name);
          setChosen(university);
        }}
        loading={isFetching && items.length === 0}
        emptyText={t('noUniversities')}
        statusText={t('universityCount', { count: items.length })}
      />
      {chosen ? (
        <div className="mt-3 border-line border-l-2 pl-3">
          <p className="text-muted">{t('acceptedAddresses')}</p>
          <ul>
            {formatAddresses(chosen).map((address) => (
              <li key={address} className="break-all font-medium">
                {address}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
}
