import { invalidCursor } from '../../../platform/page.ts';

/** A position in a stored order of replies. */
export interface ReplyCursor {
  id: string;
  position: number;
}

const CURSOR_BYTES = 18;

/** Opaque to callers: the order's id and the next position in it. */
export function encodeReplyCursor({ id, position }: ReplyCursor): string {
  const bytes = Buffer.alloc(CURSOR_BYTES);
  bytes.write(id.replaceAll('-', ''), 'hex');
  bytes.writeUInt16BE(position, CURSOR_BYTES - 2);
  return bytes.toString('base64url');
}

/** Whether a cursor is a position in a stored order, and not the id of a reply. */
export const isReplyCursor = (cursor: string): boolean =>
  Buffer.from(cursor, 'base64url').length === CURSOR_BYTES;

/** @throws Problem 400 `invalid_cursor` */
export function decodeReplyCursor(cursor: string): ReplyCursor {
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes.length !== CURSOR_BYTES || bytes.toString('base64url') !== cursor) throw invalidCursor();
  const hex = bytes.toString('hex', 0, CURSOR_BYTES - 2);
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return { id: id.join('-'), position: bytes.readUInt16BE(CURSOR_BYTES - 2) };
}
