'use client';

import { Banner, Button } from '@chitlaq/ui';
import { Moon } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { QUIET_DURATIONS, useQuietTime } from './quiet-time.ts';

/** What a quiet time does, and buttons to begin or end it. */
export function QuietTimeSection() {
  const t = useTranslations('safety.quiet');
  const tMenu = useTranslations('shell.quietTime');
  const { until, begin, end } = useQuietTime();
  return (
    <section className="grid gap-4">
      <div>
        <h2 className="font-medium text-lg">{t('title')}</h2>
        <p className="text-muted">{t('lead')}</p>
      </div>
      {until ? (
        <Banner
          icon={<Moon />}
          title={t('active', { until })}
          live="polite"
          action={
            <Button size="sm" onClick={() => void end()}>
              {tMenu('end')}
            </Button>
          }
        />
      ) : null}
      <div className="flex flex-wrap gap-2">
        {QUIET_DURATIONS.map((duration) => (
          <Button key={duration} variant="outline" size="sm" onClick={() => void begin(duration)}>
            {t(`durations.${duration}`)}
          </Button>
        ))}
      </div>
    </section>
  );
}
