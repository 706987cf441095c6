import type { Schemas } from '@chitlaq/client';
import { BadgeCheck } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';

/** What the mark of an official account says. */
export function useOfficialLabel(official: Schemas['Official']): string {
  const t = useTranslations('shell');
  const locale = useLocale() === 'en' ? 'en' : 'tr';
  return t('official', { name: official[locale] });
}

/** The name of an official account with its mark, which stays when a long name is cut. */
export function OfficialName({ name, official }: { name: string; official: Schemas['Official'] }) {
  const label = useOfficialLabel(official);
  return (
    <span className="inline-flex max-w-full items-center gap-1 align-bottom">
      <bdi className="min-w-0 truncate">{name}</bdi>
      <span role="img" aria-label={label} title={label} data-official="" className="shrink-0 text-nar">
        <BadgeCheck aria-hidden="true" className="size-4.5" />
      </span>
    </span>
  );
}

/** What an official account stands for, in words: a touch screen shows no tooltip. */
export function OfficialLine({ official }: { official: Schemas['Official'] }) {
  const label = useOfficialLabel(official);
  return (
    <p className="mt-2 break-words font-medium text-sm">
      <bdi>{label}</bdi>
    </p>
  );
}
