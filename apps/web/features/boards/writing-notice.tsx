'use client';

import { Banner, Button } from '@chitlaq/ui';
import { useFormatter, useTranslations } from 'use-intl';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { paths } from '../../lib/paths.ts';
import type { DeviceSecret } from './device-secret.ts';
import { type BoardList, useBoards } from './queries.ts';

/** Why the member may not write yet, and when they may; or that their code is not saved. */
export function WritingNotice({ device }: { device: DeviceSecret | undefined }) {
  const t = useTranslations('boards');
  const { data } = useBoards();
  const refusal = useWritingRefusal(data);
  if (refusal) return <Banner tone="warn">{refusal}</Banner>;
  if (device?.isSaved !== false) return null;
  return (
    <Banner
      tone="warn"
      action={
        <Button asChild size="sm">
          <PrefetchLink href={paths.settingsPage('boards')}>{t('showCode')}</PrefetchLink>
        </Button>
      }
    >
      {t('unsaved')}
    </Banner>
  );
}

/** Why the member may not write, in words; undefined if they may. */
export function useWritingRefusal(boards: BoardList | undefined): string | undefined {
  const t = useTranslations('boards.writing');
  const format = useFormatter();
  if (!boards || boards.writing.allowed || boards.writing.reason === null) return undefined;
  const { reason, from } = boards.writing;
  return t(reason, {
    time: from === null ? '' : format.dateTime(new Date(from), { dateStyle: 'long', timeStyle: 'short' }),
  });
}
