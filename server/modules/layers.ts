import type { ModuleName } from './table.ts';

/**
 * The order of the modules, lowest first. A module imports, and names in SQL, only itself, the modules of lower layers and
 * `platform`, which is below all of them. Modules of one layer do not know each other. `npm run check` verifies it
 * (`tools/module-order`); docs/architecture.md explains it.
 */
export const layers = [
  ['auth'],
  ['media'],
  ['social'],
  ['profiles'],
  ['content'],
  ['feed', 'search'],
  ['messaging'],
  ['notifications', 'announcements'],
  ['moderation'],
  ['me', 'analytics', 'status', 'imports', 'boards'],
] as const satisfies readonly (readonly ModuleName[])[];

/** Schemas of hosts, which are above all modules. */
export const hostSchemas = ['realtime'] as const;

/** A reference from a lower module to a higher one that has to be. */
export interface UpwardReference {
  /** The file, or the database object, that names the other. */
  from: string;
  /** The database object or module that is named. */
  to: string;
  /** Why neither an event nor a public function of the lower module does it. */
  reason: string;
}

export const upwardReferences: readonly UpwardReference[] = [
  {
    from: 'auth.users',
    to: 'social.sync_audience_of_user',
    reason:
      'A trigger: what the visibility rule reads of a member changes in the transaction that suspends or renames them, whatever writes it.',
  },
  {
    from: 'social.blocks',
    to: 'messaging.sync_blocked_by_of_block',
    reason:
      'A trigger: a block holds back messages from its commit on; an event would let those through that are sent before a job runs.',
  },
];
