import { Secret, TOTP } from 'otpauth';

/** The code that an authenticator app shows now for a secret in Base32. */
export const totpCode = (secret: string): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate();
