'use client';

import type { Schemas } from '@chitlaq/client';
import { Avatar, IconButton } from '@chitlaq/ui';
import { X } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { MemberName } from '../../components/member-name.tsx';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { paths } from '../../lib/paths.ts';
import { useReasonText } from '../feed/ranking-reason.tsx';
import { FollowButton, type FollowState } from '../members/follow-button.tsx';
import { useDismissSuggestion } from './suggestions.ts';

/** A suggested member with the reason, a follow button and a dismiss button. */
export function SuggestedMember({
  member,
  isCompact = false,
  onFollowChange,
}: {
  member: Schemas['SuggestedMember'];
  /** For the sidebar: without the username and the dismiss button. */
  isCompact?: boolean;
  onFollowChange?: (relation: FollowState) => void;
}) {
  const t = useTranslations('explore');
  const reasonText = useReasonText();
  const dismiss = useDismissSuggestion();
  return (
    <div className="flex items-center gap-3 cramped:flex-wrap cramped:justify-end">
      <PrefetchLink
        href={paths.member(member.username)}
        className="flex min-w-0 flex-1 items-center gap-3 cramped:basis-full"
      >
        <Avatar name={member.displayName} seed={member.id} src={member.avatarUrl} size={40} />
        <span className="min-w-0">
          <span className="block truncate font-medium">
            <MemberName member={member} />
          </span>
          {isCompact ? null : <span className="block truncate text-muted text-sm">@{member.username}</span>}
          <span className="line-clamp-2 text-muted text-sm">{reasonText(member.reason)}</span>
        </span>
      </PrefetchLink>
      <FollowButton member={member} size="sm" {...(onFollowChange ? { onChange: onFollowChange } : {})} />
      {isCompact ? null : (
        <IconButton
          label={t('dismiss', { name: member.displayName })}
          tone="muted"
          onClick={() => void dismiss(member)}
        >
          <X aria-hidden="true" />
        </IconButton>
      )}
    </div>
  );
}
