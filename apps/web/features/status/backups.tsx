'use client';

import type { Schemas } from '@chitlaq/client';
import { Badge } from '@chitlaq/ui';
import { useFormatter, useTranslations } from 'use-intl';
import { Figure, NoFigures } from './figure.tsx';

type Backup = Schemas['StatusHistory']['backup'];
type Copy = Backup['copies'][number];

const tones = { ok: 'good', failed: 'danger', overdue: 'warn' } as const;

/** How old the backups are, what they hold and where they are. */
export function Backups({ backup, now }: { backup: Backup; now: string }) {
  const t = useTranslations('status.backup');
  const { isSetUp, includesUploads, copies } = backup;
  return (
    <section aria-labelledby="backups">
      <h2 id="backups" className="font-medium text-lg">
        {t('title')}
      </h2>
      <p className="mt-1 text-pretty text-muted">{t('lead')}</p>
      {copies.length > 0 ? (
        <>
          <dl className="mt-4 grid gap-4 tablet:grid-cols-2">
            {copies.map((copy) => (
              <CopyFigure key={copy.location} copy={copy} now={new Date(now)} />
            ))}
            {copies.some(({ location }) => location === 'off_site') ? null : (
              <Figure label={t('off_site')} value={t('noneOffSite')} detail={t('noneOffSiteDetail')} />
            )}
          </dl>
          <p className="mt-3 text-pretty text-muted text-sm">
            {t(includesUploads ? 'uploads' : 'noUploads')}
          </p>
        </>
      ) : isSetUp ? (
        <NoFigures title={t('empty')} detail={t('emptyDetail')} />
      ) : (
        <NoFigures title={t('notSetUp')} detail={t('notSetUpDetail')} />
      )}
    </section>
  );
}

function CopyFigure({ copy: { location, status, at, kind }, now }: { copy: Copy; now: Date }) {
  const t = useTranslations('status.backup');
  const format = useFormatter();
  const label = (
    <span className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
      {t(location)}
      <Badge tone={tones[status]}>{t(status)}</Badge>
    </span>
  );
  const problem = status === 'ok' ? null : t(`${status}Detail`);
  if (at === null || kind === null) return <Figure label={label} value={t('noneGood')} detail={problem} />;
  const moment = new Date(at);
  return (
    <Figure
      label={label}
      value={<time dateTime={at}>{format.relativeTime(moment, now)}</time>}
      detail={
        <>
          {t('made', {
            kind: t(`kind.${kind}`),
            at: format.dateTime(moment, { dateStyle: 'long', timeStyle: 'short' }),
          })}
          {problem ? <span className="mt-1 block text-ink">{problem}</span> : null}
        </>
      }
    />
  );
}
