import './events.ts';
import './tables.ts';
import {
  archivableFiles,
  archiveUrl,
  commitArchive,
  createWorkFolder,
  discardArchive,
  eraseArchive,
  removeWorkFolder,
  requireFreeSpace,
  storeArchive,
} from './archives.ts';
import {
  attach,
  attachmentsOf,
  attachmentsWithPastOf,
  attachRevision,
  detach,
  erase,
  hide,
  move,
  revokePublicUrls,
  setPicture,
  share,
  signUrl,
  unhide,
  urlOf,
} from './attachments/service.ts';
import { MATCH } from './fingerprints/limits.ts';
import {
  blockedPictures,
  blockPicture,
  countCopies,
  findPictures,
  keepBlocked,
  readPictureToBlock,
  releaseBlocked,
  setBlockedUntil,
  unblockPicture,
} from './fingerprints/service.ts';
import { commitPicture, generatePicture, storePicture } from './generated-pictures.ts';
import {
  COPY_MAX_BYTES,
  copyOwnArchive,
  discardOwnFile,
  importFile,
  isOwnArchive,
} from './imported-files.ts';
import { commitLinkPicture, eraseLinkPictures, shareLinkPicture, storeLinkPicture } from './link-pictures.ts';
import { definePublic } from './visibility.ts';

export type { ArchivableFile } from './archives.ts';
export type { BlockedPicture, Copies, PictureOfSubject, PictureToBlock } from './fingerprints/service.ts';
export type { GeneratedPicture, StoredPicture } from './generated-pictures.ts';
export { Media } from './schemas.ts';
export type { Subject, SubjectType } from './types.ts';

export const media = {
  pictureMatch: MATCH,
  definePublic,
  attach,
  attachRevision,
  detach,
  erase,
  hide,
  unhide,
  move,
  revokePublicUrls,
  share,
  attachmentsOf,
  attachmentsWithPastOf,
  setPicture,
  generatePicture,
  storePicture,
  commitPicture,
  storeLinkPicture,
  commitLinkPicture,
  shareLinkPicture,
  eraseLinkPictures,
  signUrl,
  urlOf,
  archivableFiles,
  createWorkFolder,
  removeWorkFolder,
  requireFreeSpace,
  storeArchive,
  commitArchive,
  discardArchive,
  eraseArchive,
  archiveUrl,
  copyMaxBytes: COPY_MAX_BYTES,
  isOwnArchive,
  copyOwnArchive,
  discardOwnFile,
  importFile,
  findPictures,
  countCopies,
  readPictureToBlock,
  blockPicture,
  unblockPicture,
  keepBlocked,
  releaseBlocked,
  setBlockedUntil,
  blockedPictures,
};
