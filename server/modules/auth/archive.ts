import { z } from 'zod';
import { type ArchivePart, archiveOf, archiveOfOne } from '../../platform/member-data/index.ts';
import {
  findAccountForArchive,
  findApplicationForArchive,
  findInvitationsForArchive,
  findLogForArchive,
  findPasskeysForArchive,
  findSessionsForArchive,
} from './archive.queries.ts';
import { findAcceptances } from './legal/queries.ts';

const at = z.iso.datetime();

/** The texts that the member accepted, at once: a campus has few versions of them. */
const acceptances: ArchivePart = {
  name: 'acceptances',
  line: z.strictObject({ at, document: z.string(), version: z.int() }),
  async read({ db }, memberId, after) {
    const accepted = after === null ? await findAcceptances(db, memberId) : [];
    return accepted.map(({ document, version, acceptedAt }) => ({
      key: `${document} ${version}`,
      line: { at: acceptedAt, document, version },
    }));
  },
};

/** What this module adds to the archive of everything. */
export const archive: readonly ArchivePart[] = [
  archiveOfOne(
    'account',
    z.strictObject({
      id: z.uuid(),
      username: z.string(),
      displayName: z.string(),
      email: z.string(),
      university: z.string(),
      affiliation: z.string(),
      locale: z.string(),
      createdAt: at,
      roles: z.array(z.string()),
    }),
    findAccountForArchive,
  ),
  archiveOf(
    'sessions',
    z.strictObject({
      id: z.uuid(),
      device: z.string(),
      ip: z.string().nullable(),
      createdAt: at,
      lastSeenAt: at,
      endedAt: at.nullable(),
    }),
    findSessionsForArchive,
  ),
  archiveOf(
    'passkeys',
    z.strictObject({
      id: z.uuid(),
      name: z.string(),
      backedUp: z.boolean(),
      createdAt: at,
      lastUsedAt: at.nullable(),
    }),
    findPasskeysForArchive,
  ),
  acceptances,
  archiveOfOne(
    'application',
    z.strictObject({ at, answer: z.string(), reason: z.string(), objection: z.string() }),
    findApplicationForArchive,
  ),
  archiveOf(
    'invitations',
    z.strictObject({
      id: z.uuid(),
      createdAt: at,
      expiresAt: at,
      uses: z.int(),
      maxUses: z.int(),
      revokedAt: at.nullable(),
    }),
    findInvitationsForArchive,
  ),
  archiveOf(
    'security-log',
    z.strictObject({
      id: z.uuid(),
      at,
      event: z.string(),
      ip: z.string().nullable(),
      device: z.string().nullable(),
    }),
    findLogForArchive,
  ),
];
