'use client';

import type { Schemas } from '@chitlaq/client';
import { IconButton } from '@chitlaq/ui';
import { Mic } from 'lucide-react';
import { lazy, type PointerEvent, Suspense, useCallback, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { CANCEL_PX, HOLD_MS, type HoldOutcome, holdOutcome } from './hold.ts';

const Recorder = lazy(async () => ({ default: (await import('./recorder.tsx')).Recorder }));
const HeldRecording = lazy(async () => ({
  default: (await import('./held-recording.tsx')).HeldRecording,
}));

interface Hold {
  startX: number;
  startedAt: number;
  isCancelling: boolean;
  outcome?: HoldOutcome;
}

/**
 * Records a voice message. A tap or a key opens the recorder; holding records until the release, which sends, or
 * cancels after a slide to the left.
 */
export function VoiceButton({ onVoice }: { onVoice: (media: Schemas['Media']) => void }) {
  const t = useTranslations('messaging.voice');
  const [isRecorderOpen, setIsRecorderOpen] = useState(false);
  const [hold, setHold] = useState<Hold>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** The click that follows a hold is none. */
  const wasHeld = useRef(false);
  const closeHold = useCallback(() => setHold(undefined), []);

  const press = (event: PointerEvent<HTMLButtonElement>) => {
    wasHeld.current = false;
    if (event.button !== 0) return;
    const { clientX } = event;
    // The release belongs to the button wherever it happens.
    event.currentTarget.setPointerCapture(event.pointerId);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      wasHeld.current = true;
      setHold({ startX: clientX, startedAt: performance.now(), isCancelling: false });
    }, HOLD_MS);
  };
  const release = (outcomeOf: (current: Hold) => HoldOutcome) => {
    clearTimeout(timer.current);
    setHold((current) =>
      current && !current.outcome ? { ...current, outcome: outcomeOf(current) } : current,
    );
  };
  return (
    <>
      <IconButton
        label={t('record')}
        tone="muted"
        // Leaves the text more space.
        className="touch-none select-none [-webkit-touch-callout:none] max-tablet:group-data-writing/composer:hidden"
        onPointerDown={press}
        onPointerMove={({ clientX }) => {
          if (hold && !hold.outcome) setHold({ ...hold, isCancelling: clientX - hold.startX <= -CANCEL_PX });
        }}
        onPointerUp={({ clientX }) =>
          release(({ startX, startedAt }) => holdOutcome(clientX - startX, performance.now() - startedAt))
        }
        onPointerCancel={() => release(() => 'cancelled')}
        // The long press of a touch screen.
        onContextMenu={(event) => event.preventDefault()}
        onClick={() => {
          if (!wasHeld.current) setIsRecorderOpen(true);
          wasHeld.current = false;
        }}
      >
        <Mic aria-hidden="true" />
      </IconButton>
      <Suspense fallback={null}>
        {isRecorderOpen ? <Recorder onClose={() => setIsRecorderOpen(false)} onDone={onVoice} /> : null}
        {hold ? (
          <HeldRecording
            isCancelling={hold.isCancelling}
            outcome={hold.outcome}
            onClose={closeHold}
            onDone={onVoice}
          />
        ) : null}
      </Suspense>
    </>
  );
}
