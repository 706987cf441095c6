'use client';

import { IconButton } from '@chitlaq/ui';
import { CalendarClock, ChartBarBig, Earth, Lock, MessageCircle, TriangleAlert } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { useTranslations } from 'use-intl';
import { InlineSelect } from '../../components/inline-select.tsx';
import { useHasFeature } from '../../lib/campus.ts';
import type { Caret } from '../../lib/use-caret.ts';
import { EmojiButton } from '../emoji/emoji-button.tsx';
import { AddFilesButton } from './attachments.tsx';
import type { DraftContent } from './draft-content.ts';
import type { DraftEditor } from './draft-editor.ts';

export const VISIBILITIES = ['public', 'university', 'followers'] as const;
export const REPLY_POLICIES = ['everyone', 'followers', 'following', 'mentioned', 'nobody'] as const;

/** The composer's toolbar: attachments, audience, reply policy, and the submit button at the end. */
export function ComposerTools({
  draftContent: { files, poll, warning, visibility, replyPolicy },
  draftEditor,
  field,
  caret,
  audienceNote,
  isScheduling,
  isCollapsed,
  onPoll,
  onSchedule,
  aside,
  children,
}: {
  draftContent: DraftContent;
  draftEditor: DraftEditor;
  field: RefObject<HTMLTextAreaElement | null>;
  caret: Caret;
  /** Explains who can read a reply in a restricted conversation; replaces the audience select. */
  audienceNote?: string | undefined;
  isScheduling: boolean;
  /** Hidden on a phone. */
  isCollapsed: boolean;
  /** Adds a poll or removes it. */
  onPoll: () => void;
  /** Absent if a time is already set. */
  onSchedule?: (() => void) | undefined;
  /** Shown at the end of the line with the selects. */
  aside: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations('feed');
  const hasPolls = useHasFeature('polls');
  const tDrafts = useTranslations('drafts');
  return (
    <>
      <div className={`-ml-2 mt-1 flex flex-wrap gap-x-1 ${isCollapsed ? 'max-tablet:hidden' : ''}`}>
        {audienceNote ? (
          <p className="inline-flex min-h-9 items-center gap-1.5 px-2 text-muted text-sm">
            <Lock aria-hidden="true" className="size-4 shrink-0" />
            <span className="min-w-0 break-words">{audienceNote}</span>
          </p>
        ) : (
          <InlineSelect
            label={t('audience')}
            Icon={Earth}
            value={visibility}
            onChange={(next) => draftEditor.change({ visibility: next })}
            options={VISIBILITIES.map((value) => ({ value, label: t(`visibility.${value}`) }))}
          />
        )}
        <InlineSelect
          label={t('whoCanReply')}
          Icon={MessageCircle}
          value={replyPolicy}
          onChange={(next) => draftEditor.change({ replyPolicy: next })}
          options={REPLY_POLICIES.map((value) => ({ value, label: t(`replyPolicy.${value}`) }))}
        />
        {aside}
      </div>
      {/* Stays visible in a sheet, however long the post is. */}
      <div
        className={`mt-1 flex flex-wrap items-center gap-y-2 border-line border-t pt-2 in-[[role=dialog]]:sticky in-[[role=dialog]]:-bottom-5 in-[[role=dialog]]:z-10 in-[[role=dialog]]:-mx-4 in-[[role=dialog]]:-mb-5 in-[[role=dialog]]:bg-surface in-[[role=dialog]]:px-4 in-[[role=dialog]]:pb-5 ${isCollapsed ? 'max-tablet:hidden' : ''}`}
      >
        <span className="-ml-3 flex">
          <AddFilesButton files={files} onChange={draftEditor.changeFiles} />
          <EmojiButton field={field} caret={caret} />
          {hasPolls || poll ? (
            <IconButton
              label={poll ? t('poll.remove') : t('poll.add')}
              tone={poll ? 'nar' : 'muted'}
              aria-pressed={poll !== undefined}
              onClick={onPoll}
            >
              <ChartBarBig aria-hidden="true" />
            </IconButton>
          ) : null}
          <IconButton
            label={t('warning')}
            tone={warning === undefined ? 'muted' : 'nar'}
            aria-pressed={warning !== undefined}
            onClick={() => draftEditor.change({ warning: warning === undefined ? '' : undefined })}
          >
            <TriangleAlert aria-hidden="true" />
          </IconButton>
          {onSchedule ? (
            <IconButton
              label={isScheduling ? tDrafts('schedule.remove') : tDrafts('schedule.add')}
              tone={isScheduling ? 'nar' : 'muted'}
              aria-pressed={isScheduling}
              onClick={onSchedule}
            >
              <CalendarClock aria-hidden="true" />
            </IconButton>
          ) : null}
        </span>
        {children}
      </div>
    </>
  );
}
