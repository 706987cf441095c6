'use client';

import { IconButton } from '@chitlaq/ui';
import { CornerUpLeft, Pencil, X } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useMessageSummary } from './message-texts.ts';
import type { ComposerTarget } from './types.ts';

/** Shows the message that the composer replies to or edits. */
export function ComposerTargetBar({
  target,
  meId,
  onClose,
}: {
  target: NonNullable<ComposerTarget>;
  meId: string;
  onClose: () => void;
}) {
  const t = useTranslations('messaging');
  const summarize = useMessageSummary();
  const isReply = target.kind === 'reply';
  const Icon = isReply ? CornerUpLeft : Pencil;
  const { message } = target;
  const quotedName =
    message.senderId === meId ? t('you') : (message.sender?.displayName ?? t('formerMember'));
  return (
    <div className="flex items-center gap-3 px-3 text-sm">
      <Icon aria-hidden="true" className="size-4 text-nar" />
      <p className="min-w-0 flex-1 border-nar border-l-2 pl-2">
        <span className="block truncate font-medium">
          <bdi>{isReply ? quotedName : t('editing')}</bdi>
        </span>
        <span className="block truncate text-muted">
          <bdi>{summarize(message)}</bdi>
        </span>
      </p>
      <IconButton label={isReply ? t('cancelReply') : t('cancelEdit')} tone="muted" onClick={onClose}>
        <X aria-hidden="true" />
      </IconButton>
    </div>
  );
}
