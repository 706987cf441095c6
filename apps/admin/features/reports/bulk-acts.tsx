'use client';

import type { Schemas } from '@chitlaq/client';
import { Badge, Card } from '@chitlaq/ui';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { Listing, usePages } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { Timestamp } from '../frame/timestamp.tsx';
import { ModerationHeader } from './moderation-header.tsx';

/** The page of bulk acts: own ones, and everybody's for admins. */
export function BulkActs() {
  const t = useTranslations('bulk');
  return (
    <RequirePermission requiredPermission="reports.resolve">
      <ModerationHeader current="bulk" />
      <div className="mx-auto grid max-w-4xl gap-4 px-4 py-4">
        <p className="max-w-prose text-muted text-sm">{t('listLead')}</p>
        <List />
      </div>
    </RequirePermission>
  );
}

function List() {
  const t = useTranslations('bulk');
  const pages = usePages<Schemas['ModerationBatchSummary']>(['bulk-acts'], (page) =>
    api.get('/admin/moderation/batches', { query: { ...page, limit: 20 } }),
  );
  return (
    <Listing pages={pages} label={t('loading')} empty={<p className="text-muted">{t('empty')}</p>}>
      {(acts) => (
        <ul className="grid gap-3">
          {acts.map((act) => (
            <li key={act.id}>
              <Card className="grid gap-1">
                <p className="flex flex-wrap items-center gap-2">
                  <Link className="link font-medium" href={paths.bulkAct(act.id)}>
                    {t(`acts.${act.decision}`)}
                  </Link>
                  <Badge tone={act.state === 'done' ? 'good' : 'plain'}>{t(`states.${act.state}`)}</Badge>
                </p>
                <p className="text-muted text-sm">
                  {act.startedBy ? `@${act.startedBy.username}` : t('gone')} ·{' '}
                  <Timestamp at={act.createdAt} />
                </p>
                <p className="text-sm">
                  {t('summary', {
                    done: act.done,
                    items: act.items,
                    members: act.members,
                    left: act.leftOut,
                  })}
                </p>
              </Card>
            </li>
          ))}
        </ul>
      )}
    </Listing>
  );
}
