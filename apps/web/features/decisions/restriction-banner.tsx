'use client';

import type { Schemas } from '@chitlaq/client';
import { useServerNow } from '@chitlaq/react';
import { Banner } from '@chitlaq/ui';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'use-intl';
import { paths } from '../../lib/paths.ts';

/** Tells a member what moderators decided and still holds, until when, and where to read why and appeal. */
export function RestrictionBanner({ restrictions }: { restrictions: Schemas['Me']['restrictions'] }) {
  const t = useTranslations('shell.restricted');
  const format = useFormatter();
  const now = useServerNow();
  const { mutedUntil, limitedUntil } = restrictions;
  return (
    [
      ['muted', mutedUntil],
      ['limited', limitedUntil],
    ] as const
  ).map(([kind, until]) =>
    until !== null && new Date(until) > now ? (
      <Banner
        key={kind}
        tone="warn"
        className="shrink-0 rounded-none"
        title={t(kind, {
          time: format.dateTime(new Date(until), { dateStyle: 'medium', timeStyle: 'short' }),
        })}
        action={
          <Link href={paths.settingsPage('decisions')} className="link">
            {t('why')}
          </Link>
        }
      />
    ) : null,
  );
}
