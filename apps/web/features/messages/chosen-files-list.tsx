'use client';

import { IconButton } from '@chitlaq/ui';
import { FileText, X } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { UploadProgress } from '../uploads/upload-progress.tsx';
import type { ChosenState } from './chosen-files.tsx';

/** The chosen files above the field, each with its progress and a button to remove it. */
export function ChosenFiles({ files: { files, remove } }: { files: ChosenState }) {
  const t = useTranslations('messaging.files');
  return (
    <ul aria-label={t('chosen')} className="flex gap-2 overflow-x-auto px-2 py-1">
      {files.map(({ key, name, previewSrc, media }) => (
        <li
          key={key}
          className="relative grid h-20 min-w-20 max-w-48 shrink-0 place-items-center overflow-hidden rounded-control border border-line bg-wash"
        >
          {(previewSrc ?? media?.previewUrl) ? (
            <img
              src={previewSrc ?? media?.previewUrl ?? undefined}
              alt={name}
              className="h-20 w-20 object-cover"
            />
          ) : (
            <span className="flex items-center gap-2 p-2 pr-8 text-sm">
              <FileText aria-hidden="true" className="text-muted" />
              <span className="line-clamp-2 break-all">{name}</span>
            </span>
          )}
          <span
            className={media ? '' : 'absolute inset-x-0 bottom-0 grid place-items-center bg-surface/80 p-2'}
          >
            <UploadProgress uploadKey={key} isSmall />
          </span>
          <IconButton
            label={t('remove', { name })}
            tooltip={null}
            className="absolute top-0 right-0 size-8 bg-surface"
            onClick={() => remove(key)}
          >
            <X aria-hidden="true" className="size-4" />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
