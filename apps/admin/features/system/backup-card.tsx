'use client';

import type { Schemas } from '@chitlaq/client';
import { Badge, Card } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { Timestamp } from '../frame/timestamp.tsx';

type History = Schemas['StatusHistory'];
type Copy = History['backup']['copies'][number];
type Drill = NonNullable<History['restoreDrill']>;

const REFRESH_MS = 60_000;
const tones = { ok: 'good', failed: 'danger', overdue: 'warn' } as const;

/** How old the backups are, where they are, and whether the last one could be restored: what the status page tells everybody. */
export function BackupCard() {
  const t = useTranslations('system.backup');
  const { data } = useQuery({
    queryKey: ['status', 'history'],
    queryFn: () => api.get('/status/history'),
    refetchInterval: REFRESH_MS,
  });
  if (!data) return null;
  const { isSetUp, includesUploads, copies } = data.backup;
  return (
    <Card>
      <h2 className="font-medium">{t('title')}</h2>
      <p className="mb-3 text-muted text-sm">{t('lead')}</p>
      {copies.length > 0 ? (
        <dl className="grid gap-3">
          {copies.map((copy) => (
            <CopyRow key={copy.location} copy={copy} />
          ))}
          {copies.some(({ location }) => location === 'off_site') ? null : (
            <Row label={t('off_site')}>{t('noneOffSite')}</Row>
          )}
          <DrillRow drill={data.restoreDrill} />
        </dl>
      ) : (
        <p>
          {isSetUp
            ? t('empty')
            : t.rich('notSetUp', { code: (text) => <code className="break-words">{text}</code> })}
        </p>
      )}
      {includesUploads ? null : <p className="mt-3 text-muted text-sm">{t('noUploads')}</p>}
    </Card>
  );
}

function Row({ label, badge, children }: { label: string; badge?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
      <dt className="flex w-full flex-wrap items-center gap-x-3 tablet:w-56">
        {label}
        {badge}
      </dt>
      <dd className="min-w-0 text-muted tablet:flex-1">{children}</dd>
    </div>
  );
}

function CopyRow({ copy: { location, status, at, kind } }: { copy: Copy }) {
  const t = useTranslations('system.backup');
  return (
    <Row label={t(location)} badge={<Badge tone={tones[status]}>{t(status)}</Badge>}>
      {at === null || kind === null
        ? t('noneGood')
        : t.rich('made', { kind: t(`kind.${kind}`), ago: () => <Timestamp at={at} relative /> })}
    </Row>
  );
}

function DrillRow({ drill }: { drill: Drill | null }) {
  const t = useTranslations('system.backup.drill');
  const format = useFormatter();
  if (!drill) return <Row label={t('title')}>{t('none')}</Row>;
  const { status, at, failedStep, rpoSeconds, rtoSeconds } = drill;
  /** Rounded up, so that nothing looks better than it was. */
  const duration = (seconds: number | null) =>
    seconds === null
      ? '—'
      : format.number(seconds < 120 ? seconds : Math.ceil(seconds / 60), {
          style: 'unit',
          unit: seconds < 120 ? 'second' : 'minute',
        });
  const ago = () => <Timestamp at={at} relative />;
  return (
    <Row label={t('title')} badge={<Badge tone={tones[status]}>{t(status)}</Badge>}>
      {failedStep
        ? t.rich('failedStep', { ago, step: t(`steps.${failedStep}`) })
        : t.rich('measured', { ago, rpo: duration(rpoSeconds), rto: duration(rtoSeconds) })}
    </Row>
  );
}
