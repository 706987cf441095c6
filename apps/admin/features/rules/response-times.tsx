'use client';

import type { Schemas } from '@chitlaq/client';
import { Badge, Card, IconButton, Loading, Skeleton, TextField, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { FormSheet } from '../frame/form-sheet.tsx';
import { LoadError } from '../frame/listing.tsx';
import { useHasPermission } from '../frame/viewer.tsx';

type ResponseTime = Schemas['ResponseTime'];
const KEY = ['response-times'];

/** In how many hours reports are answered, by reason: what the next reporters are promised. */
export function ResponseTimes() {
  const t = useTranslations('rules.times');
  const labels = useTranslations('labels');
  const tReports = useTranslations('reports.urgencies');
  const mayWrite = useHasPermission('rules.write');
  const [edited, setEdited] = useState<ResponseTime>();
  const query = useQuery({ queryKey: KEY, queryFn: () => api.get('/admin/moderation/response-times') });
  if (query.error && !query.data)
    return <LoadError error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <Card flush padded={false}>
      <div className="px-4 py-4">
        <h2 className="font-medium text-lg">{t('title')}</h2>
        <p className="text-muted text-sm">{t('lead')}</p>
      </div>
      {query.data ? (
        <ul>
          {query.data.items.map((item) => (
            <li
              key={item.reason}
              className="flex min-h-11 items-center gap-2 border-line border-t px-4 py-1 last:border-b-0"
            >
              <span className="min-w-0 flex-1 break-words">
                {labels(`reasons.${item.reason}`)}{' '}
                {item.urgency === 'normal' ? null : (
                  <Badge tone={item.urgency === 'critical' ? 'danger' : 'warn'}>
                    {tReports(item.urgency)}
                  </Badge>
                )}
              </span>
              <span className="shrink-0 tabular-nums">{t('hours', { count: item.hours })}</span>
              {mayWrite ? (
                <IconButton
                  label={t('edit', { reason: labels(`reasons.${item.reason}`) })}
                  onClick={() => setEdited(item)}
                >
                  <Pencil aria-hidden="true" />
                </IconButton>
              ) : null}
            </li>
          ))}
        </ul>
      ) : (
        <Loading label={t('loading')}>
          <Skeleton className="m-4 h-64 rounded-card" />
        </Loading>
      )}
      {edited ? <TimeSheet time={edited} onClose={() => setEdited(undefined)} /> : null}
    </Card>
  );
}

function TimeSheet({ time, onClose }: { time: ResponseTime; onClose: () => void }) {
  const t = useTranslations('rules.times');
  const labels = useTranslations('labels');
  const queries = useQueryClient();
  const submission = useSubmit(['hours']);
  const [hours, setHours] = useState(String(time.hours));
  const isValid = /^\d{1,3}$/.test(hours) && Number(hours) >= 1 && Number(hours) <= time.maxHours;
  const save = async () => {
    const isDone = await submission.run(async () => {
      await api.put('/admin/moderation/response-times/{reason}', {
        path: { reason: time.reason },
        body: { hours: Number(hours) },
      });
      await queries.invalidateQueries({ queryKey: KEY });
    });
    if (!isDone) return;
    toast({ message: t('saved'), tone: 'good' });
    onClose();
  };
  return (
    <FormSheet
      title={t('editTitle', { reason: labels(`reasons.${time.reason}`) })}
      description={t('editLead')}
      submitLabel={t('save')}
      disabledReason={isValid ? undefined : t('bounds', { max: time.maxHours })}
      submission={submission}
      onSubmit={save}
      onClose={onClose}
    >
      <TextField
        label={t('field')}
        help={t('bounds', { max: time.maxHours })}
        inputMode="numeric"
        maxLength={3}
        value={hours}
        error={submission.errors.hours}
        onChange={({ target }) => setHours(target.value.trim())}
      />
    </FormSheet>
  );
}
