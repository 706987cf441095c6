import { createHash, randomBytes } from 'node:crypto';

const SHA256_ALGORITHM = Buffer.from('300d06096086480165030402010500', 'hex');

/** A value in DER. All of ours are shorter than 128 bytes. */
const der = (tag: number, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, body.length]), body]);
};
const imprintOf = (text: string): Buffer =>
  der(0x30, SHA256_ALGORITHM, der(0x04, createHash('sha256').update(text).digest()));

/** A request for a time stamp (RFC 3161) of a text by its SHA-256, which asks for the certificate of the authority too. */
export function timeStampRequest(text: string): Buffer {
  const nonce = randomBytes(8);
  // Positive, and without a leading zero.
  nonce[0] = ((nonce[0] ?? 0) & 0x7f) | 0x40;
  const version = der(0x02, Buffer.from([1]));
  return der(0x30, version, imprintOf(text), der(0x02, nonce), der(0x01, Buffer.from([0xff])));
}

/** Whether a request asks for a stamp of this text. */
export const asksFor = (request: Buffer, text: string): boolean => request.includes(imprintOf(text));

/** Whether an answer holds a stamp of this text. Who signed it, only `openssl ts -verify` says. */
export function isGrantedFor(answer: Buffer, text: string): boolean {
  // TimeStampResp: SEQUENCE { PKIStatusInfo: SEQUENCE { INTEGER status, … }, … }
  const length = answer[1] ?? 0;
  const at = 2 + (length > 0x80 ? length - 0x80 : 0);
  const status = answer[at] === 0x30 && answer[at + 2] === 0x02 ? answer[at + 4] : undefined;
  const isGranted = answer[0] === 0x30 && (status === 0 || status === 1);
  return isGranted && answer.includes(createHash('sha256').update(text).digest());
}
