'use client';

import type { Schemas } from '@chitlaq/client';
import { isolate } from '@chitlaq/text';
import { Info } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';

// Lazy: rarely opened.
const ScoreSheet = lazy(async () => ({ default: (await import('./score-sheet.tsx')).ScoreSheet }));

/** Returns the text of a reason. */
export function useReasonText(): (reason: Schemas['Reason']) => string {
  const t = useTranslations('explore.reasons');
  return (reason) => {
    switch (reason.kind) {
      case 'rising':
        return t('rising', { people: reason.people });
      case 'hashtag':
        return t('hashtag', { tag: isolate(reason.tag) });
      case 'popular':
        return t('popular', { followers: reason.followers });
      case 'followed_by':
      case 'liked_by': {
        const [first] = reason.members;
        return t(reason.kind, {
          name: isolate(first?.displayName ?? ''),
          count: Math.max(0, reason.count - 1),
        });
      }
      default:
        return t(reason.kind);
    }
  };
}

/** Why a ranked post is in the list, in one line. A press shows the whole score. */
export function RankingReason({
  reason,
  score,
  lead,
}: {
  reason: Schemas['Reason'] | undefined;
  score: Schemas['Score'];
  /** Shown before the reason. */
  lead?: string;
}) {
  const t = useTranslations('explore.reasons');
  const reasonText = useReasonText();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => setIsOpen(true)}
        className="touch-44 relative mb-0.5 flex max-w-full items-center gap-1.5 text-left text-muted text-sm hover:underline"
      >
        <Info aria-hidden="true" className="size-4 shrink-0" strokeWidth={1.75} />
        <span className="min-w-0 truncate">
          {[lead, reason ? reasonText(reason) : t('open')].filter(Boolean).join(' · ')}
        </span>
      </button>
      {isOpen ? (
        <Suspense fallback={null}>
          <ScoreSheet score={score} onClose={() => setIsOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
