'use client';

import { ProblemError, type Schemas, serverNow } from '@chitlaq/client';
import { Banner, Button, EmptyState, ErrorState, IconButton, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { CalendarClock, Clock, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useProblemText } from '../../lib/problems.ts';
import { compose } from '../feed/compose.ts';
import { addToHome } from '../feed/lists.ts';
import { ownZone } from '../feed/schedule-times.ts';
import { RowSkeletons } from './draft-list.tsx';
import { DRAFTS, SCHEDULED } from './keys.ts';
import { Unfinished } from './unfinished.tsx';

type Scheduled = Schemas['ScheduledPost'];
const LOOK_EVERY_MS = 60_000;

/** What waits to be published, the next first, and what could not be. */
export function ScheduledList() {
  const t = useTranslations('drafts');
  const problemText = useProblemText();
  const query = useQuery({
    queryKey: SCHEDULED,
    queryFn: () => api.get('/scheduled-posts'),
    staleTime: 0,
    refetchInterval: LOOK_EVERY_MS,
  });
  if (query.isPending) return <RowSkeletons />;
  if (!query.data) {
    return (
      <ErrorState
        title={t('schedule.failed')}
        detail={problemText(query.error)}
        retryLabel={t('retry')}
        onRetry={() => void query.refetch()}
        retrying={query.isFetching}
        requestId={query.error instanceof ProblemError ? query.error.requestId : undefined}
      />
    );
  }
  if (query.data.items.length === 0) {
    return (
      <EmptyState
        icon={<CalendarClock aria-hidden="true" />}
        title={t('schedule.empty')}
        action={
          <Button variant="primary" onClick={() => compose()}>
            {t('write')}
          </Button>
        }
      >
        {t('schedule.emptyDetail')}
      </EmptyState>
    );
  }
  return (
    <ul>
      {query.data.items.map((one) => (
        <Row key={one.id} one={one} />
      ))}
    </ul>
  );
}

function Row({ one }: { one: Scheduled }) {
  const t = useTranslations('drafts');
  const format = useFormatter();
  const problemText = useProblemText();
  const { publishNow, cancel } = useScheduledActions();
  const [isPending, setIsPending] = useState(false);
  const publish = async () => {
    setIsPending(true);
    await publishNow(one);
    setIsPending(false);
  };
  return (
    <li className="border-line border-b px-4 py-3">
      <p className="mb-1 flex items-center gap-1.5 font-medium">
        <Clock aria-hidden="true" className="size-4 text-muted" />
        <time dateTime={one.scheduledFor}>
          {format.dateTime(new Date(one.scheduledFor), {
            weekday: 'long',
            day: 'numeric',
            month: 'long',
            hour: '2-digit',
            minute: '2-digit',
            timeZone: ownZone(),
          })}
        </time>
      </p>
      <Unfinished post={one.post} />
      {one.status === 'failed' ? (
        <Banner tone="danger" title={t('schedule.notPublished')} className="mt-2">
          {one.failure ? problemText(new ProblemError({ status: 422, code: one.failure, detail: '' })) : null}{' '}
          {t('schedule.notPublishedDetail')}
        </Banner>
      ) : null}
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <Button size="sm" onClick={() => compose({ scheduled: one })}>
          {t('schedule.change')}
        </Button>
        <Button size="sm" pending={isPending} onClick={() => void publish()}>
          {t('schedule.now')}
        </Button>
        <IconButton
          label={t('schedule.cancel')}
          tone="muted"
          className="ml-auto"
          onClick={() => void cancel(one)}
        >
          <Trash2 aria-hidden="true" />
        </IconButton>
      </div>
    </li>
  );
}

function useScheduledActions() {
  const t = useTranslations('drafts');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: SCHEDULED });
  const fail = (error: unknown) => {
    toast({ message: problemText(error), tone: 'danger' });
    return refresh();
  };

  const publishNow = async ({ id, updatedAt }: Scheduled) => {
    try {
      const post = await api.post('/scheduled-posts/{id}/publish', {
        path: { id },
        idempotencyKey: `${id}:${updatedAt}`,
      });
      addToHome(queries, post);
      toast({ message: t('schedule.published'), tone: 'good' });
      await refresh();
    } catch (error) {
      await fail(error);
    }
  };

  /** Undone it waits again; where its time has passed meanwhile, it becomes a draft. */
  const bringBack = async ({ id, post, scheduledFor }: Scheduled) => {
    try {
      const isAhead = Date.parse(scheduledFor) - serverNow() > 90_000;
      const idempotencyKey = `undo:${id}`;
      if (isAhead) await api.post('/scheduled-posts', { body: { post, scheduledFor }, idempotencyKey });
      else {
        await api.post('/drafts', { body: { post }, idempotencyKey });
        toast({ message: t('schedule.becameDraft') });
        await queries.invalidateQueries({ queryKey: DRAFTS });
      }
      await refresh();
    } catch (error) {
      await fail(error);
    }
  };
  const cancel = async (one: Scheduled) => {
    try {
      await api.delete('/scheduled-posts/{id}', { path: { id: one.id } });
    } catch (error) {
      return fail(error);
    }
    await refresh();
    toast({
      message: t('schedule.cancelled'),
      action: { label: t('undo'), run: () => void bringBack(one) },
    });
  };
  return { publishNow, cancel };
}
