'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { IconButton, toast } from '@chitlaq/ui';
import { FileText, Paperclip, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { FilePicker } from '../../components/file-picker.tsx';
import { rejectUnsupported } from '../../lib/reject-unsupported.ts';
import { UploadProgress } from '../uploads/upload-progress.tsx';
import { cancelUpload, startUpload, UploadCancelled } from '../uploads/uploads.ts';
import { VoiceButton } from './voice-button.tsx';

const MAX_FILES = 10;
type Media = Schemas['Media'];
interface ChosenFile {
  key: string;
  name: string;
  /** URL of a picture's preview. */
  previewSrc?: string | undefined;
  media?: Media | undefined;
}
export type ChosenState = ReturnType<typeof useChosenFiles>;

const kindOfFile = ({ type }: File): Media['kind'] => {
  const [first] = type.split('/', 1);
  return first === 'image' || first === 'video' || first === 'audio' ? first : 'file';
};

/** The files of the next message. Each uploads as soon as it is chosen. */
export function useChosenFiles() {
  const t = useTranslations('messaging.files');
  const problemText = useProblemText();
  const [files, setFiles] = useState<ChosenFile[]>([]);
  const showError = (message: string) => toast({ message, tone: 'danger' });
  const remove = (key: string) => {
    cancelUpload(key);
    setFiles((before) =>
      before.filter((file) => {
        if (file.key === key && file.previewSrc) URL.revokeObjectURL(file.previewSrc);
        return file.key !== key;
      }),
    );
  };
  const send = async (file: File, key: string) => {
    try {
      const media = await startUpload(key, file, () => rejectUnsupported(file, kindOfFile(file)));
      setFiles((before) => before.map((entry) => (entry.key === key ? { ...entry, media } : entry)));
    } catch (error) {
      if (error instanceof UploadCancelled) return;
      remove(key);
      showError(problemText(error));
    }
  };
  const add = (chosen: readonly File[]) => {
    if (files.length + chosen.length > MAX_FILES) return showError(t('tooMany', { max: MAX_FILES }));
    for (const file of chosen) {
      const key = crypto.randomUUID();
      const previewSrc = file.type.startsWith('image/') ? URL.createObjectURL(file) : undefined;
      setFiles((before) => [...before, { key, name: file.name, previewSrc }]);
      void send(file, key);
    }
  };
  const takeMedia = (): Media[] => {
    for (const { previewSrc } of files) if (previewSrc) URL.revokeObjectURL(previewSrc);
    setFiles([]);
    return files.flatMap(({ media }) => media ?? []);
  };
  return {
    files,
    add,
    remove,
    takeMedia,
    groupByMessage,
    areReady: files.length > 0 && files.every(({ media }) => media),
    areUploading: files.some(({ media }) => !media),
  };
}

/** Splits files into messages: a message carries files of one kind, and only one video or recording. */
function groupByMessage(media: readonly Media[]): Media[][] {
  const groups: Media[][] = [];
  for (const file of media) {
    const last = groups.at(-1);
    const joins = last?.[0]?.kind === file.kind && (file.kind === 'image' || file.kind === 'file');
    if (last && joins) last.push(file);
    else groups.push([file]);
  }
  return groups;
}

export function ChosenFiles({ files: { files, remove } }: { files: ChosenState }) {
  const t = useTranslations('messaging.files');
  if (files.length === 0) return null;
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

/** The buttons before the field: choose files, record a voice message. */
export function FileTools({ files, onVoice }: { files: ChosenState; onVoice: (media: Media) => void }) {
  const t = useTranslations('messaging');
  return (
    <>
      <FilePicker multiple onPick={files.add}>
        {(open) => (
          <IconButton label={t('files.add')} tone="muted" className="-mr-1" onClick={open}>
            <Paperclip aria-hidden="true" />
          </IconButton>
        )}
      </FilePicker>
      <VoiceButton onVoice={onVoice} />
    </>
  );
}
