'use client';

import { type LoadedMenuProps, Menu, MenuItem, toast } from '@chitlaq/ui';
import { Eye, EyeOff, Flag, Link2, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { setNameHidden } from './hidden-names.ts';
import type { BoardPost } from './queries.ts';
import { useDeleteBoardPost } from './use-delete-board-post.ts';
import type { Writer } from './use-writer.tsx';

// Lazy: few menus lead to it.
const ReportDialog = lazy(async () => ({
  default: (await import('../feed/report-dialog.tsx')).ReportDialog,
}));

/** The menu of a post of a board. */
export function BoardPostMenu({
  post,
  name,
  link,
  threadId,
  isOwn,
  isNameHidden,
  writer,
  ...menuProps
}: LoadedMenuProps & {
  post: BoardPost;
  name: string;
  /** The path of the post. */
  link: string;
  threadId: string;
  isOwn: boolean;
  isNameHidden: boolean;
  writer: Writer;
}) {
  const t = useTranslations('boards.thread');
  const remove = useDeleteBoardPost(writer.memberId, writer.device?.secret);
  const [isReporting, setIsReporting] = useState(false);
  const copyLink = async () => {
    const { href } = new URL(link, window.location.origin);
    try {
      await navigator.clipboard.writeText(href);
      toast({ message: t('copied') });
    } catch {
      // To be copied by hand.
      toast({ message: href });
    }
  };
  return (
    <>
      <Menu {...menuProps}>
        <MenuItem icon={<Link2 aria-hidden="true" />} onSelect={() => void copyLink()}>
          {t('copyLink')}
        </MenuItem>
        {isOwn ? (
          <MenuItem
            danger
            icon={<Trash2 aria-hidden="true" />}
            onSelect={() => remove({ threadId, postId: post.id })}
          >
            {t('delete')}
          </MenuItem>
        ) : (
          <>
            <MenuItem
              icon={isNameHidden ? <Eye aria-hidden="true" /> : <EyeOff aria-hidden="true" />}
              onSelect={() => setNameHidden(writer.memberId, threadId, post.tag, !isNameHidden)}
            >
              {t(isNameHidden ? 'showName' : 'hideName', { name })}
            </MenuItem>
            <MenuItem icon={<Flag aria-hidden="true" />} onSelect={() => setIsReporting(true)}>
              {t('report')}
            </MenuItem>
          </>
        )}
      </Menu>
      {isReporting ? (
        <Suspense fallback={null}>
          <ReportDialog subject={{ type: 'board_post', id: post.id }} onClose={() => setIsReporting(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
