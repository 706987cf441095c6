import type { Message } from './types.ts';

/** What a linked page says of itself, and where it really was found: the first is not to be trusted, the second is. */
export function LinkPreview({ preview }: { preview: NonNullable<Message['preview']> }) {
  const { url, host, title, description } = preview;
  return (
    <a
      className="mt-2 grid gap-0.5 rounded-card border border-line bg-surface p-3 text-ink no-underline hover:underline"
      href={url}
      target="_blank"
      rel="noopener noreferrer nofollow ugc"
    >
      <span dir="auto" className="line-clamp-2 break-words font-medium">
        {title}
      </span>
      {description ? (
        <span dir="auto" className="line-clamp-2 break-words text-muted text-sm">
          {description}
        </span>
      ) : null}
      <span className="truncate text-muted text-sm">{host}</span>
    </a>
  );
}
