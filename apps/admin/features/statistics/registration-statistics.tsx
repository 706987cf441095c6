'use client';

import type { Schemas } from '@chitlaq/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { CsvButton } from './csv-button.tsx';
import { type Measure, overTimeRows } from './measures.tsx';
import { OverTime } from './over-time.tsx';

type Item = Schemas['RegistrationStatistics']['items'][number];
const MEASURES = ['applied', 'approved', 'refused', 'medianHours'] as const;

/** What came to the queue of registrations, by month; nothing on a campus that never looked at any. */
export function RegistrationStatistics({ universityId }: { universityId: string | undefined }) {
  const t = useTranslations('statistics');
  const [current, setCurrent] = useState<string>(MEASURES[0]);
  const { data } = useQuery({
    queryKey: ['statistics', 'registrations', universityId ?? ''],
    queryFn: () =>
      api.get('/admin/statistics/registrations', { query: universityId ? { universityId } : {} }),
  });
  if (!data || data.universities.length === 0) return null;
  const measures: Measure<Item>[] = MEASURES.map((key) => ({
    key,
    label: t(`registrationMeasures.${key}`),
    read: (item) => item[key],
  }));
  const university = data.universities.find(({ id }) => id === universityId)?.name ?? t('all');
  return (
    <section aria-label={t('registrations')} className="grid gap-4 *:min-w-0">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div className="grid max-w-3xl gap-1">
          <h2 className="font-medium">{t('registrations')}</h2>
          <p className="text-muted text-sm">{t('registrationsLead')}</p>
        </div>
        <CsvButton
          name={`chitlaq-registrations-${data.items.at(-1)?.startsOn ?? ''}.csv`}
          subject={t('registrations')}
          rows={() =>
            overTimeRows(
              { [t('steps.month')]: ({ startsOn }) => startsOn, [t('university')]: () => university },
              data.items,
              measures,
            )
          }
        />
      </div>
      <OverTime items={data.items} measures={measures} current={current} onChange={setCurrent} />
    </section>
  );
}
