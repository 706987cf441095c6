'use client';

import { serverNow } from '@chitlaq/client';
import { Avatar, Button, ConfirmDialog, Select, Sheet, Switch, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { lazy, Suspense, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { useProblemText } from '../../lib/problems.ts';
import { useMemberActions } from '../profiles/member-actions.ts';
import { refreshFolders, refreshUnread } from './conversations.ts';
import { DayField } from './day-field.tsx';
import { useChange } from './details-parts.tsx';
import { useAskForCopy } from './exports.ts';
import { Finding } from './finding.tsx';
import { Pins } from './pins.tsx';
import type { Conversation } from './types.ts';
import type { Goal } from './use-thread.ts';
import { useTitle } from './words.ts';

const ReportDialog = lazy(async () => ({
  default: (await import('../feed/report-dialog.tsx')).ReportDialog,
}));
const GroupDetails = lazy(async () => ({ default: (await import('./group-details.tsx')).GroupDetails }));

const HOUR_MS = 3_600_000;
const MUTES = { hour: HOUR_MS, eight: 8 * HOUR_MS, week: 168 * HOUR_MS } as const;
const SPANS = { day: 86_400, week: 604_800, quarter: 7_776_000 } as const;
type Span = keyof typeof SPANS;

/** Everything about a conversation besides what is written in it. */
export function Details({
  conversation,
  meId,
  onClose,
  onJump,
}: {
  conversation: Conversation;
  meId: string;
  onClose: () => void;
  onJump: (goal: Goal) => void;
}) {
  const t = useTranslations('messaging.details');
  const title = useTitle()(conversation);
  const isGroup = conversation.type === 'group';
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t('title')}
      closeLabel={t('close')}
    >
      <div className="grid gap-6">
        <div className="flex items-center gap-4">
          <Avatar name={title.name} seed={title.seed} src={title.src} size={56} />
          <div className="min-w-0 flex-1">
            <p className="break-words font-bold text-lg">
              <bdi>{title.name}</bdi>
            </p>
            {title.username ? (
              <Link className="link" href={paths.member(title.username)}>
                {t('profile')}
              </Link>
            ) : null}
          </div>
        </div>
        {isGroup ? (
          <Suspense fallback={null}>
            <GroupDetails conversation={conversation} meId={meId} />
          </Suspense>
        ) : null}
        <Own conversation={conversation} onClose={onClose} />
        <Pins conversation={conversation} onJump={onJump} />
        <Finding conversation={conversation} onJump={onJump} />
        <DayField conversation={conversation} onJump={onJump} />
        <Ways conversation={conversation} meId={meId} onClose={onClose} />
      </div>
    </Sheet>
  );
}

/** What one sets for oneself, and how long messages stay. */
function Own({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const t = useTranslations('messaging.details');
  const format = useFormatter();
  const queries = useQueryClient();
  const router = useRouter();
  const change = useChange(conversation.id);
  const { id, muted, mutedUntil, pinned, archived, disappearAfterSeconds } = conversation;
  const path = { id };
  const setOwn = async (body: Parameters<typeof patchOwn>[1]) => {
    if (await change(() => patchOwn(id, body))) {
      await refreshFolders(queries);
      refreshUnread(queries);
    }
  };
  const mute = (value: string) => {
    if (value === 'off') return setOwn({ muted: false });
    const span = MUTES[value as keyof typeof MUTES];
    return setOwn({
      muted: true,
      ...(span ? { mutedUntil: new Date(serverNow() + span).toISOString() } : {}),
    });
  };
  const until =
    mutedUntil && format.dateTime(new Date(mutedUntil), { dateStyle: 'medium', timeStyle: 'short' });
  const { request, blocking } = conversation;
  const maySetSpan =
    !request && !blocking && (conversation.type === 'direct' || conversation.role !== 'member');
  const span = (Object.keys(SPANS) as Span[]).find((name) => SPANS[name] === disappearAfterSeconds) ?? 'off';
  return (
    <section className="grid gap-3">
      <Select
        label={t('mute')}
        value={muted ? (until ? 'until' : 'on') : 'off'}
        onChange={(event) => void mute(event.target.value)}
        options={[
          { value: 'off', label: t('mutes.off') },
          ...(until ? [{ value: 'until', label: t('mutes.until', { when: until }) }] : []),
          ...(['hour', 'eight', 'week', 'on'] as const).map((value) => ({
            value,
            label: t(`mutes.${value}`),
          })),
        ]}
      />
      <Select
        label={t('disappear')}
        help={t(request ? 'disappearAsked' : blocking ? 'disappearBlocked' : 'disappearHelp')}
        value={span}
        disabled={!maySetSpan}
        onChange={(event) =>
          void change(() =>
            api.patch('/conversations/{id}', {
              path,
              body: { disappearAfterSeconds: SPANS[event.target.value as Span] ?? null },
            }),
          )
        }
        options={(['off', 'day', 'week', 'quarter'] as const).map((value) => ({
          value,
          label: t(`spans.${value}`),
        }))}
      />
      <div>
        <Switch
          label={t('pin')}
          checked={pinned}
          onChange={(event) => void setOwn({ pinned: event.target.checked })}
        />
        <Switch
          label={t('archive')}
          help={t('archiveHelp')}
          checked={archived}
          onChange={(event) => void setOwn({ archived: event.target.checked })}
        />
      </div>
      <div>
        <Button
          size="sm"
          onClick={() =>
            void setOwn({ markedUnread: true }).then(() => {
              onClose();
              router.push(paths.messages());
            })
          }
        >
          {t('markUnread')}
        </Button>
      </div>
    </section>
  );
}

const patchOwn = (
  id: string,
  body: {
    muted?: boolean;
    mutedUntil?: string;
    pinned?: boolean;
    archived?: boolean;
    markedUnread?: boolean;
  },
) => api.patch('/conversations/{id}/me', { path: { id }, body });

/** The ways out. */
function Ways({
  conversation,
  meId,
  onClose,
}: {
  conversation: Conversation;
  meId: string;
  onClose: () => void;
}) {
  const t = useTranslations('messaging.details');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const router = useRouter();
  const { block } = useMemberActions();
  const { isAsking, askForCopy } = useAskForCopy();
  const [asked, setAsked] = useState<'leave' | 'remove' | 'report'>();
  const [isPending, setIsPending] = useState(false);
  const { id, type } = conversation;
  const [other] = conversation.participants;
  const gone = async () => {
    queries.removeQueries({ queryKey: ['conversations', 'one', id] });
    queries.removeQueries({ queryKey: ['messages', id] });
    onClose();
    router.push(paths.messages());
    await refreshFolders(queries);
    refreshUnread(queries);
  };
  const confirm = async () => {
    setIsPending(true);
    try {
      if (asked === 'leave')
        await api.delete('/conversations/{id}/participants/{userId}', { path: { id, userId: meId } });
      else await api.delete('/conversations/{id}', { path: { id } });
      await gone();
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
      setIsPending(false);
      setAsked(undefined);
    }
  };
  return (
    <section className="flex flex-wrap gap-2 border-line border-t pt-4">
      <Button size="sm" pending={isAsking} onClick={() => void askForCopy(id, onClose)}>
        {t('export')}
      </Button>
      {type === 'group' ? (
        <Button size="sm" variant="danger" onClick={() => setAsked('leave')}>
          {t('leave')}
        </Button>
      ) : null}
      <Button size="sm" variant="danger" onClick={() => setAsked('remove')}>
        {t('remove')}
      </Button>
      {type === 'direct' && other ? (
        <Button size="sm" onClick={() => setAsked('report')}>
          {t('report')}
        </Button>
      ) : null}
      {asked === 'report' && other ? (
        <Suspense fallback={null}>
          <ReportDialog subject={{ type: 'user', id: other.id }} onClose={() => setAsked(undefined)} />
        </Suspense>
      ) : null}
      {type === 'direct' && other && !other.gone && !conversation.blocking ? (
        <Button size="sm" variant="danger" onClick={() => void block(other).then(gone)}>
          {t('block')}
        </Button>
      ) : null}
      {asked && asked !== 'report' ? (
        <ConfirmDialog
          open
          danger
          pending={isPending}
          onOpenChange={(isOpen) => {
            if (!isOpen) setAsked(undefined);
          }}
          title={t(`${asked}Title`)}
          description={t(`${asked}Detail`)}
          confirmLabel={asked === 'leave' ? t('confirmLeave') : t('confirmRemove')}
          cancelLabel={t('cancel')}
          onConfirm={() => void confirm()}
        />
      ) : null}
    </section>
  );
}
