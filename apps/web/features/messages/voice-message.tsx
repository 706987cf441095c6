'use client';

import type { Schemas } from '@chitlaq/client';
import { IconButton } from '@chitlaq/ui';
import { Pause, Play } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { barsOf, useWave } from './wave.ts';
import { WaveBars } from './wave-bars.tsx';

const SPEEDS = [1, 1.5, 2] as const;
/** As clocks show it: `1:05`. */
export const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

/** A recording: its wave, where one listens, how fast. */
export function VoiceMessage({
  file,
  levels,
  isWide = false,
}: {
  file: Pick<Schemas['Media'], 'url' | 'durationMs' | 'waveform'>;
  /** Its wave, where it is known without being looked for. */
  levels?: readonly number[];
  /** As wide as its place. */
  isWide?: boolean;
}) {
  const t = useTranslations('messaging.voice');
  const audio = useRef<HTMLAudioElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [speed, setSpeed] = useState<(typeof SPEEDS)[number]>(1);
  const length = (file.durationMs ?? 0) / 1000;
  // What the server has measured is there at once; of recordings from before, when one listens.
  const told = useMemo(() => levels ?? (file.waveform && barsOf(file.waveform)), [levels, file.waveform]);
  const heard = useWave(file.url, isPlaying && !told);
  const share = length > 0 ? Math.min(1, at / length) : 0;
  const turn = () => {
    const next = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1;
    setSpeed(next);
    if (audio.current) audio.current.playbackRate = next;
  };
  return (
    <div className={`flex max-w-full items-center gap-1 ${isWide ? '' : 'w-64'}`}>
      {/* biome-ignore lint/a11y/useMediaCaption: a member's own voice */}
      <audio
        ref={audio}
        src={file.url ?? undefined}
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setAt(0)}
        onTimeUpdate={(event) => setAt(event.currentTarget.currentTime)}
      />
      <IconButton
        label={isPlaying ? t('pause') : t('play')}
        tone="nar"
        className="-ml-2"
        onClick={() => {
          if (isPlaying) audio.current?.pause();
          else void audio.current?.play();
        }}
      >
        {isPlaying ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
      </IconButton>
      <span className="relative min-w-0 flex-1">
        <WaveBars heights={told ?? heard} share={share} />
        <input
          type="range"
          aria-label={t('place')}
          aria-valuetext={clock(at)}
          min={0}
          max={Math.max(1, length)}
          step={0.5}
          value={at}
          onChange={(event) => {
            const to = Number(event.target.value);
            setAt(to);
            if (audio.current) audio.current.currentTime = to;
          }}
          className="absolute inset-0 size-full cursor-pointer opacity-0 focus-visible:opacity-100"
        />
      </span>
      <span className="figures w-9 text-right text-muted text-sm">{clock(at > 0 ? at : length)}</span>
      <button
        type="button"
        aria-label={t('speed', { speed })}
        onClick={turn}
        className="touch-44 figures h-7 min-w-10 rounded-full bg-wash px-1 font-medium text-ink text-sm"
      >
        {speed}×
      </button>
    </div>
  );
}
