export {
  HOLDERS,
  isShareOf,
  NEEDED,
  openIdentity,
  openShare,
  type SealedIdentity,
  type SealedShare,
  sealIdentity,
} from './identity.ts';
export { createKey, type KeyFile, KeyFileError, keyId, unlockKey } from './keys.ts';
export { authorTag, authorTags, commitment, createSecret, isSecret } from './pseudonym.ts';
