'use client';

import { Badge, Button, DataTable, EmptyState, Select } from '@chitlaq/ui';
import { Landmark } from 'lucide-react';
import Link from 'next/link';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { useUrlState } from '../../lib/url-state.ts';
import { Listing, usePages } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { SearchField } from '../frame/search-field.tsx';
import { AddressCheck } from './address-check.tsx';
import { countryName, STATES, type University } from './types.ts';
import { UniversitiesHeader } from './universities-header.tsx';

/** The page of all universities, for staff who may change them. */
export function Universities() {
  return (
    <RequirePermission requiredPermission="universities.write">
      <UniversityCatalogue />
    </RequirePermission>
  );
}

/** The catalogue of universities, searched by name or domain; open ones by default. */
function UniversityCatalogue() {
  const t = useTranslations('universities');
  const [filter, change] = useUrlState(['q', 'state'] as const);
  const stateFilter = filter.state === 'all' || filter.state === 'closed' ? filter.state : 'open';
  const pages = usePages(['universities', stateFilter, filter.q], (page) =>
    api.get('/admin/universities', {
      query: {
        ...page,
        limit: 50,
        ...(filter.q ? { q: filter.q } : {}),
        ...(stateFilter === 'all' ? {} : { state: stateFilter }),
      },
    }),
  );
  return (
    <>
      <UniversitiesHeader current="universities" />
      <div className="grid gap-4 desktop:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0">
          <search className="grid gap-3 px-4 pb-4 tablet:grid-cols-[1fr_14rem]">
            <SearchField label={t('search')} value={filter.q} onChange={(q) => change({ q })} />
            <Select
              label={t('state')}
              value={stateFilter}
              onChange={(event) => change({ state: event.target.value === 'open' ? '' : event.target.value })}
              options={[...STATES, 'all' as const].map((value) => ({ value, label: t(`states.${value}`) }))}
            />
          </search>
          <Listing
            pages={pages}
            label={t('loading')}
            empty={
              <EmptyState
                icon={<Landmark aria-hidden="true" />}
                title={stateFilter === 'open' ? t('emptyOpen') : t('empty')}
                action={
                  stateFilter === 'all' ? undefined : (
                    <Button onClick={() => change({ state: 'all' })}>{t('searchAll')}</Button>
                  )
                }
              >
                {t('emptyDetail')}
              </EmptyState>
            }
          >
            {(universities) => <UniversityTable universities={universities} />}
          </Listing>
        </div>
        <div className="px-4 desktop:px-0">
          <AddressCheck />
        </div>
      </div>
    </>
  );
}

function UniversityTable({ universities }: { universities: University[] }) {
  const t = useTranslations('universities');
  const format = useFormatter();
  const locale = useLocale();
  return (
    <DataTable
      caption={t('title')}
      rows={universities}
      stacked
      rowKey={(university) => university.id}
      className="max-tablet:rounded-none max-tablet:border-x-0 tablet:mx-4"
      columns={[
        {
          key: 'name',
          header: t('name'),
          isRowHeader: true,
          cell: (university) => (
            <Link
              href={paths.university(university.id)}
              className="-my-1.5 flex min-h-11 flex-col justify-center rounded-control"
            >
              <span>{university.name}</span>
              <span className="truncate font-normal text-muted tablet:hidden">
                {university.domains.slice(0, 2).join(', ')}
              </span>
            </Link>
          ),
        },
        {
          key: 'state',
          header: t('state'),
          cell: (university) => (
            <Badge tone={university.isOpen ? 'good' : 'plain'}>
              {university.isOpen ? t('open') : t('closed')}
            </Badge>
          ),
        },
        {
          key: 'rules',
          header: t('rules'),
          align: 'end',
          cell: (university) => format.number(university.rules.length),
        },
        {
          key: 'domains',
          header: t('domains'),
          className: 'max-w-60 truncate text-muted',
          cell: (university) => university.domains.join(', '),
        },
        {
          key: 'country',
          header: t('country'),
          className: 'text-muted',
          cell: (university) => countryName(university.country, locale),
        },
      ]}
    />
  );
}
