'use client';

import { Banner, useMediaQuery, whenIdle } from '@chitlaq/ui';
import { useParams, useSearchParams } from 'next/navigation';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useLatePart } from '../../lib/late-part.ts';
import { useLiveState } from '../realtime/live-state.ts';
import { listPart } from './list-part.ts';
import { type Folder, isFolder } from './types.ts';

/** From this width on, the list and a conversation are side by side. */
const WIDE = '(min-width: 68.75rem)';

// With the page, so that it is there when its data is.
if (typeof window !== 'undefined' && window.matchMedia(WIDE).matches) void listPart.load();

/**
 * Whether the list is rendered: where it shows, and in a conversation on a phone once the page is idle, because it knows
 * which conversations may make a sound. It stays from then on.
 */
function useIsListWanted(isListOpen: boolean): boolean {
  const isWide = useMediaQuery(WIDE);
  const [isIdle, setIsIdle] = useState(false);
  useEffect(() => whenIdle(() => setIsIdle(true)), []);
  const wasWanted = useRef(false);
  wasWanted.current ||= isListOpen || isWide || isIdle;
  return wasWanted.current;
}

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
  const list = useLatePart(listPart, useIsListWanted(!id));
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
          {list ? <list.ConversationList folder={folder} currentId={id} /> : null}
        </section>
        <div className={`min-w-0 flex-1 flex-col desktop:flex ${id ? 'flex' : 'hidden'}`}>{children}</div>
      </div>
    </>
  );
}
