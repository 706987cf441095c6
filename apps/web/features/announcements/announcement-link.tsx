'use client';

import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { AppLink } from '../../components/app-link.tsx';
import { api } from '../../lib/api.ts';
import type { Announcement } from './announcements.ts';

/** The link of an announcement. That it was opened is counted; nothing waits for it. */
export function AnnouncementLink({
  announcement: { id, version, link },
  children,
}: {
  announcement: Announcement;
  children: ReactNode;
}) {
  if (link === null) return null;
  const note = () =>
    void api
      .put('/announcements/{id}/receipt', { path: { id }, body: { version, kind: 'opened' } })
      .catch(() => undefined);
  return link.startsWith('/') ? (
    <AppLink className="link" href={link} onClick={note}>
      {children}
    </AppLink>
  ) : (
    <a
      className="link inline-flex items-center gap-1"
      href={link}
      target="_blank"
      rel="noopener noreferrer"
      onClick={note}
    >
      {children}
      <ExternalLink aria-hidden="true" className="size-4" />
    </a>
  );
}
