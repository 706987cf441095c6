import { Secret, TOTP } from 'otpauth';

/** The code that an authenticator app shows for a secret in Base32, now or at a test's time. */
export const totpCode = (secret: string, at: Date = new Date()): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() });
