import type { Message } from './types.ts';

/** The preview of a link. Title and description come from the page and may lie; the host is the one that was fetched. */
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
