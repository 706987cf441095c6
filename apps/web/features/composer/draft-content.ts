import type { Schemas } from '@chitlaq/client';
import { fromNewPoll, type PollDraft, toNewPoll } from './poll-draft.ts';

export type DraftPost = Schemas['DraftPost'];
export type NewPost = Schemas['NewPost'];

/** A file of a draft: local, uploading, or uploaded. */
export interface Attachment {
  key: string;
  /** URL of the preview. */
  address?: string | undefined;
  /** Guessed from the file's type until the server has checked it. */
  kind?: 'image' | 'video' | 'audio' | undefined;
  /** The description as typed. */
  alt?: string | undefined;
  /** The uploaded file; undefined while it uploads. */
  media?: Schemas['Media'] | undefined;
}

/** The content of the composer. */
export interface DraftContent {
  content: string;
  visibility: NonNullable<NewPost['visibility']>;
  replyPolicy: NonNullable<NewPost['replyPolicy']>;
  /** Undefined if the post has no warning. */
  warning: string | undefined;
  poll: PollDraft | undefined;
  files: Attachment[];
}

/** The post that is replied to or quoted. */
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

/** Whether the content is empty, so that nothing is lost by dropping it. */
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

/** Converts to the API's draft. Keeps empty poll options. */
export const toDraftPost = (draftContent: DraftContent, target: PostTarget): DraftPost => ({
  ...commonFields(draftContent, target),
  ...(draftContent.poll
    ? { poll: { ...toNewPoll(draftContent.poll), options: draftContent.poll.options } }
    : {}),
});

/** Converts to a post for publishing. */
export const toNewPost = (draftContent: DraftContent, target: PostTarget): NewPost => ({
  ...commonFields(draftContent, target),
  ...(draftContent.poll ? { poll: toNewPoll(draftContent.poll) } : {}),
});

/** Restores the content of a draft. Its files still have to be loaded. */
export const fromDraftPost = (post: DraftPost): DraftContent => ({
  content: post.content ?? '',
  visibility: post.visibility ?? 'public',
  replyPolicy: post.replyPolicy ?? 'everyone',
  warning: post.contentWarning,
  poll: post.poll && fromNewPoll(post.poll),
  files: (post.mediaIds ?? []).map((id) => ({ key: id })),
});

/** Placeholder for a file that is not loaded yet: a draft only stores its id. */
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
