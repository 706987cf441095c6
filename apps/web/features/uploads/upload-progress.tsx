'use client';

import { Button, IconButton, ProgressBar } from '@chitlaq/ui';
import { RotateCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { goOn, type Underway, useUnderway } from './uploads.ts';

const MB = 1_000_000;
/** Spoken in such steps: the bytes between are for the eye. */
const STEP = 25;

/**
 * How far a file has come, drawn and spoken, and the way to go on where the line broke. Stays silent beside a file that was
 * there before.
 * @param isSmall  over a tile: the bar alone, and a button without words
 */
export function UploadProgress({ uploadKey, isSmall = false }: { uploadKey: string; isSmall?: boolean }) {
  const t = useTranslations('frame.upload');
  const underway = useUnderway(uploadKey);
  const [last, setLast] = useState(underway);
  useEffect(() => {
    if (underway) setLast(underway);
  }, [underway]);
  const said = useSaid(underway, last);
  return (
    <>
      <span role="status" className="sr-only">
        {said}
      </span>
      {underway === undefined ? null : underway.stage !== 'broken' ? (
        <Bar underway={underway} isSmall={isSmall} />
      ) : isSmall ? (
        <IconButton
          label={t('goOn', { name: underway.name })}
          tooltip={null}
          className="size-11 rounded-full bg-surface text-nar"
          onClick={() => goOn(uploadKey)}
        >
          <RotateCw aria-hidden="true" />
        </IconButton>
      ) : (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <span className="text-nar">{t('broken')}</span>
          <Button
            size="sm"
            icon={<RotateCw aria-hidden="true" className="size-4" />}
            aria-label={t('goOn', { name: underway.name })}
            onClick={() => goOn(uploadKey)}
          >
            {t('retry')}
          </Button>
        </div>
      )}
    </>
  );
}

function useSaid(underway: Underway | undefined, last: Underway | undefined): string {
  const t = useTranslations('frame.upload');
  if (!underway) return last ? t('saidDone', { name: last.name }) : '';
  const { stage, name, sent, total } = underway;
  if (stage === 'broken') return t('saidBroken', { name });
  if (stage === 'preparing') return t('saidPreparing', { name });
  const percent = Math.floor((100 * sent) / Math.max(1, total) / STEP) * STEP;
  return t('said', { name, percent });
}

function Bar({
  underway: { stage, name, sent, total, prepared },
  isSmall,
}: {
  underway: Underway;
  isSmall: boolean;
}) {
  const t = useTranslations('frame.upload');
  const format = useFormatter();
  const amount = (bytes: number) =>
    format.number(bytes / MB, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const isPreparing = stage === 'preparing';
  return (
    <ProgressBar
      label={isPreparing ? t('preparing') : isSmall ? name : t('sending')}
      labelHidden={isSmall}
      value={!isPreparing ? sent : prepared > 0 ? prepared : null}
      max={isPreparing ? 100 : Math.max(1, total)}
      valueText={
        !isPreparing
          ? t('amount', { sent: amount(sent), total: amount(total) })
          : prepared > 0
            ? format.number(prepared / 100, { style: 'percent' })
            : undefined
      }
      className="w-full"
    />
  );
}
