'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { IconButton, toast } from '@chitlaq/ui';
import { Paperclip } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { FilePicker } from '../../components/file-picker.tsx';
import { loadWithRetry } from '../../lib/load-with-retry.ts';
import { rejectUnsupported } from '../../lib/reject-unsupported.ts';

const MAX_FILES = 10;
// Lazy: few messages carry files.
const loadUploads = () => loadWithRetry(() => import('../uploads/uploads.ts'));
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
  /** Keys of removed files, whose upload may not have started yet. */
  const removed = useRef(new Set<string>());
  const showError = (message: string) => toast({ message, tone: 'danger' });
  const remove = (key: string) => {
    removed.current.add(key);
    void loadUploads().then(({ cancelUpload }) => cancelUpload(key));
    setFiles((before) =>
      before.filter((file) => {
        if (file.key === key && file.previewSrc) URL.revokeObjectURL(file.previewSrc);
        return file.key !== key;
      }),
    );
  };
  const send = async (file: File, key: string) => {
    try {
      const { startUpload } = await loadUploads();
      if (removed.current.has(key)) return;
      const media = await startUpload(key, file, () => rejectUnsupported(file, kindOfFile(file)));
      setFiles((before) => before.map((entry) => (entry.key === key ? { ...entry, media } : entry)));
    } catch (error) {
      if (removed.current.has(key)) return;
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

/** The button that chooses files. */
export function FileTools({ files }: { files: ChosenState }) {
  const t = useTranslations('messaging');
  return (
    <FilePicker multiple onPick={files.add}>
      {(open) => (
        <IconButton label={t('files.add')} tone="muted" className="-mr-1" onClick={open}>
          <Paperclip aria-hidden="true" />
        </IconButton>
      )}
    </FilePicker>
  );
}
