'use client';

import type { Schemas } from '@chitlaq/client';
import { Avatar, useMediaQuery, whenIdle } from '@chitlaq/ui';
import { type ComponentType, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { loadWithRetry } from '../../lib/load-with-retry.ts';
import type { Post } from '../../lib/post.ts';
import type { ComposerProps } from '../composer/composer.tsx';
import { copyKey, readCopy } from '../composer/local-copy.ts';
import { useMe } from '../session/session.ts';

interface LoadedComposer {
  Component: ComponentType<ComposerProps>;
  typed?: string;
  hasFocus?: boolean;
}

/** Loaded once per page. */
let loaded: LoadedComposer | undefined;

/**
 * Writes a reply below its post. A plain field of the same size stands in until the composer has loaded: on a wide
 * screen at once, on a phone when the field is touched, when a draft of the reply waits, or when the page is idle.
 */
export function ReplyBox({ replyTo }: { replyTo: Post }) {
  const me = useMe();
  return me ? <LoadingReplyBox key={replyTo.id} replyTo={replyTo} me={me} /> : null;
}

function LoadingReplyBox({ replyTo, me }: { replyTo: Post; me: Schemas['Me'] }) {
  const t = useTranslations('feed');
  const isWide = useMediaQuery('(min-width: 43.75rem)');
  const field = useRef<HTMLTextAreaElement>(null);
  const [composer, setComposer] = useState(loaded);
  const [isWanted, setIsWanted] = useState(false);
  const isLoading = isWanted || isWide;
  useEffect(() => {
    if (readCopy(copyKey(me.user.id, `reply:${replyTo.id}`))) return setIsWanted(true);
    return whenIdle(() => setIsWanted(true));
  }, [me.user.id, replyTo.id]);
  useEffect(() => {
    if (!isLoading || composer) return;
    let isCurrent = true;
    void loadWithRetry(() => import('../composer/composer.tsx')).then(({ Composer }) => {
      loaded = { Component: Composer };
      const typed = field.current?.value ?? '';
      const hasFocus = field.current !== null && document.activeElement === field.current;
      if (isCurrent) setComposer({ ...loaded, typed, hasFocus });
    });
    return () => {
      isCurrent = false;
    };
  }, [isLoading, composer]);

  if (composer)
    return (
      <composer.Component
        replyTo={replyTo}
        isCompact
        typed={composer.typed}
        autoFocus={composer.hasFocus ?? false}
      />
    );
  const load = () => setIsWanted(true);
  return (
    <div className="flex gap-3">
      <Avatar
        name={me.user.displayName}
        seed={me.user.id}
        src={me.profile.avatarUrl}
        size={40}
        className="max-tablet:hidden"
      />
      <div className="min-w-0 flex-1">
        <div className="-mx-2 grid grid-cols-[minmax(0,1fr)] rounded-control px-2 focus-within:outline-2 focus-within:outline-ink">
          <textarea
            ref={field}
            dir="auto"
            rows={1}
            aria-label={t('yourReply')}
            placeholder={t('replyPlaceholder')}
            onPointerEnter={load}
            onFocus={load}
            className="field-sizing-content min-h-9 resize-none overflow-hidden bg-transparent py-1 text-lg outline-none placeholder:text-muted tablet:min-h-16"
          />
        </div>
        {/* As high as the composer's tools. */}
        <div className="h-[calc(6rem+1px)] max-tablet:hidden" />
      </div>
    </div>
  );
}
