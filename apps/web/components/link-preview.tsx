import type { Schemas } from '@chitlaq/client';
import { Globe } from 'lucide-react';

/**
 * The preview of a link, always of one height (`h-24`), so that a list can reserve it. Title and description come from the page and
 * may lie; the host is the one that was fetched. The picture comes from our own server.
 */
export function LinkPreview({
  preview: { url, host, title, description, picture },
}: {
  preview: Schemas['LinkPreview'];
}) {
  return (
    <a
      className="mt-2 flex h-24 overflow-hidden rounded-card border border-line bg-surface text-ink no-underline hover:bg-wash"
      href={url}
      target="_blank"
      rel="noopener noreferrer nofollow ugc"
    >
      {picture ? (
        <img
          src={picture.url}
          alt=""
          width={picture.width}
          height={picture.height}
          loading="lazy"
          decoding="async"
          className="h-full w-24 max-w-2/5 shrink-0 border-line border-e bg-wash object-cover"
        />
      ) : (
        <span className="grid w-12 max-w-1/4 shrink-0 place-items-center border-line border-e bg-wash text-muted">
          <Globe aria-hidden="true" className="size-5" strokeWidth={1.75} />
        </span>
      )}
      <span className="grid min-w-0 flex-1 content-center gap-0.5 px-3 text-sm leading-5">
        <span dir="auto" className="line-clamp-2 break-words font-medium">
          {title}
        </span>
        {description ? (
          <span dir="auto" className="truncate text-muted">
            {description}
          </span>
        ) : null}
        {/* Right to left, so that a long host is cut off at its beginning: its end says whose page it is. */}
        <span dir="rtl" className="truncate text-left text-muted">
          <bdi dir="ltr">{host}</bdi>
        </span>
      </span>
    </a>
  );
}
