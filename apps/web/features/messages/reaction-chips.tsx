'use client';

import { useTranslations } from 'use-intl';
import { usePressGuard } from '../../lib/press-guard.ts';
import type { Message } from './types.ts';

/** The reactions of a message. A press adds the viewer's own or removes it. */
export function ReactionChips({
  message,
  meId,
  isOwn,
  onReact,
}: {
  message: Message;
  meId: string;
  isOwn: boolean;
  /** Undefined makes them read-only. */
  onReact: ((message: Message, emoji: string, on: boolean) => void) | undefined;
}) {
  const t = useTranslations('messaging');
  const countsAsPress = usePressGuard();
  return (
    <ul
      aria-label={t('reactions')}
      className={`-mt-1 flex flex-wrap gap-1 px-1 ${isOwn ? 'justify-end' : ''}`}
    >
      {message.reactions.map(({ emoji, count, userIds }) => {
        const isMine = userIds.includes(meId);
        return (
          <li key={emoji}>
            <button
              type="button"
              aria-pressed={isMine}
              aria-label={t('reactionCount', { emoji, count })}
              disabled={!onReact}
              onClick={() => {
                if (countsAsPress(emoji)) onReact?.(message, emoji, !isMine);
              }}
              className={`touch-44 flex h-7 items-center gap-1 rounded-full border px-2 text-sm ${isMine ? 'border-nar bg-nar-soft font-medium' : 'border-line bg-surface'}`}
            >
              <span>{emoji}</span>
              {count > 1 ? <span className="tabular-nums">{count}</span> : null}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
