'use client';

import { Button, IconButton, ProgressBar } from '@chitlaq/ui';
import { RotateCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { resumeUpload, type UploadState, useUploadState } from './uploads.ts';

const BYTES_PER_MB = 1_000_000;
/** Announced in steps of this many per cent. */
const ANNOUNCE_STEP = 25;

/**
 * The progress of an upload, visible and announced, with a resume button after a lost connection. Renders nothing for
 * a file without an upload.
 * @param isSmall  over a tile: only the bar, and a button without text
 */
export function UploadProgress({ uploadKey, isSmall = false }: { uploadKey: string; isSmall?: boolean }) {
  const t = useTranslations('shell.upload');
  const uploadState = useUploadState(uploadKey);
  const [lastState, setLastState] = useState(uploadState);
  useEffect(() => {
    if (uploadState) setLastState(uploadState);
  }, [uploadState]);
  const announcement = useAnnouncement(uploadState, lastState);
  return (
    <>
      <span role="status" className="sr-only">
        {announcement}
      </span>
      {uploadState === undefined ? null : uploadState.stage !== 'interrupted' ? (
        <Bar uploadState={uploadState} isSmall={isSmall} />
      ) : isSmall ? (
        <IconButton
          label={t('resumeNamed', { name: uploadState.name })}
          tooltip={null}
          className="size-11 rounded-full bg-surface text-nar"
          onClick={() => resumeUpload(uploadKey)}
        >
          <RotateCw aria-hidden="true" />
        </IconButton>
      ) : (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <span className="text-nar">{t('interrupted')}</span>
          <Button
            size="sm"
            icon={<RotateCw aria-hidden="true" className="size-4" />}
            aria-label={t('resumeNamed', { name: uploadState.name })}
            onClick={() => resumeUpload(uploadKey)}
          >
            {t('resume')}
          </Button>
        </div>
      )}
    </>
  );
}

function useAnnouncement(uploadState: UploadState | undefined, lastState: UploadState | undefined): string {
  const t = useTranslations('shell.upload');
  if (!uploadState) return lastState ? t('statusDone', { name: lastState.name }) : '';
  const { stage, name, sent, total } = uploadState;
  if (stage === 'interrupted') return t('statusInterrupted', { name });
  if (stage === 'preparing') return t('statusPreparing', { name });
  const percent = Math.floor((100 * sent) / Math.max(1, total) / ANNOUNCE_STEP) * ANNOUNCE_STEP;
  return t('status', { name, percent });
}

function Bar({
  uploadState: { stage, name, sent, total, prepared },
  isSmall,
}: {
  uploadState: UploadState;
  isSmall: boolean;
}) {
  const t = useTranslations('shell.upload');
  const format = useFormatter();
  const amount = (bytes: number) =>
    format.number(bytes / BYTES_PER_MB, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
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
