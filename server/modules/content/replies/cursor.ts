import { invalidCursor } from '../../../platform/page.ts';

/** How far a reader has come in an order that is kept. */
export interface Place {
  id: string;
  position: number;
}

const LENGTH = 18;

/** Opaque to callers: the order's id and the next place in it. */
export function writePlace({ id, position }: Place): string {
  const bytes = Buffer.alloc(LENGTH);
  bytes.write(id.replaceAll('-', ''), 'hex');
  bytes.writeUInt16BE(position, LENGTH - 2);
  return bytes.toString('base64url');
}

/** Whether a cursor is a place in an order, and not the id of a reply. */
export const isPlace = (cursor: string): boolean => Buffer.from(cursor, 'base64url').length === LENGTH;

/** @throws Problem 400 `invalid_cursor` */
export function readPlace(cursor: string): Place {
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes.length !== LENGTH || bytes.toString('base64url') !== cursor) throw invalidCursor();
  const hex = bytes.toString('hex', 0, LENGTH - 2);
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return { id: id.join('-'), position: bytes.readUInt16BE(LENGTH - 2) };
}
