import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** What a test may make an authenticator do wrong. */
interface Faults {
  origin?: string;
  /** False: it has not recognised its holder. */
  userVerified?: boolean;
  /** The counter that it shows, in place of the next one. */
  counter?: number;
  /** The account that it claims to sign for. */
  userHandle?: string;
  type?: string;
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest();
const base64url = (data: Buffer) => data.toString('base64url');

/** CBOR of the few shapes that an authenticator writes: maps of integers or strings to integers, bytes, strings and maps. */
function cbor(value: number | string | Buffer | Map<number | string, unknown>): Buffer {
  const head = (major: number, length: number) =>
    length < 24
      ? Buffer.from([(major << 5) | length])
      : length < 256
        ? Buffer.from([(major << 5) | 24, length])
        : Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([
    head(5, value.size),
    ...[...value].flatMap(([key, inner]) => [cbor(key), cbor(inner as never)]),
  ]);
}

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;

/**
 * An authenticator in software: one ES256 passkey at the tests' site.
 * @param counts  false: like those that synchronise passkeys, its counter stays 0
 */
export function softwareAuthenticator({ counts = true, site = 'http://localhost:3000' } = {}) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const credentialId = randomBytes(32);
  let counter = 0;
  let userHandle = '';
  const nextCounter = () => (counts ? ++counter : 0);

  const clientData = (type: string, challenge: string, origin: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const authenticatorData = (flags: number, count: number, attested = Buffer.alloc(0)) => {
    const countBytes = Buffer.alloc(4);
    countBytes.writeUInt32BE(count);
    return Buffer.concat([sha256(new URL(site).hostname), Buffer.from([flags]), countBytes, attested]);
  };
  const flagsOf = ({ userVerified = true }: Faults) => USER_PRESENT | (userVerified ? USER_VERIFIED : 0);
  const common = {
    id: base64url(credentialId),
    rawId: base64url(credentialId),
    type: 'public-key',
    authenticatorAttachment: 'platform',
    clientExtensionResults: {},
  };

  return {
    /** As `startRegistration` of `@simplewebauthn/browser`. */
    create(options: { challenge: string; user: { id: string } }, faults: Faults = {}) {
      userHandle = options.user.id;
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
      const key = cbor(
        new Map<number, unknown>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, Buffer.from(x, 'base64url')],
          [-3, Buffer.from(y, 'base64url')],
        ]),
      );
      const attested = Buffer.concat([
        Buffer.alloc(16),
        Buffer.from([0, credentialId.length]),
        credentialId,
        key,
      ]);
      const authData = authenticatorData(
        flagsOf(faults) | HAS_CREDENTIAL,
        faults.counter ?? nextCounter(),
        attested,
      );
      const attestation = new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ]);
      const data = clientData(faults.type ?? 'webauthn.create', options.challenge, faults.origin ?? site);
      return {
        ...common,
        response: {
          clientDataJSON: base64url(data),
          attestationObject: base64url(cbor(attestation)),
          transports: ['internal'],
        },
      };
    },
    /** As `startAuthentication` of `@simplewebauthn/browser`. */
    show({ challenge }: { challenge: string }, faults: Faults = {}) {
      const data = clientData(faults.type ?? 'webauthn.get', challenge, faults.origin ?? site);
      const authData = authenticatorData(flagsOf(faults), faults.counter ?? nextCounter());
      return {
        ...common,
        response: {
          clientDataJSON: base64url(data),
          authenticatorData: base64url(authData),
          signature: base64url(sign('sha256', Buffer.concat([authData, sha256(data)]), privateKey)),
          userHandle: faults.userHandle ?? userHandle,
        },
      };
    },
  };
}
