'use client';

import { Badge, Banner, Button, Card, Loading, Skeleton, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { ConfirmAction } from '../frame/confirm-action.tsx';
import { LoadError } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { Timestamp } from '../frame/timestamp.tsx';
import { BoardsHeader } from './boards-header.tsx';
import { HolderSheet } from './holder-sheet.tsx';
import { HOLDERS_KEY, type Holder } from './types.ts';

/** The page of the three people who hold the keys to the names on boards, for owners. */
export function Holders() {
  return (
    <RequirePermission requiredPermission="boards.keys">
      <BoardsHeader current="holders" />
      <HolderList />
    </RequirePermission>
  );
}

function HolderList() {
  const t = useTranslations('boards.holders');
  const queries = useQueryClient();
  const [opened, setOpened] = useState<{ act: 'name' | 'stop'; holder: Holder }>();
  const query = useQuery({ queryKey: HOLDERS_KEY, queryFn: () => api.get('/admin/boards/holders') });
  const close = () => setOpened(undefined);
  if (query.error && !query.data)
    return <LoadError error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data)
    return (
      <Loading label={t('loading')}>
        <Skeleton className="mx-4 h-80 rounded-card" />
      </Loading>
    );
  const { items } = query.data;
  const missing = items.filter(({ key }) => !key?.counts).length;
  return (
    <div className="mx-auto grid max-w-4xl grid-cols-1 gap-4 py-4 tablet:px-4">
      <p className="text-pretty text-muted max-tablet:px-4">{t('lead')}</p>
      {missing === 0 ? null : (
        <Banner tone="warn" className="max-tablet:mx-4">
          {t(missing === 1 ? 'oneMissing' : 'missing', { count: missing })}
        </Banner>
      )}
      <ul className="grid grid-cols-1 gap-4" aria-label={t('list')}>
        {items.map((holder) => (
          <li key={holder.role}>
            <HolderCard holder={holder} onAct={(act) => setOpened({ act, holder })} />
          </li>
        ))}
      </ul>
      {opened?.act === 'name' ? <HolderSheet holder={opened.holder} onClose={close} /> : null}
      {opened?.act === 'stop' ? (
        <ConfirmAction
          title={t('stop.title')}
          description={t('stop.lead')}
          confirmLabel={t('stop.submit')}
          isDanger
          action={() =>
            api.delete('/admin/boards/holders/{role}/pending', { path: { role: opened.holder.role } })
          }
          onClose={close}
          onDone={async () => {
            await queries.invalidateQueries({ queryKey: HOLDERS_KEY });
            toast({ message: t('stop.done') });
            close();
          }}
        />
      ) : null}
    </div>
  );
}

function HolderCard({ holder, onAct }: { holder: Holder; onAct: (act: 'name' | 'stop') => void }) {
  const t = useTranslations('boards.holders');
  const { role, key, pending } = holder;
  return (
    <Card flush className="grid grid-cols-1 gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="font-medium text-lg">{t(`roles.${role}`)}</h2>
        <Badge tone={key?.counts ? 'good' : 'warn'}>
          {t(key ? (key.counts ? 'hasKey' : 'notCounting') : 'noKey')}
        </Badge>
      </div>
      {key ? (
        <div className="grid gap-1">
          <Who label={key.label} member={key.member} />
          <p className="text-muted text-sm">
            {t('keyId')} <code className="break-words font-mono">{key.keyId}</code> · {t('since')}{' '}
            <Timestamp at={key.since} />
          </p>
        </div>
      ) : null}
      {key && !key.counts ? <p className="text-pretty text-sm text-warn">{t('toDo')}</p> : null}
      {pending ? (
        <div className="grid gap-1 rounded-control bg-wash p-3">
          <p className="font-medium text-sm">{t(key ? 'next' : 'named')}</p>
          <Who label={pending.label} member={pending.member} />
          <p className="text-sm">
            {pending.keyId && pending.from ? (
              <>
                <code className="break-words font-mono">{pending.keyId}</code> · {t('counts')}{' '}
                <Timestamp at={pending.from} />
              </>
            ) : (
              t('waitsForKey')
            )}
          </p>
        </div>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => onAct('name')}>
          {t(key || pending ? 'replace' : 'name')}
        </Button>
        {pending ? (
          <Button size="sm" variant="danger" onClick={() => onAct('stop')}>
            {t('stop.submit')}
          </Button>
        ) : null}
      </div>
    </Card>
  );
}

function Who({ label, member }: { label: string; member: { id: string; username: string } | null }) {
  const t = useTranslations('boards.holders');
  return (
    <p className="break-words">
      <bdi>{label}</bdi> ·{' '}
      {member ? (
        <Link href={paths.member(member.id)} className="link">
          @{member.username}
        </Link>
      ) : (
        <span className="text-muted">{t('gone')}</span>
      )}
    </p>
  );
}
