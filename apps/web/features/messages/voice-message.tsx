'use client';

import type { Schemas } from '@chitlaq/client';
import { IconButton } from '@chitlaq/ui';
import { Pause, Play } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { formatDuration } from '../../lib/format-duration.ts';
import { toBars, useWaveform } from './waveform.ts';
import { WaveformBars } from './waveform-bars.tsx';

const SPEEDS = [1, 1.5, 2] as const;

/** A voice message: waveform, position and speed. */
export function VoiceMessage({
  file,
  levels,
  isWide = false,
}: {
  file: Pick<Schemas['Media'], 'url' | 'durationMs' | 'waveform'>;
  /** The levels, if they are known already. */
  levels?: readonly number[];
  /** As wide as its container. */
  isWide?: boolean;
}) {
  const t = useTranslations('messaging.voice');
  const audio = useRef<HTMLAudioElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [playedSeconds, setPlayedSeconds] = useState(0);
  const [speed, setSpeed] = useState<(typeof SPEEDS)[number]>(1);
  const length = (file.durationMs ?? 0) / 1000;
  // The server's waveform is known at once; an older recording is analysed when it is played.
  const knownLevels = useMemo(
    () => levels ?? (file.waveform && toBars(file.waveform)),
    [levels, file.waveform],
  );
  const decodedLevels = useWaveform(file.url, isPlaying && !knownLevels);
  const share = length > 0 ? Math.min(1, playedSeconds / length) : 0;
  const cycleSpeed = () => {
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
        onEnded={() => setPlayedSeconds(0)}
        onTimeUpdate={(event) => setPlayedSeconds(event.currentTarget.currentTime)}
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
        <WaveformBars barLevels={knownLevels ?? decodedLevels} playedShare={share} />
        <input
          type="range"
          aria-label={t('position')}
          aria-valuetext={formatDuration(playedSeconds)}
          min={0}
          max={Math.max(1, length)}
          step={0.5}
          value={playedSeconds}
          onChange={(event) => {
            const to = Number(event.target.value);
            setPlayedSeconds(to);
            if (audio.current) audio.current.currentTime = to;
          }}
          className="absolute inset-0 size-full cursor-pointer opacity-0 focus-visible:opacity-100"
        />
      </span>
      <span className="tabular-nums w-9 text-right text-muted text-sm">
        {formatDuration(playedSeconds > 0 ? playedSeconds : length)}
      </span>
      <button
        type="button"
        aria-label={t('speed', { speed })}
        onClick={cycleSpeed}
        className="touch-44 tabular-nums h-7 min-w-10 rounded-full bg-wash px-1 font-medium text-ink text-sm"
      >
        {speed}×
      </button>
    </div>
  );
}
