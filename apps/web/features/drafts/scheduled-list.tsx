'use client';

import { ProblemError, type Schemas, serverNow } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { Banner, Button, EmptyState, IconButton, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { CalendarClock, Clock, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { QueryList } from '../../components/query-list.tsx';
import { api } from '../../lib/api.ts';
import { addToHome } from '../../lib/post-lists.ts';
import { compose } from '../composer/compose.ts';
import { DRAFTS_KEY, SCHEDULED_KEY } from '../composer/draft-keys.ts';
import { RowSkeletons } from '../composer/draft-list.tsx';
import { DraftPreview } from '../composer/draft-preview.tsx';
import { deviceTimeZone } from '../composer/schedule-times.ts';

type Scheduled = Schemas['ScheduledPost'];
const POLL_INTERVAL_MS = 60_000;
/** The server refuses times that are less than a minute away; the rest is for the request. */
const MIN_LEAD_MS = 90_000;

/** Scheduled posts, next first, and those that failed to publish. */
export function ScheduledList() {
  const t = useTranslations('drafts');
  const query = useQuery({
    queryKey: SCHEDULED_KEY,
    queryFn: () => api.get('/scheduled-posts'),
    staleTime: 0,
    refetchInterval: POLL_INTERVAL_MS,
  });
  return (
    <QueryList
      query={query}
      items={query.data?.items}
      pending={<RowSkeletons />}
      failed={t('schedule.failed')}
      empty={
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
      }
    >
      {(scheduledPosts) => (
        <ul>
          {scheduledPosts.map((scheduledPost) => (
            <ScheduledRow key={scheduledPost.id} scheduledPost={scheduledPost} />
          ))}
        </ul>
      )}
    </QueryList>
  );
}

function ScheduledRow({ scheduledPost }: { scheduledPost: Scheduled }) {
  const t = useTranslations('drafts');
  const format = useFormatter();
  const problemText = useProblemText();
  const { publishNow, cancel } = useScheduledActions();
  const [isPending, setIsPending] = useState(false);
  const publish = async () => {
    setIsPending(true);
    await publishNow(scheduledPost);
    setIsPending(false);
  };
  return (
    <li className="border-line border-b px-4 py-3">
      <p className="mb-1 flex items-center gap-1.5 font-medium">
        <Clock aria-hidden="true" className="size-4 text-muted" />
        <time dateTime={scheduledPost.scheduledFor}>
          {format.dateTime(new Date(scheduledPost.scheduledFor), {
            weekday: 'long',
            day: 'numeric',
            month: 'long',
            hour: '2-digit',
            minute: '2-digit',
            timeZone: deviceTimeZone(),
          })}
        </time>
      </p>
      <DraftPreview post={scheduledPost.post} />
      {scheduledPost.status === 'failed' ? (
        <Banner tone="danger" title={t('schedule.notPublished')} className="mt-2">
          {scheduledPost.failure
            ? problemText(new ProblemError({ status: 422, code: scheduledPost.failure, detail: '' }))
            : null}{' '}
          {t('schedule.notPublishedDetail')}
        </Banner>
      ) : null}
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <Button size="sm" onClick={() => compose({ scheduled: scheduledPost })}>
          {t('schedule.change')}
        </Button>
        <Button size="sm" pending={isPending} onClick={() => void publish()}>
          {t('schedule.publishNow')}
        </Button>
        <IconButton
          label={t('schedule.cancel')}
          tone="muted"
          className="ml-auto"
          onClick={() => void cancel(scheduledPost)}
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
  const refresh = () => queries.invalidateQueries({ queryKey: SCHEDULED_KEY });
  const showError = (error: unknown) => {
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
      await showError(error);
    }
  };

  /** Undoes a cancellation: schedules the post again, or makes it a draft if its time has passed. */
  const restore = async ({ id, post, scheduledFor }: Scheduled) => {
    try {
      const isInFuture = Date.parse(scheduledFor) - serverNow() > MIN_LEAD_MS;
      const idempotencyKey = `undo:${id}`;
      if (isInFuture) await api.post('/scheduled-posts', { body: { post, scheduledFor }, idempotencyKey });
      else {
        await api.post('/drafts', { body: { post }, idempotencyKey });
        toast({ message: t('schedule.becameDraft') });
        await queries.invalidateQueries({ queryKey: DRAFTS_KEY });
      }
      await refresh();
    } catch (error) {
      await showError(error);
    }
  };
  const cancel = async (scheduledPost: Scheduled) => {
    try {
      await api.delete('/scheduled-posts/{id}', { path: { id: scheduledPost.id } });
    } catch (error) {
      return showError(error);
    }
    await refresh();
    toast({
      message: t('schedule.cancelled'),
      action: { label: t('undo'), run: () => void restore(scheduledPost) },
    });
  };
  return { publishNow, cancel };
}
