'use client';

import { IconButton, Menu, MenuItem, MenuSeparator } from '@chitlaq/ui';
import { BellOff, Ellipsis, Flag, Link2, Pin, PinOff, ShieldBan, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useMe } from '../frame/session.ts';
import { useMemberActions } from '../profiles/member-actions.ts';
import { useCopyLink, useDeletePost, usePin } from './post-actions.ts';
import type { Post } from './post-card.tsx';
import { ReportDialog } from './report-dialog.tsx';

/** The rest of what one can do with a post. */
export function More({ post }: { post: Post }) {
  const t = useTranslations('feed');
  const me = useMe();
  const remove = useDeletePost();
  const pin = usePin();
  const copyLink = useCopyLink();
  const { mute, block } = useMemberActions();
  const [isReporting, setIsReporting] = useState(false);
  const { author } = post;
  const isOwn = me?.user.id === author.id;
  return (
    <>
      <Menu
        trigger={
          <IconButton label={t('more')} tone="muted">
            <Ellipsis aria-hidden="true" />
          </IconButton>
        }
      >
        <MenuItem icon={<Link2 aria-hidden="true" />} onSelect={() => void copyLink(post.id)}>
          {t('copyLink')}
        </MenuItem>
        <MenuSeparator />
        {isOwn ? (
          <>
            <MenuItem
              icon={post.pinned ? <PinOff aria-hidden="true" /> : <Pin aria-hidden="true" />}
              onSelect={() => void pin(post)}
            >
              {post.pinned ? t('unpin') : t('pin')}
            </MenuItem>
            <MenuItem danger icon={<Trash2 aria-hidden="true" />} onSelect={() => remove(post)}>
              {t('delete')}
            </MenuItem>
          </>
        ) : (
          <>
            <MenuItem icon={<BellOff aria-hidden="true" />} onSelect={() => void mute(author)}>
              {t('mute', { username: author.username })}
            </MenuItem>
            <MenuItem icon={<Flag aria-hidden="true" />} onSelect={() => setIsReporting(true)}>
              {t('report.menu')}
            </MenuItem>
            <MenuItem danger icon={<ShieldBan aria-hidden="true" />} onSelect={() => void block(author)}>
              {t('block', { username: author.username })}
            </MenuItem>
          </>
        )}
      </Menu>
      {isReporting ? <ReportDialog postId={post.id} onClose={() => setIsReporting(false)} /> : null}
    </>
  );
}
