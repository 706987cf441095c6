import { createHash, randomBytes } from 'node:crypto';
import { decodeProtectedHeader, errors, jwtVerify, SignJWT } from 'jose';
import type { Context } from '../../../platform/context.ts';
import { ACCESS_TOKEN_SECONDS, keyRing, verifyingKey } from '../keys/service.ts';
import { tokenExpired, tokenInvalid } from '../problems.ts';

const AUDIENCE = 'chitlaq';

export interface AccessClaims {
  userId: string;
  sessionId: string;
  /** Seconds since 1970. */
  expiresAt: number;
  /** The key that signed it. */
  kid: string;
}

/** A JWT for a session. Roles are not in it: they are read with the session, so that a change takes effect before the token expires. */
export async function signAccessToken(ctx: Context, userId: string, sessionId: string): Promise<string> {
  const { signing } = await keyRing(ctx);
  const now = Math.floor(ctx.clock().getTime() / 1000);
  return new SignJWT({ sid: sessionId })
    .setProtectedHeader({ alg: 'ES256', kid: signing.kid, typ: 'at+jwt' })
    .setSubject(userId)
    .setIssuer(ctx.config.publicUrl)
    .setAudience(AUDIENCE)
    .setIssuedAt(now)
    .setExpirationTime(now + ACCESS_TOKEN_SECONDS)
    .sign(signing.key);
}

/** @throws Problem 401 `token_expired`, `token_invalid` */
export async function readAccessToken(ctx: Context, token: string): Promise<AccessClaims> {
  try {
    const { kid, alg } = decodeProtectedHeader(token);
    const key = alg === 'ES256' && kid ? await verifyingKey(ctx, kid) : undefined;
    if (!key) throw tokenInvalid();
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['ES256'],
      typ: 'at+jwt',
      issuer: ctx.config.publicUrl,
      audience: AUDIENCE,
      requiredClaims: ['sub', 'exp', 'sid'],
      currentDate: ctx.clock(),
    });
    const { sub, sid, exp = 0 } = payload;
    return { userId: String(sub), sessionId: String(sid), expiresAt: exp, kid: kid ?? '' };
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw tokenExpired();
    if (error instanceof errors.JOSEError || error instanceof TypeError) throw tokenInvalid();
    throw error;
  }
}

/** 256 random bits without meaning; only their hash is stored. */
export const newOpaqueToken = (): string => randomBytes(32).toString('base64url');
/** Tokens are stored as hashes. They are random, so a fast hash is enough. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();
