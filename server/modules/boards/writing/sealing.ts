/** What an identity is sealed for: it opens for this author of this thread alone. */
export const sealingContext = (threadId: string, tag: string): string => `${threadId} ${tag}`;
