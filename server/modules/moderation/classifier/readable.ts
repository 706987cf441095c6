import { PostSnapshot } from '../resolution/schemas.ts';

/** What the classifier reads of a reported post: its text, its content warning, the options of its poll. */
export function textOf(snapshot: unknown): { text: string; createdAt: Date | null; isOpen: boolean } {
  const { content, contentWarning, options, createdAt, visibility } = PostSnapshot.parse(snapshot);
  return {
    text: [content, ...(contentWarning === null ? [] : [contentWarning]), ...(options ?? [])].join('\n'),
    createdAt: createdAt === null ? null : new Date(createdAt),
    isOpen: visibility === 'public' || visibility === 'university',
  };
}

/** A reported post as the classifier reads it. */
export function subjectOf(snapshot: unknown, accountCreatedAt: Date) {
  const { text, createdAt } = textOf(snapshot);
  return { text, authorAgeMs: createdAt === null ? null : createdAt.getTime() - accountCreatedAt.getTime() };
}
