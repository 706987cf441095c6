'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { Banner, Button, Sheet } from '@chitlaq/ui';
import { Mic, RotateCcw, Square } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { formatDuration } from '../../lib/format-duration.ts';
import { upload } from '../../lib/upload.ts';
import { useRecording } from './recording.ts';
import { VoiceMessage } from './voice-message.tsx';
import { BAR_COUNT, toBars } from './waveform.ts';
import { WaveformBars } from './waveform-bars.tsx';

/** Records a voice message, plays it back, and sends it. Explains it if recording is not possible. */
export function Recorder({
  onClose,
  onDone,
}: {
  onClose: () => void;
  onDone: (media: Schemas['Media']) => void;
}) {
  const t = useTranslations('messaging.voice');
  const problemText = useProblemText();
  const { state, stop, recordAgain } = useRecording();
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);
  // Closing the recorder cancels the upload.
  const abortOnClose = useRef<AbortController>(undefined);
  useEffect(() => {
    abortOnClose.current = new AbortController();
    return () => abortOnClose.current?.abort();
  }, []);

  const send = async (file: File) => {
    const signal = abortOnClose.current?.signal;
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
        state.stage === 'recorded' ? (
          <>
            {isPending ? null : (
              <Button icon={<RotateCcw aria-hidden="true" className="size-4" />} onClick={recordAgain}>
                {t('recordAgain')}
              </Button>
            )}
            <Button variant="primary" pending={isPending} onClick={() => void send(state.result.file)}>
              {t('send')}
            </Button>
          </>
        ) : state.stage === 'unavailable' ? null : (
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
        {state.stage === 'unavailable' ? (
          <Banner tone="warn" live="assertive">
            {t(state.why)}
          </Banner>
        ) : state.stage === 'recorded' ? (
          <fieldset aria-label={t('listen')} className="min-w-0">
            <VoiceMessage
              file={{ url: state.result.address, durationMs: state.result.durationMs }}
              levels={toBars(state.result.levels)}
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
              <span role="timer" className="tabular-nums ml-auto font-medium text-lg">
                {formatDuration(state.stage === 'recording' ? state.seconds : 0)}
              </span>
            </p>
            <WaveformBars
              barLevels={recentLevels(state.stage === 'recording' ? state.levels : [])}
              playedShare={1}
            />
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

/** The most recent levels, right-aligned: the wave moves to the left and starts with silence. */
const recentLevels = (levels: readonly number[]): number[] => {
  const recent = levels.slice(-BAR_COUNT);
  return [...Array.from({ length: BAR_COUNT - recent.length }, () => 0), ...recent];
};
