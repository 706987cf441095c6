'use client';

import { useProblemText } from '@chitlaq/react';
import { EmptyState, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { UserCheck } from 'lucide-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { Listing, usePages } from '../frame/listing.tsx';
import { QueueKeys } from '../frame/queue-keys.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { MembersHeader } from '../members/members-header.tsx';
import { RefuseDialog } from './refuse-dialog.tsx';
import { type Registration, RegistrationCard } from './registration-card.tsx';
import { SelectionBar } from './selection-bar.tsx';

export const REGISTRATIONS_KEY = ['registrations'];
/** Others decide at the same time. */
const LOOK_MS = 30_000;
/** The server accepts so many at once. */
const PAGE = 50;

/** The page of those who wait for somebody to look at their registration. */
export function Registrations() {
  return (
    <RequirePermission requiredPermission="registrations.approve">
      <MembersHeader current="registrations" />
      <div className="mx-auto grid max-w-4xl grid-cols-1 gap-4 px-4 py-4">
        <Figures />
        <Queue />
      </div>
    </RequirePermission>
  );
}

function Figures() {
  const t = useTranslations('registrations.figures');
  const format = useFormatter();
  const { data } = useQuery({
    queryKey: [...REGISTRATIONS_KEY, 'figures'],
    queryFn: () => api.get('/admin/registrations/figures'),
    refetchInterval: LOOK_MS,
  });
  if (!data) return null;
  const count = (value: number | null) => (value === null ? t('few') : format.number(value));
  return (
    <p className="text-muted">
      {t('waiting', { count: data.waiting })}{' '}
      {t('decided', { days: data.days, approved: count(data.approved), refused: count(data.refused) })}{' '}
      {data.medianHours === null ? '' : t('median', { hours: format.number(data.medianHours) })}
    </p>
  );
}

function Queue() {
  const t = useTranslations('registrations');
  const queries = useQueryClient();
  const problemText = useProblemText();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<readonly Registration[]>();
  const [isPending, setIsPending] = useState(false);
  const pages = usePages<Registration>(REGISTRATIONS_KEY, (page) =>
    api.get('/admin/registrations', { query: { ...page, limit: PAGE } }),
  );
  const refresh = () => queries.invalidateQueries({ queryKey: REGISTRATIONS_KEY });
  const undo = async (ids: string[]) => {
    try {
      await api.post('/admin/registrations/decisions/undo', { body: { ids } });
      // Only when the list shows it: whoever reads this presses the next key.
      await refresh();
      toast({ message: t('undone'), tone: 'good' });
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
      await refresh();
    }
  };
  const decide = async (ids: string[], decision: 'approve' | 'refuse', reason = '') => {
    const { items } = await api.post('/admin/registrations/decisions', { body: { ids, decision, reason } });
    const done = items.filter((item) => item.code === null);
    const left = items.length - done.length;
    setSelected(new Set());
    toast({
      message: t(`done.${decision}`, { count: done.length }),
      ...(left > 0 ? { detail: t('notDecided', { count: left }) } : {}),
      tone: 'good',
      durationMs: 9000,
      action: { label: t('undo'), run: () => void undo(done.map((item) => item.id)) },
    });
    await refresh();
  };
  const approve = async (ids: string[]) => {
    if (isPending || ids.length === 0) return;
    setIsPending(true);
    try {
      await decide(ids, 'approve');
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
      await refresh();
    } finally {
      setIsPending(false);
    }
  };
  const toggle = (id: string) =>
    setSelected((before) => {
      const after = new Set(before);
      if (!after.delete(id) && after.size < PAGE) after.add(id);
      return after;
    });
  const items = pages.data ?? [];
  const decidable = items.filter((item) => item.mayDecide === 'yes');
  return (
    <>
      <QueueKeys
        actions={[
          { key: 'a', action: 'approve', label: t('approve') },
          { key: 'r', action: 'refuse', label: t('refuse') },
          { key: 'x', action: 'select', label: t('select') },
        ]}
      />
      <Listing
        pages={pages}
        label={t('loading')}
        empty={
          <EmptyState icon={<UserCheck aria-hidden="true" />} title={t('empty')}>
            {t('emptyDetail')}
          </EmptyState>
        }
      >
        {(registrations) => (
          <>
            <SelectionBar
              count={selected.size}
              total={Math.min(decidable.length, PAGE)}
              isPending={isPending}
              onAll={() => setSelected(new Set(decidable.slice(0, PAGE).map((item) => item.id)))}
              onNone={() => setSelected(new Set())}
              onApprove={() => void approve([...selected])}
              onRefuse={() => setRefused(items.filter((item) => selected.has(item.id)))}
            />
            <ul className="grid grid-cols-1 gap-4">
              {registrations.map((registration) => (
                <li key={registration.id}>
                  <RegistrationCard
                    registration={registration}
                    isSelected={selected.has(registration.id)}
                    isPending={isPending}
                    onSelect={() => toggle(registration.id)}
                    onApprove={() => void approve([registration.id])}
                    onRefuse={() => setRefused([registration])}
                    onUndo={() => void undo([registration.id])}
                  />
                </li>
              ))}
            </ul>
          </>
        )}
      </Listing>
      {refused ? (
        <RefuseDialog
          registrations={refused}
          onSend={(reason) =>
            decide(
              refused.map((item) => item.id),
              'refuse',
              reason,
            )
          }
          onClose={() => {
            setRefused(undefined);
            void refresh();
          }}
        />
      ) : null}
    </>
  );
}
