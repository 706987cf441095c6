import { randomBytes } from 'node:crypto';
import { hashToken } from '../sign-in/tokens.ts';

/** Without I, L, O and U: easy to read aloud and to type. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 16;

/** A code of 80 random bits in groups of four. It leaves the server once; stored is its hash. */
export const newInvitationCode = (): string =>
  [...randomBytes(LENGTH)]
    .map((byte) => ALPHABET[byte & 31])
    .join('')
    .replace(/(.{4})(?=.)/g, '$1-');

/** The hash of a code as typed: in any case, with or without dashes, and with letters that look like digits. */
export const hashInvitationCode = (typed: string): Buffer =>
  hashToken(
    typed
      .toUpperCase()
      .replace(/[^0-9A-Z]/g, '')
      .replace(/[IL]/g, '1')
      .replaceAll('O', '0'),
  );
