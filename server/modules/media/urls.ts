import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { Context } from '../../platform/context.ts';
import type { Secrets } from '../../platform/secrets/secrets.ts';
import { LIMITS } from './limits.ts';

export const FILES_PREFIX = '/uploads';

type Signer = Pick<Context, 'secrets' | 'clock'>;

/** 128 bits of HMAC-SHA256: as base64url, 22 characters. */
const tag = (key: KeyObject, text: string): string =>
  createHmac('sha256', key).update(text).digest().subarray(0, 16).toString('base64url');

const publicTag = (secrets: Secrets, name: string): string =>
  tag(secrets.kept('public addresses'), `public ${name}`);

const isEqual = (given: string, expected: string) =>
  given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));

/** The URL of a public file: it never changes, and works while the file is public. Its tag looks like that of a private URL. */
export const permanentUrl = ({ secrets }: Signer, name: string, file: string): string =>
  `${FILES_PREFIX}/${publicTag(secrets, name)}/${name}/${file}`;

/** What a private URL grants beyond its file and time. */
export interface UrlTerms {
  /** The file name of the download. */
  download?: string | undefined;
  /** Only in a session of this member. */
  memberId?: string | undefined;
}

/** The signed content. No part except the last contains a space, so it is unambiguous. */
const signedContent = (name: string, file: string, expires: number, { download, memberId }: UrlTerms) =>
  `${memberId === undefined ? 'private' : `for ${memberId}`} ${name}/${file} ${expires}${download === undefined ? '' : ` ${download}`}`;

/**
 * The URL of a private file, valid for one to two hours, and the same within an hour, so that it can be cached.
 * @param terms  part of the signature
 */
export function signedUrl(
  { secrets, clock }: Signer,
  name: string,
  file: string,
  terms: UrlTerms = {},
): string {
  const window = LIMITS.addressWindowMs;
  const expires = ((Math.floor(clock().getTime() / window) + 2) * window) / 1000;
  const signature = tag(secrets.key('media addresses'), signedContent(name, file, expires, terms));
  const { download, memberId } = terms;
  const downloadParameter = download === undefined ? '' : `&download=${encodeURIComponent(download)}`;
  const memberParameter = memberId === undefined ? '' : `&member=${memberId}`;
  return `${FILES_PREFIX}/private/${name}/${file}?expires=${expires}&signature=${signature}${memberParameter}${downloadParameter}`;
}

/** Whether the tag of a public URL was made here for this name. */
export const isPublicTag = ({ secrets }: Signer, name: string, given: string): boolean =>
  isEqual(given, publicTag(secrets, name));

/**
 * Whether a private URL was made here and is still valid.
 * @param expires  seconds since 1970
 */
export function verifySignedUrl(
  { secrets, clock }: Signer,
  name: string,
  file: string,
  expires: number,
  signature: string,
  terms: UrlTerms,
): 'valid' | 'expired' | 'invalid' {
  const content = signedContent(name, file, expires, terms);
  if (!secrets.keys('media addresses').some((key) => isEqual(signature, tag(key, content)))) return 'invalid';
  return expires * 1000 > clock().getTime() ? 'valid' : 'expired';
}
