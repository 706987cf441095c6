'use client';

import { type LoadedMenuProps, Menu, MenuItem, MenuSeparator } from '@chitlaq/ui';
import {
  Flag,
  History,
  Link2,
  Pencil,
  Pin,
  PinOff,
  Repeat2,
  Share,
  ShieldBan,
  Trash2,
  VolumeX,
} from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { paths } from '../../lib/paths.ts';
import type { Post } from '../../lib/post.ts';
import { openShareSheet } from '../../lib/share.ts';
import { useMemberActions } from '../members/member-actions.ts';
import { ThreadMute } from '../notifications/thread-mute.tsx';
import { useMe } from '../session/session.ts';
import { useCopyLink, useDeletePost, usePin } from './post-actions.ts';

// Lazy: few menus lead to these dialogs.
const ReportDialog = lazy(async () => ({ default: (await import('./report-dialog.tsx')).ReportDialog }));
const EditDialog = lazy(async () => ({ default: (await import('./edit-dialog.tsx')).EditDialog }));
const HistoryDialog = lazy(async () => ({
  default: (await import('./history-dialog.tsx')).EditHistoryDialog,
}));

/** The menu of a post. */
export function PostMenu({ post, ...menuProps }: LoadedMenuProps & { post: Post }) {
  const t = useTranslations('feed');
  const tShare = useTranslations('share');
  const me = useMe();
  const remove = useDeletePost();
  const pin = usePin();
  const copyLink = useCopyLink();
  const { mute, block, hideReposts } = useMemberActions();
  const [dialog, setDialog] = useState<'report' | 'edit' | 'history'>();
  const close = () => setDialog(undefined);
  const { author } = post;
  const [reposter] = post.repostedBy?.members ?? [];
  const isOwn = me?.user.id === author.id;
  return (
    <>
      <Menu {...menuProps}>
        <MenuItem
          icon={<Share aria-hidden="true" />}
          onSelect={() =>
            openShareSheet({
              kind: 'post',
              path: paths.post(post.id),
              title: tShare('postBy', { name: author.displayName }),
            })
          }
        >
          {tShare('post')}
        </MenuItem>
        <MenuItem icon={<Link2 aria-hidden="true" />} onSelect={() => void copyLink(post.id)}>
          {t('copyLink')}
        </MenuItem>
        <ThreadMute postId={post.id} />
        {post.editedAt ? (
          <MenuItem icon={<History aria-hidden="true" />} onSelect={() => setDialog('history')}>
            {t('showHistory')}
          </MenuItem>
        ) : null}
        {reposter && reposter.id !== me?.user.id ? (
          <MenuItem icon={<Repeat2 aria-hidden="true" />} onSelect={() => void hideReposts(reposter)}>
            {t('hideReposts', { username: reposter.username })}
          </MenuItem>
        ) : null}
        <MenuSeparator />
        {isOwn ? (
          <>
            <MenuItem icon={<Pencil aria-hidden="true" />} onSelect={() => setDialog('edit')}>
              {t('editPost')}
            </MenuItem>
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
            <MenuItem icon={<VolumeX aria-hidden="true" />} onSelect={() => void mute(author)}>
              {t('mute', { username: author.username })}
            </MenuItem>
            <MenuItem icon={<Flag aria-hidden="true" />} onSelect={() => setDialog('report')}>
              {t('report.menu')}
            </MenuItem>
            <MenuItem danger icon={<ShieldBan aria-hidden="true" />} onSelect={() => void block(author)}>
              {t('block', { username: author.username })}
            </MenuItem>
          </>
        )}
      </Menu>
      <Suspense fallback={null}>
        {dialog === 'report' ? (
          <ReportDialog subject={{ type: 'post', id: post.id }} onClose={close} />
        ) : null}
        {dialog === 'edit' ? <EditDialog post={post} onClose={close} /> : null}
        {dialog === 'history' ? <HistoryDialog postId={post.id} onClose={close} /> : null}
      </Suspense>
    </>
  );
}
