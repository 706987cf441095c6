'use client';

import type { Schemas } from '@chitlaq/client';
import { Banner, Button, Sheet } from '@chitlaq/ui';
import { Mic, Square } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useProblemText } from '../../lib/problems.ts';
import { upload } from '../../lib/upload.ts';

const LONGEST_SECONDS = 300;
/** What browsers record in, the smallest first. */
const TYPES = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4'];

const silence = (stream: MediaStream | undefined): void => {
  for (const track of stream?.getTracks() ?? []) track.stop();
};

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
  const [problem, setProblem] = useState<string>();
  const [seconds, setSeconds] = useState(0);
  const [taken, setTaken] = useState<{ file: File; address: string }>();
  const [isPending, setIsPending] = useState(false);
  const recorder = useRef<MediaRecorder>(undefined);
  const isRecording = recorder.current?.state === 'recording';

  const say = useRef(t);
  say.current = t;
  useEffect(() => {
    let isHere = true;
    let stream: MediaStream | undefined;
    const begin = async () => {
      if (typeof MediaRecorder === 'undefined' || !navigator.mediaDevices)
        return setProblem(say.current('noBrowser'));
      const quota = await api.get('/media/quota').catch(() => undefined);
      if (quota && !quota.video) return setProblem(say.current('noServer'));
      try {
        stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      } catch {
        return setProblem(say.current('noRight'));
      }
      if (!isHere) return silence(stream);
      const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
      const made = new MediaRecorder(stream, mimeType ? { mimeType, audioBitsPerSecond: 32_000 } : {});
      const parts: Blob[] = [];
      made.ondataavailable = (event) => parts.push(event.data);
      made.onstop = () => {
        silence(stream);
        if (!isHere) return;
        const type = (made.mimeType || 'audio/webm').split(';')[0] ?? 'audio/webm';
        const ending = type === 'audio/mp4' ? 'm4a' : type === 'audio/ogg' ? 'ogg' : 'webm';
        const file = new File(parts, `ses.${ending}`, { type });
        setTaken({ file, address: URL.createObjectURL(file) });
      };
      recorder.current = made;
      made.start();
      setSeconds(0);
    };
    void begin();
    const clock = setInterval(() => {
      if (recorder.current?.state !== 'recording') return;
      setSeconds((before) => {
        if (before + 1 >= LONGEST_SECONDS) recorder.current?.stop();
        return before + 1;
      });
    }, 1_000);
    return () => {
      isHere = false;
      clearInterval(clock);
      if (recorder.current?.state === 'recording') recorder.current.stop();
      silence(stream);
    };
  }, []);

  const send = async () => {
    if (!taken) return;
    setIsPending(true);
    try {
      const media = await upload(taken.file);
      URL.revokeObjectURL(taken.address);
      onDone(media);
      onClose();
    } catch (error) {
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
        taken ? (
          <Button variant="primary" pending={isPending} onClick={() => void send()}>
            {t('send')}
          </Button>
        ) : problem ? null : (
          <Button
            variant="primary"
            icon={<Square aria-hidden="true" className="size-4" />}
            onClick={() => recorder.current?.stop()}
          >
            {t('stop')}
          </Button>
        )
      }
    >
      {problem ? (
        <Banner tone="warn" live="assertive">
          {problem}
        </Banner>
      ) : taken ? (
        // biome-ignore lint/a11y/useMediaCaption: one's own voice, before it is sent
        <audio controls src={taken.address} aria-label={t('listen')} className="w-full" />
      ) : (
        <p role="timer" className="flex items-center gap-3 text-lg">
          <Mic aria-hidden="true" className="text-nar" />
          {isRecording ? t('recording') : t('waiting')}
          <span className="figures">
            {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, '0')}
          </span>
        </p>
      )}
    </Sheet>
  );
}
