'use client';

import { serverNow } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { Avatar, Button, ConfirmDialog, Select, Sheet, Switch, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { ChevronRight, Images } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { lazy, Suspense, useRef, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { api } from '../../lib/api.ts';
import { useHasFeature } from '../../lib/campus.ts';
import { paths } from '../../lib/paths.ts';
import { useMemberActions } from '../members/member-actions.ts';
import { refreshFolders, refreshUnread } from './conversation-changes.ts';
import { ConversationSearch } from './conversation-search.tsx';
import { conversationKey } from './conversations.ts';
import { DayField } from './day-field.tsx';
import { useConversationUpdate } from './details-parts.tsx';
import { threadKey } from './message-ranges.ts';
import { useConversationTitle } from './message-texts.ts';
import { Pins } from './pins.tsx';
import type { Conversation } from './types.ts';
import { useRequestConversationExport } from './use-message-exports.ts';
import type { JumpTarget } from './use-thread.ts';

const ReportDialog = lazy(async () => ({
  default: (await import('../feed/report-dialog.tsx')).ReportDialog,
}));
const SharedFiles = lazy(async () => ({ default: (await import('./shared-files.tsx')).SharedFiles }));
const GroupDetails = lazy(async () => ({ default: (await import('./group-details.tsx')).GroupDetails }));

const HOUR_MS = 3_600_000;
const MUTE_MS = { hour: HOUR_MS, eightHours: 8 * HOUR_MS, week: 168 * HOUR_MS } as const;
const EXPIRY_SECONDS = { day: 86_400, week: 604_800, quarter: 7_776_000 } as const;
type ExpirySpan = keyof typeof EXPIRY_SECONDS;

/** The details of a conversation. */
export function Details({
  conversation,
  meId,
  onClose,
  onJump,
}: {
  conversation: Conversation;
  meId: string;
  onClose: () => void;
  onJump: (goal: JumpTarget) => void;
}) {
  const t = useTranslations('messaging.details');
  const title = useConversationTitle()(conversation);
  const isGroup = conversation.type === 'group';
  const [showsShared, setShowsShared] = useState(false);
  const sharedButton = useRef<HTMLButtonElement>(null);
  const tShared = useTranslations('messaging.shared');
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={showsShared ? tShared('title') : t('title')}
      closeLabel={t('close')}
    >
      {showsShared ? (
        <Suspense fallback={null}>
          <SharedFiles
            conversation={conversation}
            onJump={onJump}
            onBack={() => {
              setShowsShared(false);
              requestAnimationFrame(() => sharedButton.current?.focus());
            }}
          />
        </Suspense>
      ) : null}
      <div className="grid gap-6" hidden={showsShared}>
        <div className="flex items-center gap-4">
          <Avatar name={title.name} seed={title.seed} src={title.src} size={56} />
          <div className="min-w-0 flex-1">
            <p className="break-words font-bold text-lg">
              <bdi>{title.name}</bdi>
            </p>
            {title.username ? (
              <PrefetchLink className="link" href={paths.member(title.username)}>
                {t('profile')}
              </PrefetchLink>
            ) : null}
          </div>
        </div>
        {isGroup ? (
          <Suspense fallback={null}>
            <GroupDetails conversation={conversation} meId={meId} />
          </Suspense>
        ) : null}
        <OwnSettings conversation={conversation} onClose={onClose} />
        <button
          ref={sharedButton}
          type="button"
          onClick={() => setShowsShared(true)}
          className="-mx-2 flex min-h-11 items-center gap-3 rounded-control px-2 text-left font-medium hover:bg-wash"
        >
          <Images aria-hidden="true" className="text-muted" />
          <span className="min-w-0 flex-1">{tShared('title')}</span>
          <ChevronRight aria-hidden="true" className="text-muted" />
        </button>
        <Pins conversation={conversation} onJump={onJump} />
        <ConversationSearch conversation={conversation} onJump={onJump} />
        <DayField conversation={conversation} onJump={onJump} />
        <LeaveActions conversation={conversation} meId={meId} onClose={onClose} />
      </div>
    </Sheet>
  );
}

/** The member's own settings, and the time after which messages disappear. */
function OwnSettings({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const t = useTranslations('messaging.details');
  const format = useFormatter();
  const queries = useQueryClient();
  const router = useRouter();
  const change = useConversationUpdate(conversation.id);
  const { id, muted, mutedUntil, pinned, archived, disappearAfterSeconds } = conversation;
  const path = { id };
  const updateOwnSettings = async (body: Parameters<typeof patchOwnSettings>[1]) => {
    if (await change(() => patchOwnSettings(id, body))) {
      await refreshFolders(queries);
      refreshUnread(queries);
    }
  };
  const mute = (value: string) => {
    if (value === 'off') return updateOwnSettings({ muted: false });
    const expirySpan = MUTE_MS[value as keyof typeof MUTE_MS];
    return updateOwnSettings({
      muted: true,
      ...(expirySpan ? { mutedUntil: new Date(serverNow() + expirySpan).toISOString() } : {}),
    });
  };
  const until =
    mutedUntil && format.dateTime(new Date(mutedUntil), { dateStyle: 'medium', timeStyle: 'short' });
  const { request, blocking } = conversation;
  const canSetExpiry =
    !request && !blocking && (conversation.type === 'direct' || conversation.role !== 'member');
  // What disappears already goes on, and can be switched off.
  const showsExpiry = useHasFeature('disappearing_messages') || disappearAfterSeconds !== null;
  const expirySpan =
    (Object.keys(EXPIRY_SECONDS) as ExpirySpan[]).find(
      (name) => EXPIRY_SECONDS[name] === disappearAfterSeconds,
    ) ?? 'off';
  return (
    <section className="grid gap-3">
      <Select
        label={t('mute')}
        value={muted ? (until ? 'until' : 'on') : 'off'}
        onChange={(event) => void mute(event.target.value)}
        options={[
          { value: 'off', label: t('mutes.off') },
          ...(until ? [{ value: 'until', label: t('mutes.until', { when: until }) }] : []),
          ...(['hour', 'eightHours', 'week', 'on'] as const).map((value) => ({
            value,
            label: t(`mutes.${value}`),
          })),
        ]}
      />
      {showsExpiry ? (
        <Select
          label={t('disappear')}
          help={t(request ? 'disappearPending' : blocking ? 'disappearBlocked' : 'disappearHelp')}
          value={expirySpan}
          disabled={!canSetExpiry}
          onChange={(event) =>
            void change(() =>
              api.patch('/conversations/{id}', {
                path,
                body: { disappearAfterSeconds: EXPIRY_SECONDS[event.target.value as ExpirySpan] ?? null },
              }),
            )
          }
          options={(['off', 'day', 'week', 'quarter'] as const).map((value) => ({
            value,
            label: t(`durations.${value}`),
          }))}
        />
      ) : null}
      <div>
        <Switch
          label={t('pin')}
          checked={pinned}
          onChange={(event) => void updateOwnSettings({ pinned: event.target.checked })}
        />
        <Switch
          label={t('archive')}
          help={t('archiveHelp')}
          checked={archived}
          onChange={(event) => void updateOwnSettings({ archived: event.target.checked })}
        />
      </div>
      <div>
        <Button
          size="sm"
          onClick={() =>
            void updateOwnSettings({ markedUnread: true }).then(() => {
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

const patchOwnSettings = (
  id: string,
  body: {
    muted?: boolean;
    mutedUntil?: string;
    pinned?: boolean;
    archived?: boolean;
    markedUnread?: boolean;
  },
) => api.patch('/conversations/{id}/me', { path: { id }, body });

/** Leave, delete, block, report. */
function LeaveActions({
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
  const { isRequesting, requestConversationExport } = useRequestConversationExport();
  const [openDialog, setOpenDialog] = useState<'leave' | 'remove' | 'report'>();
  const [isPending, setIsPending] = useState(false);
  const { id, type } = conversation;
  const [other] = conversation.participants;
  const closeConversation = async () => {
    queries.removeQueries({ queryKey: conversationKey(id) });
    queries.removeQueries({ queryKey: threadKey(id) });
    onClose();
    router.push(paths.messages());
    await refreshFolders(queries);
    refreshUnread(queries);
  };
  const confirm = async () => {
    setIsPending(true);
    try {
      if (openDialog === 'leave')
        await api.delete('/conversations/{id}/participants/{userId}', { path: { id, userId: meId } });
      else await api.delete('/conversations/{id}', { path: { id } });
      await closeConversation();
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
      setIsPending(false);
      setOpenDialog(undefined);
    }
  };
  return (
    <section className="flex flex-wrap gap-2 border-line border-t pt-4">
      <Button size="sm" pending={isRequesting} onClick={() => void requestConversationExport(id, onClose)}>
        {t('export')}
      </Button>
      {type === 'group' ? (
        <Button size="sm" variant="danger" onClick={() => setOpenDialog('leave')}>
          {t('leave')}
        </Button>
      ) : null}
      <Button size="sm" variant="danger" onClick={() => setOpenDialog('remove')}>
        {t('remove')}
      </Button>
      {type === 'direct' && other ? (
        <Button size="sm" onClick={() => setOpenDialog('report')}>
          {t('report')}
        </Button>
      ) : null}
      {openDialog === 'report' && other ? (
        <Suspense fallback={null}>
          <ReportDialog subject={{ type: 'user', id: other.id }} onClose={() => setOpenDialog(undefined)} />
        </Suspense>
      ) : null}
      {type === 'direct' && other && !other.isInactive && !conversation.blocking ? (
        <Button size="sm" variant="danger" onClick={() => void block(other).then(closeConversation)}>
          {t('block')}
        </Button>
      ) : null}
      {openDialog && openDialog !== 'report' ? (
        <ConfirmDialog
          open
          danger
          pending={isPending}
          onOpenChange={(isOpen) => {
            if (!isOpen) setOpenDialog(undefined);
          }}
          title={t(`${openDialog}Title`)}
          description={t(`${openDialog}Detail`)}
          confirmLabel={openDialog === 'leave' ? t('confirmLeave') : t('confirmRemove')}
          cancelLabel={t('cancel')}
          onConfirm={() => void confirm()}
        />
      ) : null}
    </section>
  );
}
