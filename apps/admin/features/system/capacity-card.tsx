'use client';

import type { Schemas } from '@chitlaq/client';
import { Card } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { roundedDown } from './values.ts';

type Capacity = Schemas['Capacity'];
type Resource = Capacity['resources'][number];

const REFRESH_MS = 600_000;
const GB = 1024 ** 3;

/** How many more members fit, what runs out first, and what a larger server would hold. Says nothing while the charts say why. */
export function CapacityCard() {
  const { data } = useQuery({
    queryKey: ['system', 'capacity'],
    queryFn: () => api.get('/admin/system/capacity'),
    refetchInterval: REFRESH_MS,
  });
  return data?.isConfigured ? <CapacityView capacity={data} /> : null;
}

function CapacityView({ capacity }: { capacity: Capacity }) {
  const t = useTranslations('system.capacity');
  const { fits, limitedBy, online, highest, diskFullAt } = capacity;
  const format = useFormatter();
  return (
    <Card>
      <h2 className="font-medium">{t('title')}</h2>
      <p className="mb-3 text-muted text-sm">{t('lead')}</p>
      {fits === null || limitedBy === null ? (
        <p className="py-8 text-center text-muted">{t('unknown')}</p>
      ) : (
        <>
          <p className="text-lg">
            {t('fits', { fits: roundedDown(fits), online: online ?? 0, highest: highest ?? 0 })}
          </p>
          <p className="mb-4 text-muted">{t(`first.${limitedBy}`)}</p>
          <div className="grid items-start gap-6 desktop:grid-cols-2">
            <Resources resources={capacity.resources} />
            <Servers servers={capacity.servers} />
          </div>
        </>
      )}
      {diskFullAt === null ? null : (
        <p className="mt-4">
          {t('disk', { date: format.dateTime(new Date(diskFullAt), { dateStyle: 'long' }) })}
        </p>
      )}
    </Card>
  );
}

const HEAD = 'border-line border-b py-1.5 font-normal text-muted text-sm';
const NUMBER = 'py-1.5 pl-3 text-right tabular-nums';

interface Row {
  name: string;
  figure: string;
  fits: number | null;
}

/** What each row holds, by its name and a figure of it. */
function FitsTable({
  caption,
  nameHead,
  figureHead,
  rows,
}: {
  caption: string;
  nameHead: string;
  figureHead: string;
  rows: readonly Row[];
}) {
  const t = useTranslations('system.capacity');
  const format = useFormatter();
  return (
    <table className="w-full">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          <th className={`${HEAD} text-left`}>{nameHead}</th>
          <th className={`${HEAD} text-right`}>{figureHead}</th>
          <th className={`${HEAD} text-right`}>{t('membersFit')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, figure, fits }) => (
          <tr key={name}>
            <th scope="row" className="py-1.5 text-left font-normal">
              {name}
            </th>
            <td className={NUMBER}>{figure}</td>
            <td className={NUMBER}>{fits === null ? '—' : format.number(roundedDown(fits))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Resources({ resources }: { resources: readonly Resource[] }) {
  const t = useTranslations('system.capacity');
  const format = useFormatter();
  const shown = ({ unit }: Resource, value: number) =>
    unit === 'bytes'
      ? t('gigabytes', { value: format.number(value / GB, { maximumFractionDigits: 1 }) })
      : format.number(value, { maximumFractionDigits: unit === 'cores' ? 1 : 0 });
  const rows = resources.map((one) => ({
    name: t(`names.${one.name}`),
    figure: t('of', { used: shown(one, one.used), available: shown(one, one.available) }),
    fits: one.fits,
  }));
  return <FitsTable caption={t('resources')} nameHead={t('resource')} figureHead={t('used')} rows={rows} />;
}

function Servers({ servers }: { servers: Capacity['servers'] }) {
  const t = useTranslations('system.capacity');
  const rows = servers.map(({ dollars, processors, memoryGb, fits }) => ({
    name: t('size', { processors, memoryGb }),
    figure: t('dollars', { dollars }),
    fits,
  }));
  return <FitsTable caption={t('servers')} nameHead={t('server')} figureHead={t('price')} rows={rows} />;
}
