import type { Finding, Kind } from './inspect.ts';

/** Reasons for migrations whose files no longer change: from before this check, or applied without one. Others have theirs in the file. */
export const EARLIER: Readonly<Record<string, string>> = {
  '0016_profiles_welcome.sql': `-- safe: scan auth.users: before the first release`,
  '0018_content_link_previews.sql': `-- safe: update messaging.previews: a cache of a day, which only workers write`,
  '0019_messaging_shared_files.sql': `-- safe: index messaging.messages: before the first release`,
  '0020_content_author_media.sql': `-- safe: index content.posts: before the first release`,
  '0022_messaging_drop_previews.sql': `-- contracts messaging.previews after 0018: content.linked_pages holds the previews of messages too`,
  '0064_pictures_and_batches.sql': `-- safe: index media.blocked_pictures: some hundred rows, and the index is empty
-- safe: scan moderation.blocked_pictures: the same rows, for the check of a new column`,
};

interface Exemption extends Finding {
  /** Of a contraction: the number of the migration since whose release nobody uses it. */
  after?: string | undefined;
}

const SAFE = /^-- safe: (index|rewrite|scan|update) (\S+): \S+/gm;
const CONTRACTS = /^-- contracts (\S+) after (\d{4}): \S+/gm;

/** What a file gives a reason for: `-- safe: KIND TABLE: reason`, and `-- contracts OBJECT after NNNN: reason`. */
export function exemptions(text: string): Exemption[] {
  return [
    ...[...text.matchAll(SAFE)].map(([, kind, object]) => ({ kind: kind as Kind, object: object ?? '' })),
    ...[...text.matchAll(CONTRACTS)].map(([, object, after]) => ({
      kind: 'contract' as const,
      object: object ?? '',
      after,
    })),
  ];
}
