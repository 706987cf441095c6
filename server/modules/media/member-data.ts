import {
  clearMember,
  type ErasureStep,
  eraseRows,
  heldRows,
  type MemberData,
} from '../../platform/member-data/index.ts';
import { archive } from './archive.ts';
import { revokePublicUrlsOf } from './objects/revocation.ts';
import { deleteFilesOf } from './queries.ts';

const eraseFiles: ErasureStep = (ctx, memberId, limit) =>
  ctx.transaction(async (tx) => {
    const names = await deleteFilesOf(tx.db, memberId, limit);
    revokePublicUrlsOf(tx, names);
    for (const name of names) await tx.jobs.add('media.erase', { name });
    return names.length;
  });

export const memberData: MemberData = {
  archive,
  erase: [eraseFiles, eraseRows('media.uploads', 'owner_id'), clearMember('media.files', 'owner_id')],
  held: [heldRows('files', 'media.files', 'owner_id')],
};
