'use client';

import type { Schemas } from '@chitlaq/client';
import { FileText } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useFileSizeText } from './file-size-text.ts';

/** A document with name and size; a press downloads it. */
export function FileLine({ file }: { file: Schemas['Media'] }) {
  const t = useTranslations('messaging');
  const sizeText = useFileSizeText();
  return (
    <a
      href={file.url ?? undefined}
      download
      className="flex min-h-11 items-center gap-3 rounded-control px-1 hover:bg-wash"
    >
      <FileText aria-hidden="true" className="text-nar" />
      <span className="min-w-0">
        <span className="block truncate font-medium">
          <bdi>{file.fileName ?? t('kinds.file')}</bdi>
        </span>
        <span className="block text-muted text-sm">{sizeText(file.size)}</span>
      </span>
    </a>
  );
}
