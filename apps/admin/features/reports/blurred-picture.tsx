'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';

/** A small picture that nobody has to see who does not ask for it: blurred until it is pressed. Says so if it is gone. */
export function BlurredPicture({ src, label }: { src: string | null; label: string }) {
  const t = useTranslations('pictures');
  const [isShown, setIsShown] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  if (src === null || hasFailed) return <p className="w-24 text-muted text-sm">{t('gone')}</p>;
  const Icon = isShown ? EyeOff : Eye;
  return (
    <button
      type="button"
      aria-pressed={isShown}
      aria-label={`${isShown ? t('blur') : t('show')}: ${label}`}
      onClick={() => setIsShown(!isShown)}
      className="relative size-24 shrink-0 overflow-hidden rounded-control border border-line bg-wash"
    >
      <img
        src={src}
        alt=""
        loading="lazy"
        draggable={false}
        onError={() => setHasFailed(true)}
        className="size-full object-cover"
        style={isShown ? undefined : { filter: 'blur(16px)' }}
      />
      <span className="absolute right-1 bottom-1 rounded-control bg-ink p-1 text-paper">
        <Icon aria-hidden="true" className="size-4" />
      </span>
    </button>
  );
}
