'use client';

import { type AccentColours, accentProperties } from '@chitlaq/text/accent';
import { logoPath } from '@chitlaq/text/campus';
import type { CSSProperties } from 'react';
import { useTranslations } from 'use-intl';

/** A piece of the members' app in one theme, with colours that are not saved yet. A picture: nothing in it can be pressed. */
export function ThemePreview({
  theme,
  colours,
  shortName,
  logoId,
}: {
  theme: 'light' | 'dark';
  colours: AccentColours;
  shortName: string;
  logoId: string | null;
}) {
  const t = useTranslations('campus.preview');
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1 text-muted text-sm">{t(theme)}</figcaption>
      <div
        data-theme={theme}
        style={accentProperties(colours) as CSSProperties}
        className="grid gap-3 rounded-card border border-line bg-paper p-4 text-ink"
      >
        <p className="flex min-w-0 items-center gap-2 font-bold text-nar text-xl">
          {logoId === null ? null : <img src={logoPath(logoId, 96)} alt="" className="size-7 shrink-0" />}
          <bdi className="truncate">{shortName}</bdi>
        </p>
        <div className="grid gap-3 rounded-card border border-line bg-surface p-3">
          <p>
            {t('text')} <span className="text-nar underline">{t('link')}</span>
          </p>
          <p className="flex flex-wrap gap-2">
            <span className="rounded-control bg-nar px-4 py-2 font-medium text-on-nar">{t('button')}</span>
            <span className="rounded-control bg-nar-strong px-4 py-2 font-medium text-on-nar">
              {t('pressed')}
            </span>
            <span className="rounded-control bg-nar-soft px-4 py-2 font-medium text-nar">{t('chosen')}</span>
          </p>
        </div>
      </div>
    </figure>
  );
}
