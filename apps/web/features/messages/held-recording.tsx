'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { toast } from '@chitlaq/ui';
import { ChevronLeft, Mic } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { formatDuration } from '../../lib/format-duration.ts';
import { upload } from '../../lib/upload.ts';
import type { HoldOutcome } from './hold.ts';
import { useRecording } from './recording.ts';

/** Records while the microphone button is held. Covers the composer; the button keeps the pointer. */
export function HeldRecording({
  isCancelling,
  outcome,
  onClose,
  onDone,
}: {
  /** Releasing now would cancel. */
  isCancelling: boolean;
  /** Set on release. */
  outcome: HoldOutcome | undefined;
  onClose: () => void;
  onDone: (media: Schemas['Media']) => void;
}) {
  const t = useTranslations('messaging.voice');
  const problemText = useProblemText();
  const { state, stop } = useRecording();
  const isHandled = useRef(false);
  useEffect(() => {
    if (isHandled.current) return;
    const close = (message?: string) => {
      isHandled.current = true;
      if (message) toast({ message });
      onClose();
    };
    if (state.stage === 'unavailable') return close(t(state.why));
    if (outcome === undefined) return;
    if (outcome === 'cancelled') return close();
    // Also if the browser was still asking for permission.
    if (outcome === 'tooShort' || state.stage === 'waiting') return close(t('holdLonger'));
    if (state.stage === 'recording') return stop();
    close();
    upload(state.result.file).then(onDone, (error: unknown) =>
      toast({ message: problemText(error), tone: 'danger' }),
    );
  }, [state, outcome, stop, onClose, onDone, problemText, t]);
  return (
    <div className="pointer-events-none absolute inset-0 z-20 flex animate-appear items-center gap-3 bg-paper px-4">
      <Mic aria-hidden="true" className="text-nar" />
      <span role="timer" className="font-medium tabular-nums">
        {formatDuration(state.stage === 'recording' ? state.seconds : 0)}
      </span>
      <span
        role="status"
        className={`ml-auto inline-flex items-center gap-1 text-sm ${isCancelling ? 'text-nar' : 'text-muted'}`}
      >
        {isCancelling ? null : <ChevronLeft aria-hidden="true" className="size-4" />}
        {t(isCancelling ? 'releaseToCancel' : 'slideToCancel')}
      </span>
    </div>
  );
}
