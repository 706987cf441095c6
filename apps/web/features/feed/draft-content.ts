import type { Schemas } from '@chitlaq/client';
import { fromNewPoll, type PollDraft, toNewPoll } from './poll-draft.ts';

export type DraftPost = Schemas['DraftPost'];
export type NewPost = Schemas['NewPost'];

/** A file of something that is being written: one of this device, on its way up, or one that is there. */
export interface Attachment {
  key: string;
  /** Where a first look at it is read. */
  address?: string | undefined;
  /** What it seems to be, until the server has looked. */
  kind?: 'image' | 'video' | 'audio' | undefined;
  /** What is typed as its description. */
  alt?: string | undefined;
  /** As the server knows it. */
  media?: Schemas['Media'] | undefined;
}

/** All that a writer has put together so far. */
export interface DraftContent {
  content: string;
  visibility: NonNullable<NewPost['visibility']>;
  replyPolicy: NonNullable<NewPost['replyPolicy']>;
  /** Undefined where none is asked for. */
  warning: string | undefined;
  poll: PollDraft | undefined;
  files: Attachment[];
}

/** What is answered or quoted. */
export interface PostTarget {
  replyToId?: string | undefined;
  quoteOfId?: string | undefined;
}

export const emptyContent = (visibility: DraftContent['visibility'] = 'public'): DraftContent => ({
  content: '',
  visibility,
  replyPolicy: 'everyone',
  warning: undefined,
  poll: undefined,
  files: [],
});

/** Whether there is nothing that would be missed. */
export const isEmptyContent = ({ content, warning, poll, files }: DraftContent): boolean =>
  content.trim() === '' &&
  (warning ?? '').trim() === '' &&
  files.length === 0 &&
  (poll?.options ?? []).every((option) => option.trim() === '');

const commonFields = (
  { content, visibility, replyPolicy, warning, files }: DraftContent,
  target: PostTarget,
) => ({
  content,
  visibility,
  replyPolicy,
  ...(target.replyToId ? { replyToId: target.replyToId } : {}),
  ...(target.quoteOfId ? { quoteOfId: target.quoteOfId } : {}),
  ...(warning?.trim() ? { contentWarning: warning } : {}),
  ...(files.some(({ media }) => media) ? { mediaIds: files.flatMap(({ media }) => media?.id ?? []) } : {}),
});

/** As the server keeps it while it is unfinished: with the options of a poll that are still empty. */
export const toDraftPost = (draftContent: DraftContent, target: PostTarget): DraftPost => ({
  ...commonFields(draftContent, target),
  ...(draftContent.poll
    ? { poll: { ...toNewPoll(draftContent.poll), options: draftContent.poll.options } }
    : {}),
});

/** As it is published. */
export const toNewPost = (draftContent: DraftContent, target: PostTarget): NewPost => ({
  ...commonFields(draftContent, target),
  ...(draftContent.poll ? { poll: toNewPoll(draftContent.poll) } : {}),
});

/** What was kept, to go on with; its files are still to be looked up. */
export const fromDraftPost = (post: DraftPost): DraftContent => ({
  content: post.content ?? '',
  visibility: post.visibility ?? 'public',
  replyPolicy: post.replyPolicy ?? 'everyone',
  warning: post.contentWarning,
  poll: post.poll && fromNewPoll(post.poll),
  files: (post.mediaIds ?? []).map((id) => ({ key: id })),
});

/** Stands for a file until it is looked up: its id is all that a draft knows of it. */
export const placeholderMedia = (id: string): Schemas['Media'] => ({
  id,
  kind: 'image',
  status: 'ready',
  url: null,
  previewUrl: null,
  width: null,
  height: null,
  blurhash: null,
  durationMs: null,
  animated: false,
  size: 0,
  mimeType: '',
  fileName: null,
  alt: null,
  focus: null,
  progress: 100,
  failure: null,
});
