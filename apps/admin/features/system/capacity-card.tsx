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

function Resources({ resources }: { resources: readonly Resource[] }) {
  const t = useTranslations('system.capacity');
  const format = useFormatter();
  const shown = ({ unit }: Resource, value: number) =>
    unit === 'bytes'
      ? t('gigabytes', { value: format.number(value / GB, { maximumFractionDigits: 1 }) })
      : format.number(value, { maximumFractionDigits: unit === 'cores' ? 1 : 0 });
  return (
    <table className="w-full">
      <caption className="sr-only">{t('resources')}</caption>
      <thead>
        <tr>
          <th className={`${HEAD} text-left`}>{t('resource')}</th>
          <th className={`${HEAD} text-right`}>{t('used')}</th>
          <th className={`${HEAD} text-right`}>{t('membersFit')}</th>
        </tr>
      </thead>
      <tbody>
        {resources.map((one) => (
          <tr key={one.name}>
            <th scope="row" className="py-1.5 text-left font-normal">
              {t(`names.${one.name}`)}
            </th>
            <td className={NUMBER}>
              {t('of', { used: shown(one, one.used), available: shown(one, one.available) })}
            </td>
            <td className={NUMBER}>{one.fits === null ? '—' : format.number(roundedDown(one.fits))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Servers({ servers }: { servers: Capacity['servers'] }) {
  const t = useTranslations('system.capacity');
  const format = useFormatter();
  return (
    <table className="w-full">
      <caption className="sr-only">{t('servers')}</caption>
      <thead>
        <tr>
          <th className={`${HEAD} text-left`}>{t('server')}</th>
          <th className={`${HEAD} text-right`}>{t('price')}</th>
          <th className={`${HEAD} text-right`}>{t('membersFit')}</th>
        </tr>
      </thead>
      <tbody>
        {servers.map(({ dollars, processors, memoryGb, fits }) => (
          <tr key={dollars}>
            <th scope="row" className="py-1.5 text-left font-normal">
              {t('size', { processors, memoryGb })}
            </th>
            <td className={NUMBER}>{t('dollars', { dollars })}</td>
            <td className={NUMBER}>{fits === null ? '—' : format.number(roundedDown(fits))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
