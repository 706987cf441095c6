'use client';

import type { Schemas } from '@chitlaq/client';
import { IconButton, Spinner, TextField, toast } from '@chitlaq/ui';
import { ImagePlus, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useProblemText } from '../../lib/problems.ts';
import { upload } from '../../lib/upload.ts';

const MOST = 4;

interface Attachment {
  key: string;
  /** Of the file on this device, for a first look. */
  address: string;
  media?: Schemas['OwnMedia'];
}

/** Pictures of a post that is being written. */
export function useAttachments() {
  const problemText = useProblemText();
  const [files, setFiles] = useState<Attachment[]>([]);
  const drop = (key: string) =>
    setFiles((before) => {
      const gone = before.find((one) => one.key === key);
      if (gone) URL.revokeObjectURL(gone.address);
      return before.filter((one) => one.key !== key);
    });
  const add = (chosen: readonly File[]) => {
    for (const file of chosen.slice(0, MOST - files.length)) {
      const key = crypto.randomUUID();
      setFiles((before) => [...before, { key, address: URL.createObjectURL(file) }]);
      upload(file).then(
        (media) => setFiles((before) => before.map((one) => (one.key === key ? { ...one, media } : one))),
        (error: unknown) => {
          drop(key);
          toast({ message: problemText(error), tone: 'danger' });
        },
      );
    }
  };
  return {
    files,
    add,
    drop,
    clear: () => {
      for (const { address } of files) URL.revokeObjectURL(address);
      setFiles([]);
    },
    isWaiting: files.some(({ media }) => media === undefined),
    ids: files.flatMap(({ media }) => (media ? [media.id] : [])),
  };
}
export type Attachments = ReturnType<typeof useAttachments>;

/** The button that chooses pictures. */
export function AddPictures({ attachments }: { attachments: Attachments }) {
  const t = useTranslations('feed.media');
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="image/*"
        multiple
        hidden
        onChange={(event) => {
          attachments.add([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      {attachments.files.length < MOST ? (
        <IconButton label={t('add')} tone="muted" onClick={() => input.current?.click()}>
          <ImagePlus aria-hidden="true" />
        </IconButton>
      ) : null}
    </>
  );
}

/** The chosen pictures, each asking once for a description. */
export function AttachedPictures({ attachments }: { attachments: Attachments }) {
  const t = useTranslations('feed.media');
  const problemText = useProblemText();
  if (attachments.files.length === 0) return null;
  const describe = async (id: string, alt: string) => {
    try {
      await api.patch('/media/{id}', { path: { id }, body: { alt } });
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
    }
  };
  return (
    <ul className="my-2 grid gap-2">
      {attachments.files.map(({ key, address, media }) => (
        <li key={key} className="flex items-start gap-3 rounded-card border border-line p-2">
          <span className="relative grid size-20 shrink-0 place-items-center overflow-hidden rounded-control bg-wash">
            <img src={address} alt="" className="absolute inset-0 size-full object-cover" />
            {media ? null : (
              <span className="relative rounded-full bg-surface p-1">
                <Spinner label={t('uploading')} />
              </span>
            )}
          </span>
          <TextField
            label={t('alt')}
            help={t('altHelp')}
            maxLength={1000}
            disabled={!media}
            onBlur={(event) => {
              if (media && event.target.value !== (media.alt ?? ''))
                void describe(media.id, event.target.value);
            }}
            frameClassName="min-w-0 flex-1"
          />
          <IconButton label={t('remove')} tone="muted" onClick={() => attachments.drop(key)}>
            <X aria-hidden="true" />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
