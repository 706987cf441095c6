'use client';

import { ACCENT_PATTERN, accentOf, PRODUCT_ACCENT } from '@chitlaq/text/accent';
import { Banner, Button, Card, TextField } from '@chitlaq/ui';
import { useTranslations } from 'use-intl';
import { ThemePreview } from './theme-preview.tsx';
import type { CampusSettings, ChangeSettings } from './types.ts';

/** The accent: one colour, and what follows from it in both themes. */
export function ColourCard({
  settings: { accent, shortName, logoId },
  locale,
  error,
  onChange,
}: {
  settings: CampusSettings;
  locale: 'tr' | 'en';
  error: string | undefined;
  onChange: ChangeSettings;
}) {
  const t = useTranslations('campus.colour');
  const typed = accent ?? '';
  const isColour = ACCENT_PATTERN.test(typed);
  const derived = isColour ? accentOf(typed) : undefined;
  const shifted = (['light', 'dark'] as const).filter((theme) => derived?.[theme].isShifted);
  const change = (value: string) => {
    const colour = value.trim().toLowerCase();
    onChange({ accent: colour === '' ? null : colour });
  };
  return (
    <Card className="grid gap-4">
      <h2 className="font-medium text-lg">{t('title')}</h2>
      <div className="flex flex-wrap items-end gap-3">
        <TextField
          label={t('accent')}
          help={t('help')}
          value={typed}
          maxLength={7}
          placeholder={PRODUCT_ACCENT.light.nar}
          autoComplete="off"
          spellCheck={false}
          error={typed !== '' && !isColour ? t('invalid') : error}
          onChange={({ target }) => change(target.value)}
        />
        <input
          type="color"
          aria-label={t('picker')}
          value={isColour ? typed : PRODUCT_ACCENT.light.nar}
          onChange={({ target }) => change(target.value)}
          className="h-11 w-16 cursor-pointer rounded-control border border-edge bg-surface p-1"
        />
        {accent === null ? null : (
          <Button variant="outline" onClick={() => onChange({ accent: null })}>
            {t('reset')}
          </Button>
        )}
      </div>
      <div aria-live="polite">
        {derived && shifted.length > 0 ? (
          <Banner tone="info" title={t('shifted')}>
            {shifted.map((theme) => (
              <p key={theme}>{t(`shiftedIn.${theme}`, { chosen: typed, shown: derived[theme].nar })}</p>
            ))}
          </Banner>
        ) : null}
      </div>
      <div className="grid gap-4 tablet:grid-cols-2">
        {(['light', 'dark'] as const).map((theme) => (
          <ThemePreview
            key={theme}
            theme={theme}
            colours={derived?.[theme] ?? PRODUCT_ACCENT[theme]}
            shortName={shortName[locale]}
            logoId={logoId}
          />
        ))}
      </div>
    </Card>
  );
}
