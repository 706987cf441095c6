import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';

/** HPKE, RFC 9180. P-256, because all browsers that the product supports have it in Web Crypto. */
export const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

/** A key of Web Crypto: Node and browsers name its type differently. */
export type WebKey = Parameters<typeof crypto.subtle.exportKey>[1];
