'use client';

import { useServerNow } from '@chitlaq/react';
import { Button, TextField } from '@chitlaq/ui';
import { useState } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { useReveal } from '../../lib/use-reveal.ts';
import { zoneName } from '../../lib/zone-name.ts';
import { deviceTimeZone, fromFields, quickTimes, toFields, validateTime } from './schedule-times.ts';

/** Chooses when a post is published: some suggestions, or any minute of the coming year. */
export function SchedulePicker({
  at,
  isJustAdded,
  onChange,
}: {
  at: Date;
  /** Scrolls it into view. */
  isJustAdded: boolean;
  onChange: (at: Date) => void;
}) {
  const frame = useReveal<HTMLFieldSetElement>(isJustAdded || undefined);
  const t = useTranslations('drafts.schedule');
  const format = useFormatter();
  const locale = useLocale();
  const now = useServerNow(30_000);
  // Kept as typed, so that a field can be empty for a moment.
  const [fields, setFields] = useState(() => toFields(at));
  const [isTouched, setIsTouched] = useState(false);
  const timeError = validateTime(at, now);
  const timeZone = deviceTimeZone();
  const updateFields = (part: Partial<typeof fields>) => {
    const next = { ...fields, ...part };
    setFields(next);
    setIsTouched(true);
    onChange(fromFields(next));
  };
  const choose = (moment: Date) => {
    setFields(toFields(moment));
    onChange(moment);
  };
  return (
    <fieldset
      ref={frame}
      className="my-2 grid gap-3 scroll-mt-16 scroll-mb-36 rounded-card border border-line p-3"
    >
      <legend className="sr-only">{t('title')}</legend>
      <div className="flex flex-wrap gap-2">
        {quickTimes(now).map((quick) => {
          const isChosen = quick.at.getTime() === at.getTime();
          return (
            <Button
              key={quick.name}
              size="sm"
              aria-pressed={isChosen}
              onClick={() => choose(quick.at)}
              className={isChosen ? 'border-nar bg-nar-soft text-nar hover:bg-nar-soft' : ''}
            >
              {t(`quick.${quick.name}`)}
            </Button>
          );
        })}
      </div>
      <div className="flex flex-wrap gap-3">
        <TextField
          label={t('date')}
          type="date"
          value={fields.date}
          min={toFields(now).date}
          onChange={(event) => updateFields({ date: event.target.value })}
          frameClassName="min-w-40 flex-1"
        />
        <TextField
          label={t('time')}
          type="time"
          value={fields.time}
          onChange={(event) => updateFields({ time: event.target.value })}
          frameClassName="min-w-28 flex-1"
        />
      </div>
      <p aria-live="polite" className={timeError && isTouched ? 'text-nar text-sm' : 'text-sm'}>
        {timeError
          ? t(`error.${timeError}`)
          : t('summary', {
              when: format.dateTime(at, {
                weekday: 'long',
                day: 'numeric',
                month: 'long',
                year: 'numeric',
                hour: '2-digit',
                minute: '2-digit',
                timeZone,
              }),
            })}
      </p>
      <p className="text-muted text-sm">{t('help', { zone: zoneName(timeZone, locale) })}</p>
    </fieldset>
  );
}
