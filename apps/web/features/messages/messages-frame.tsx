'use client';

import { Banner, EmptyState } from '@chitlaq/ui';
import { MessagesSquare } from 'lucide-react';
import { useParams, useSearchParams } from 'next/navigation';
import { type ReactNode, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { useLiveState } from '../realtime/live-state.ts';
import { ConversationList } from './conversation-list.tsx';
import { type Folder, isFolder } from './types.ts';

/** Shows the list and the open conversation side by side on a wide screen, one of them on others. */
export function MessagesFrame({ children }: { children: ReactNode }) {
  const t = useTranslations('messaging');
  const { id } = useParams<{ id?: string }>();
  const folderParam = useSearchParams().get('folder');
  const lastFolder = useRef<Folder>('inbox');
  // Stay in the folder from which the conversation was opened.
  const folder = id ? lastFolder.current : isFolder(folderParam) ? folderParam : 'inbox';
  lastFolder.current = folder;
  const isBroken = useLiveState((live) => live.connection === 'reconnecting');
  return (
    <>
      {isBroken ? (
        <Banner tone="warn" live="polite" title={t('reconnecting')} className="shrink-0 rounded-none" />
      ) : null}
      <div className="flex min-h-0 flex-1">
        <section
          aria-label={t('listLabel')}
          className={`min-w-0 flex-1 flex-col desktop:flex desktop:max-w-88 desktop:border-line desktop:border-r ${id ? 'hidden' : 'flex'}`}
        >
          <ConversationList folder={folder} currentId={id} />
        </section>
        <div className={`min-w-0 flex-1 flex-col desktop:flex ${id ? 'flex' : 'hidden'}`}>{children}</div>
      </div>
    </>
  );
}

/** The second pane while no conversation is open. */
export function NoConversation() {
  const t = useTranslations('messaging');
  return (
    <EmptyState
      className="m-auto"
      icon={<MessagesSquare aria-hidden="true" />}
      title={t('chooseConversation')}
    >
      {t('whoCanRead')}
    </EmptyState>
  );
}
