'use client';

import { useProblemText } from '@chitlaq/react';
import { Button, IconButton, TextField, toast } from '@chitlaq/ui';
import { AudioLines, ChevronDown, ChevronUp, Film, ImagePlus, X } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { FilePicker } from '../../components/file-picker.tsx';
import { useHasFeature } from '../../lib/campus.ts';
import { rejectUnsupported } from '../../lib/reject-unsupported.ts';
import { UploadProgress } from '../uploads/upload-progress.tsx';
import { cancelUpload, startUpload, UploadCancelled } from '../uploads/uploads.ts';
import type { Attachment } from './draft-content.ts';

const MAX_PICTURES = 4;

/** Updates the attached files. Takes a function of the current list, because uploads finish at any time. */
export type ChangeFiles = (update: (files: Attachment[]) => Attachment[]) => void;

/** Whether a file is still uploading. */
export const areUploading = (files: readonly Attachment[]): boolean => files.some(({ media }) => !media);

/** Pictures without a description. */
export const withoutDescription = (files: readonly Attachment[]): Attachment[] =>
  files.filter(({ media, alt }) => media?.kind === 'image' && !(alt ?? media.alt ?? '').trim());

/** The id of the field for a file's description. `listId` keeps it unique when the same file is shown twice on a page. */
export const altFieldId = (listId: string, file: Attachment): string => `${listId}-alt-${file.key}`;

type Kind = 'image' | 'video' | 'audio';
const kindOf = ({ media, kind }: Attachment): Kind | 'file' => media?.kind ?? kind ?? 'image';
const kindOfFile = ({ type }: File): Kind =>
  type.startsWith('video/') ? 'video' : type.startsWith('audio/') ? 'audio' : 'image';

/** Whether one post can carry these files: several pictures, or one video or recording. */
const canAttachTogether = (kinds: readonly string[]): boolean =>
  kinds.length <= (kinds.every((kind) => kind === 'image') ? MAX_PICTURES : 1);

/** Uploads chosen files and shows each at once from this device. Explains why a file cannot be attached. */
export function useAddFiles(files: readonly Attachment[], change: ChangeFiles) {
  const t = useTranslations('feed.media');
  const problemText = useProblemText();
  const showError = (message: string) => toast({ message, tone: 'danger' });
  const send = async (file: File, key: string, previewSrc: string | undefined) => {
    try {
      const media = await startUpload(key, file, () => rejectUnsupported(file, kindOfFile(file)));
      change((before) => before.map((entry) => (entry.key === key ? { ...entry, media } : entry)));
    } catch (error) {
      change((before) => before.filter((entry) => entry.key !== key));
      if (previewSrc) URL.revokeObjectURL(previewSrc);
      if (!(error instanceof UploadCancelled)) showError(problemText(error));
    }
  };
  return (chosen: readonly File[]) => {
    if (chosen.length === 0) return;
    if (!canAttachTogether([...files.map(kindOf), ...chosen.map(kindOfFile)]))
      return showError(t('limit', { max: MAX_PICTURES }));
    for (const file of chosen) {
      const key = crypto.randomUUID();
      const kind = kindOfFile(file);
      const previewSrc = kind === 'image' ? URL.createObjectURL(file) : undefined;
      change((before) => [...before, { key, address: previewSrc, kind }]);
      void send(file, key, previewSrc);
    }
  };
}

export function AddFilesButton({
  files,
  onChange,
  showsLabel = false,
}: {
  files: readonly Attachment[];
  onChange: ChangeFiles;
  /** Shows a text label next to the icon. */
  showsLabel?: boolean;
}) {
  const t = useTranslations('feed.media');
  const add = useAddFiles(files, onChange);
  return (
    <FilePicker accept={`image/*,${useHasFeature('videos') ? 'video/*,' : ''}audio/*`} multiple onPick={add}>
      {(open) =>
        !canAttachTogether([...files.map(kindOf), 'image']) ? null : showsLabel ? (
          <Button size="sm" icon={<ImagePlus aria-hidden="true" className="size-4.5" />} onClick={open}>
            {t('add')}
          </Button>
        ) : (
          <IconButton label={t('add')} tone="muted" onClick={open}>
            <ImagePlus aria-hidden="true" />
          </IconButton>
        )
      }
    </FilePicker>
  );
}

/** The attached files in order, each with a field for its description. */
export function AttachmentList({
  listId,
  files,
  onChange,
}: {
  /** Unique on the page. */
  listId: string;
  files: readonly Attachment[];
  onChange: ChangeFiles;
}) {
  const t = useTranslations('feed.media');
  if (files.length === 0) return null;
  const move = (index: number, by: 1 | -1) =>
    onChange((before) => {
      const next = [...before];
      const [moved] = next.splice(index, 1);
      if (moved) next.splice(index + by, 0, moved);
      return next;
    });
  const setDescription = (key: string, alt: string) =>
    onChange((before) => before.map((file) => (file.key === key ? { ...file, alt } : file)));
  return (
    <ul className="my-2 grid gap-2">
      {files.map((file, index) => (
        <li key={file.key} className="flex items-start gap-3 rounded-card border border-line p-2">
          <span className="relative grid size-20 shrink-0 place-items-center overflow-hidden rounded-control bg-wash">
            {(file.address ?? file.media?.previewUrl) ? (
              <img
                src={file.address ?? file.media?.previewUrl ?? undefined}
                alt=""
                className="absolute inset-0 size-full object-cover"
              />
            ) : kindOf(file) === 'video' ? (
              <Film aria-hidden="true" className="size-6 text-muted" />
            ) : kindOf(file) === 'audio' ? (
              <AudioLines aria-hidden="true" className="size-6 text-muted" />
            ) : null}
          </span>
          <div className="grid min-w-0 flex-1 gap-2">
            <UploadProgress uploadKey={file.key} />
            <TextField
              id={altFieldId(listId, file)}
              label={t('alt', { kind: kindOf(file) })}
              help={t('altHelp')}
              maxLength={1000}
              disabled={!file.media}
              value={file.alt ?? file.media?.alt ?? ''}
              onChange={(event) => setDescription(file.key, event.target.value)}
            />
          </div>
          <span className="-my-1 flex flex-col">
            <IconButton
              label={t('remove', { kind: kindOf(file) })}
              tone="muted"
              className="size-9"
              onClick={() => {
                cancelUpload(file.key);
                onChange((before) => before.filter(({ key }) => key !== file.key));
              }}
            >
              <X aria-hidden="true" />
            </IconButton>
            {index > 0 ? (
              <IconButton
                label={t('moveUp', { index: index + 1 })}
                tone="muted"
                className="size-9"
                onClick={() => move(index, -1)}
              >
                <ChevronUp aria-hidden="true" />
              </IconButton>
            ) : null}
            {index < files.length - 1 ? (
              <IconButton
                label={t('moveDown', { index: index + 1 })}
                tone="muted"
                className="size-9"
                onClick={() => move(index, 1)}
              >
                <ChevronDown aria-hidden="true" />
              </IconButton>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
