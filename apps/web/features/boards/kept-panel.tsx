'use client';

import { ChevronDown, KeyRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { BoardList } from './queries.ts';

/** Who keeps the names, and what that does and does not protect from. */
export function KeptPanel({ boards: { keys, missingKeys, identityDays } }: { boards: BoardList }) {
  const t = useTranslations('boards.kept');
  const format = useFormatter();
  return (
    <details className="group rounded-card border border-line">
      <summary className="flex cursor-pointer list-none items-start gap-3 p-4 [&::-webkit-details-marker]:hidden">
        <KeyRound aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-muted" />
        <span className="min-w-0 flex-1">
          <span className="block font-medium">{t('title')}</span>
          <span className="block text-pretty text-muted text-sm">{t('short')}</span>
        </span>
        <ChevronDown aria-hidden="true" className="size-5 shrink-0 text-muted group-open:rotate-180" />
      </summary>
      <div className="grid grid-cols-1 gap-4 border-line border-t p-4">
        <ul className="grid gap-3">
          {keys.map((key) => (
            <li key={key.holder}>
              <p className="break-words font-medium">
                {t(`holders.${key.holder}`)}{' '}
                <span className="font-normal">
                  {t.rich('holder', {
                    label: () => <bdi>{key.label}</bdi>,
                    name: () => (key.member ? `@${key.member.username}` : t('gone')),
                  })}
                </span>
              </p>
              <p className="text-muted text-sm">
                {t('since', { date: format.dateTime(new Date(key.since), { dateStyle: 'long' }) })} ·{' '}
                {t('keyId')} <code className="font-mono">{key.keyId}</code>
              </p>
              {key.nextKeyId && key.nextFrom ? (
                <p className="text-sm text-warn">
                  {t('next', {
                    time: format.dateTime(new Date(key.nextFrom), {
                      dateStyle: 'medium',
                      timeStyle: 'short',
                    }),
                    key: key.nextKeyId,
                  })}
                </p>
              ) : null}
            </li>
          ))}
          {missingKeys.map((holder) => (
            <li key={holder}>
              <p className="font-medium">{t(`holders.${holder}`)}</p>
              <p className="text-pretty text-sm text-warn">{t('vacant')}</p>
            </li>
          ))}
        </ul>
        <Points title={t('protects')}>
          <li>{t('protectsList.secret')}</li>
          <li>{t('protectsList.thread')}</li>
          <li>{t('protectsList.batch')}</li>
          <li>{t('protectsList.erased', { days: identityDays })}</li>
        </Points>
        <Points title={t('limits')}>
          <li>{t('limitsList.style')}</li>
          <li>{t('limitsList.telling')}</li>
          <li>{t('limitsList.small')}</li>
          <li>{t('limitsList.watched')}</li>
        </Points>
        <section>
          <h2 className="font-medium">{t('opening')}</h2>
          <p className="text-pretty text-muted">{t('openingText')}</p>
        </section>
      </div>
    </details>
  );
}

function Points({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="font-medium">{title}</h2>
      <ul className="ml-4 grid list-disc gap-1 text-pretty text-muted">{children}</ul>
    </section>
  );
}
