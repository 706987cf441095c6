import { createHmac, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';
import type {
  AuthenticationResponseJSON,
  AuthenticatorTransport,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { Context } from '../../../platform/context.ts';
import { campus } from '../campus/settings.ts';
import { hashToken } from '../sign-in/tokens.ts';
import { type PasskeyRow, spendChallenge } from './queries.ts';
import {
  type PasskeyAssertion,
  PasskeyCreationOptions,
  type PasskeyRegistration,
  PasskeyRequestOptions,
} from './schemas.ts';

/*
 * The two ceremonies of WebAuthn: creating a passkey and showing one. The library is loaded with the first of them, because most
 * processes never need it.
 */

/** How long an authenticator may take. */
const CHALLENGE_MS = 5 * 60_000;
const NONCE_BYTES = 16;
const TIME_BYTES = 6;

/** A passkey that an authenticator has shown, and what it counts now. */
export interface VerifiedPasskey {
  id: string;
  userId: string;
  counter: number;
  backedUp: boolean;
}

/** What a challenge is for. One for a new passkey counts only for the member who asked for it. */
type Ceremony = 'show' | `create ${string}`;

const relyingParty = ({ config }: Context) => ({
  id: new URL(config.publicUrl).hostname,
  origin: config.publicUrl,
});

const tagOf = (key: KeyObject, ceremony: Ceremony, body: Buffer): Buffer =>
  createHmac('sha256', key).update(ceremony).update('\n').update(body).digest();

/** A challenge carries its end and a tag, so that a request for one stores nothing. */
function newChallenge(ctx: Context, ceremony: Ceremony): Uint8Array<ArrayBuffer> {
  const body = Buffer.alloc(NONCE_BYTES + TIME_BYTES);
  randomBytes(NONCE_BYTES).copy(body);
  body.writeUIntBE(ctx.clock().getTime() + CHALLENGE_MS, NONCE_BYTES, TIME_BYTES);
  return new Uint8Array(Buffer.concat([body, tagOf(ctx.secrets.key('passkey-challenges'), ceremony, body)]));
}

/** When a challenge of ours ends; undefined if it is not ours, is for something else, or has ended. */
function endOfChallenge(ctx: Context, ceremony: Ceremony, challenge: string): Date | undefined {
  const bytes = Buffer.from(challenge, 'base64url');
  const body = bytes.subarray(0, NONCE_BYTES + TIME_BYTES);
  const tag = bytes.subarray(NONCE_BYTES + TIME_BYTES);
  const isOurs = ctx.secrets
    .keys('passkey-challenges')
    .map((key) => tagOf(key, ceremony, body))
    .some((expected) => expected.length === tag.length && timingSafeEqual(expected, tag));
  if (!isOurs) return undefined;
  const end = new Date(body.readUIntBE(NONCE_BYTES, TIME_BYTES));
  return end > ctx.clock() ? end : undefined;
}

/** The user handle that an authenticator keeps with a passkey: the account's id, which says nothing about the member. */
const userHandle = (userId: string) => new Uint8Array(Buffer.from(userId.replaceAll('-', ''), 'hex'));

/** What a browser needs to create a passkey. */
export async function creationOptions(
  ctx: Context,
  member: { id: string; username: string; displayName: string },
  existing: readonly PasskeyRow[],
): Promise<PasskeyCreationOptions> {
  const { generateRegistrationOptions } = await import('@simplewebauthn/server');
  const options = await generateRegistrationOptions({
    rpName: (await campus(ctx)).settings.shortName.tr,
    rpID: relyingParty(ctx).id,
    userID: userHandle(member.id),
    userName: member.username,
    userDisplayName: member.displayName,
    challenge: newChallenge(ctx, `create ${member.id}`),
    timeout: CHALLENGE_MS,
    attestationType: 'none',
    excludeCredentials: existing.map(({ credentialId, transports }) => ({
      id: credentialId.toString('base64url'),
      transports,
    })),
    // Found without a username, and only after the authenticator has recognised its holder.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return PasskeyCreationOptions.parse(options);
}

/** What a browser needs to show a passkey. The authenticator finds it by the site, so the response depends on nobody. */
export async function requestOptions(ctx: Context): Promise<PasskeyRequestOptions> {
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
  const options = await generateAuthenticationOptions({
    rpID: relyingParty(ctx).id,
    challenge: newChallenge(ctx, 'show'),
    timeout: CHALLENGE_MS,
    userVerification: 'required',
  });
  return PasskeyRequestOptions.parse(options);
}

/**
 * Checks a response of `verify` and uses its challenge up.
 * @returns undefined if anything about it is wrong
 */
async function verified<Info>(
  ctx: Context,
  ceremony: Ceremony,
  verify: (
    isExpected: (challenge: string) => boolean,
  ) => Promise<{ verified: boolean; info: Info | undefined }>,
): Promise<Info | undefined> {
  let end: Date | undefined;
  let answered = '';
  let result: Awaited<ReturnType<typeof verify>>;
  try {
    result = await verify((challenge) => {
      answered = challenge;
      end = endOfChallenge(ctx, ceremony, challenge);
      return end !== undefined;
    });
  } catch {
    // The library throws a plain error for each thing that is wrong with a response.
    return undefined;
  }
  if (!result.verified || end === undefined) return undefined;
  return (await spendChallenge(ctx.db, hashToken(answered), end)) ? result.info : undefined;
}

/** The passkey that an authenticator created for a member; undefined if the response is not genuine. */
export async function verifyCreation(ctx: Context, userId: string, response: PasskeyRegistration) {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const { id, origin } = relyingParty(ctx);
  return verified(ctx, `create ${userId}`, async (isExpected) => {
    const outcome = await verifyRegistrationResponse({
      response: response as RegistrationResponseJSON, // the schema describes the same JSON
      expectedChallenge: isExpected,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
    });
    const info = outcome.registrationInfo;
    return {
      verified: outcome.verified,
      info: info && {
        credentialId: Buffer.from(info.credential.id, 'base64url'),
        publicKey: Buffer.from(info.credential.publicKey),
        counter: info.credential.counter,
        backedUp: info.credentialBackedUp,
      },
    };
  });
}

/**
 * Whether an authenticator has shown this passkey. The raw check: `credentials/service.ts` counts the attempts.
 * @returns undefined if the response is not genuine, is old, was used before, or its counter did not grow
 */
export async function verifyAssertion(
  ctx: Context,
  passkey: PasskeyRow | undefined,
  response: PasskeyAssertion,
): Promise<VerifiedPasskey | undefined> {
  if (passkey === undefined) return undefined;
  const handle = response.response.userHandle;
  if (handle && !Buffer.from(handle, 'base64url').equals(userHandle(passkey.userId))) return undefined;
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const { id, origin } = relyingParty(ctx);
  return verified(ctx, 'show', async (isExpected) => {
    const outcome = await verifyAuthenticationResponse({
      response: response as AuthenticationResponseJSON, // the schema describes the same JSON
      expectedChallenge: isExpected,
      expectedOrigin: origin,
      expectedRPID: id,
      credential: {
        id: passkey.credentialId.toString('base64url'),
        publicKey: new Uint8Array(passkey.publicKey),
        counter: passkey.counter,
        transports: passkey.transports as AuthenticatorTransport[],
      },
      requireUserVerification: true,
    });
    const info = outcome.authenticationInfo;
    return {
      verified: outcome.verified,
      info: {
        id: passkey.id,
        userId: passkey.userId,
        counter: info.newCounter,
        backedUp: info.credentialBackedUp,
      },
    };
  });
}
