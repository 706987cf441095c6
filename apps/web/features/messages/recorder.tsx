'use client';

import type { Schemas } from '@chitlaq/client';
import { Banner, Button, Sheet } from '@chitlaq/ui';
import { Mic, RotateCcw, Square } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useProblemText } from '../../lib/problems.ts';
import { upload } from '../../lib/upload.ts';
import { useRecording } from './recording.ts';
import { clock, VoiceMessage } from './voice-message.tsx';
import { BARS, barsOf } from './wave.ts';
import { WaveBars } from './wave-bars.tsx';

/** Records one's voice, lets one hear it, and sends it. Where that cannot be, says why. */
export function Recorder({
  onClose,
  onDone,
}: {
  onClose: () => void;
  onDone: (media: Schemas['Media']) => void;
}) {
  const t = useTranslations('messaging.voice');
  const problemText = useProblemText();
  const { state, stop, again } = useRecording();
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);
  // Who closes it while it is on its way takes it back.
  const closing = useRef<AbortController>(undefined);
  useEffect(() => {
    closing.current = new AbortController();
    return () => closing.current?.abort();
  }, []);

  const send = async (file: File) => {
    const signal = closing.current?.signal;
    setIsPending(true);
    setProblem(undefined);
    try {
      const media = await upload(file, signal ? { signal } : {});
      if (signal?.aborted) return;
      onDone(media);
      onClose();
    } catch (error) {
      if (signal?.aborted) return;
      setProblem(problemText(error));
      setIsPending(false);
    }
  };
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t('title')}
      closeLabel={t('cancel')}
      footer={
        state.stage === 'taken' ? (
          <>
            {isPending ? null : (
              <Button icon={<RotateCcw aria-hidden="true" className="size-4" />} onClick={again}>
                {t('again')}
              </Button>
            )}
            <Button variant="primary" pending={isPending} onClick={() => void send(state.taken.file)}>
              {t('send')}
            </Button>
          </>
        ) : state.stage === 'impossible' ? null : (
          <>
            <Button onClick={onClose}>{t('discard')}</Button>
            <Button
              variant="primary"
              icon={<Square aria-hidden="true" className="size-4" />}
              disabledReason={state.stage === 'waiting' ? t('waiting') : undefined}
              onClick={stop}
            >
              {t('stop')}
            </Button>
          </>
        )
      }
    >
      <div className="grid min-h-20 content-center gap-3">
        {state.stage === 'impossible' ? (
          <Banner tone="warn" live="assertive">
            {t(state.why)}
          </Banner>
        ) : state.stage === 'taken' ? (
          <fieldset aria-label={t('listen')} className="min-w-0">
            <VoiceMessage
              file={{ url: state.taken.address, durationMs: state.taken.durationMs }}
              levels={barsOf(state.taken.levels)}
              isWide
            />
          </fieldset>
        ) : (
          <>
            <p className="flex items-center gap-2">
              <Mic
                aria-hidden="true"
                className={`size-5 ${state.stage === 'recording' ? 'text-nar' : 'text-muted'}`}
              />
              <span role="status">{t(state.stage)}</span>
              <span role="timer" className="figures ml-auto font-medium text-lg">
                {clock(state.stage === 'recording' ? state.seconds : 0)}
              </span>
            </p>
            <WaveBars heights={lastOf(state.stage === 'recording' ? state.levels : [])} share={1} />
          </>
        )}
        {problem ? (
          <Banner tone="danger" live="assertive">
            {problem}
          </Banner>
        ) : null}
      </div>
    </Sheet>
  );
}

/** What was just said stands at the right; before it, silence. */
const lastOf = (levels: readonly number[]): number[] => {
  const last = levels.slice(-BARS);
  return [...Array.from({ length: BARS - last.length }, () => 0), ...last];
};
