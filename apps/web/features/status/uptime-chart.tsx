'use client';

import type { Schemas } from '@chitlaq/client';
import { cn } from '@chitlaq/ui';
import { useFormatter, useTranslations } from 'use-intl';
import { NoFigures } from './figure.tsx';

const DAYS = 90;
const DAY_MS = 86_400_000;
const MAX_LISTED = 10;
/** Below this share a day counts as a bad one: a quarter of an hour. */
const GOOD_ENOUGH = 0.99;

type Uptime = Schemas['StatusHistory']['uptime'];

/** A bar for each of the last 90 days, and the days with failures in words. */
export function UptimeChart({ uptime, today }: { uptime: Uptime; today: string }) {
  const t = useTranslations('status.uptime');
  const format = useFormatter();
  const percent = (ratio: number) => format.number(ratio, { style: 'percent', maximumFractionDigits: 2 });
  const dateOf = (date: string) =>
    format.dateTime(new Date(date), { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  const byDate = new Map(uptime.days.map((day) => [day.date, day]));
  const end = Date.parse(today.slice(0, 10));
  const bars = Array.from({ length: DAYS }, (_, index) =>
    new Date(end - (DAYS - 1 - index) * DAY_MS).toISOString().slice(0, 10),
  );
  const failures = uptime.days.filter(({ downMinutes }) => downMinutes > 0).reverse();
  return (
    <section aria-labelledby="uptime">
      <h2 id="uptime" className="font-medium text-lg">
        {t('title')}
      </h2>
      {uptime.ratio === null ? (
        <NoFigures title={t('empty')} detail={t('emptyDetail')} />
      ) : (
        <>
          <p className="mt-1 text-muted">{t('ratio', { ratio: percent(uptime.ratio) })}</p>
          <div
            role="img"
            aria-label={t('chart', { count: uptime.days.length, down: failures.length })}
            className="mt-4 flex h-12 gap-px tablet:gap-0.5"
          >
            {bars.map((date) => {
              const day = byDate.get(date);
              return (
                <span
                  key={date}
                  title={day ? `${dateOf(date)}: ${percent(day.ratio)}` : dateOf(date)}
                  className={cn(
                    'min-w-0 flex-1 rounded-xs',
                    day === undefined
                      ? 'bg-line'
                      : day.downMinutes === 0
                        ? 'bg-good'
                        : day.ratio >= GOOD_ENOUGH
                          ? 'bg-warn'
                          : 'bg-nar',
                  )}
                />
              );
            })}
          </div>
          <p aria-hidden="true" className="mt-1 flex justify-between text-muted text-sm">
            <span>{t('from')}</span>
            <span>{t('to')}</span>
          </p>
          {failures.length === 0 ? (
            <p className="mt-4">{t('none')}</p>
          ) : (
            <>
              <h3 className="mt-4 font-medium">{t('downTitle')}</h3>
              <ul className="mt-1">
                {failures.slice(0, MAX_LISTED).map(({ date, downMinutes }) => (
                  <li key={date} className="flex flex-wrap justify-between gap-x-4 border-line border-b py-2">
                    <time dateTime={date}>{dateOf(date)}</time>
                    <span className="text-muted tabular-nums">{t('minutes', { count: downMinutes })}</span>
                  </li>
                ))}
              </ul>
              {failures.length > MAX_LISTED ? (
                <p className="mt-2 text-muted">{t('more', { count: failures.length - MAX_LISTED })}</p>
              ) : null}
            </>
          )}
        </>
      )}
    </section>
  );
}
