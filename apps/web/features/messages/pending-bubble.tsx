'use client';

import { Prose } from '@chitlaq/ui';
import { RotateCcw } from 'lucide-react';
import { memo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { collapsedText } from '../../components/post-text.tsx';
import { BubbleFrame, type BubblePosition, Quote, TIME_FORMAT } from './bubble.tsx';
import { MessageFiles } from './message-files.tsx';
import type { Outbox, PendingMessage } from './outbox.ts';
import { useProblemCodeText } from './problem-text.ts';
import { Ticks } from './ticks.tsx';

/** A message that is not sent yet. */
export const PendingBubble = memo(function PendingBubble({
  pending,
  position,
  meId,
  outbox,
}: {
  pending: PendingMessage;
  position: BubblePosition;
  meId: string;
  outbox: Outbox;
}) {
  const t = useTranslations('messaging');
  const codeText = useProblemCodeText();
  const format = useFormatter();
  const { clientId, failed } = pending;
  return (
    <BubbleFrame
      position={position}
      sender={null}
      menu={null}
      footer={
        failed ? (
          <div role="alert" className="grid justify-items-end text-right text-sm">
            <p className="text-nar">{t('notSent', { why: codeText(failed) })}</p>
            <p className="flex gap-4">
              <button type="button" className="link touch-44" onClick={() => outbox.retry(clientId)}>
                <RotateCcw aria-hidden="true" className="mr-1 inline size-3.5" />
                {t('retry')}
              </button>
              <button type="button" className="link touch-44" onClick={() => outbox.remove(clientId)}>
                {t('discard')}
              </button>
            </p>
          </div>
        ) : position.isLast ? (
          <p className="flex items-center justify-end gap-1 px-1 text-muted text-sm">
            <time dateTime={pending.createdAt} className="tabular-nums">
              {format.dateTime(new Date(pending.createdAt), TIME_FORMAT)}
            </time>
            <Ticks status="waiting" />
          </p>
        ) : null
      }
    >
      {pending.replyTo ? <Quote quoted={pending.replyTo} meId={meId} onJump={() => undefined} /> : null}
      <MessageFiles message={pending} />
      {pending.content ? <Prose>{collapsedText(pending.content)}</Prose> : null}
    </BubbleFrame>
  );
});
