import type { BackEnd } from './back-end.ts';
import type { Device } from './device.ts';
import type { Ledger } from './ledger.ts';

interface Row {
  id: string;
  conversation_id: string;
  seq: number;
  client_id: string;
  content: string;
  deleted: boolean;
}

/** The database's final state: by conversation, in the order of message numbers. */
export async function storedMessages(backEnd: BackEnd): Promise<Map<string, Row[]>> {
  const { rows } = await backEnd.ctx.pool.query<Row>(
    `select id, conversation_id, seq, client_id, content, deleted_at is not null as deleted
     from messaging.messages order by conversation_id, seq`,
  );
  const stored = new Map<string, Row[]>();
  for (const row of rows) {
    const list = stored.get(row.conversation_id) ?? [];
    list.push(row);
    stored.set(row.conversation_id, list);
  }
  return stored;
}

/** Compares what a device shows with the database. */
export function differences(device: Device, stored: ReadonlyMap<string, Row[]>): string[] {
  const found: string[] = [];
  for (const conversationId of device.person.conversations) {
    const rows = stored.get(conversationId) ?? [];
    const shown = device.shown.get(conversationId) ?? [];
    if (shown.length !== rows.length)
      found.push(`${device.name} shows ${shown.length} of ${rows.length} messages of ${conversationId}`);
    for (const [index, row] of rows.entries()) {
      const message = shown[index];
      if (message === undefined) break;
      if (message.id !== row.id)
        found.push(`${device.name} shows another message as ${conversationId}/${row.seq}`);
      else if (message.content !== row.content || (message.deletedAt !== null) !== row.deleted)
        found.push(`${device.name} shows an old text of ${conversationId}/${row.seq}`);
    }
  }
  return found;
}

/** Acknowledged changes that the database does not hold. */
export async function brokenPromises(
  backEnd: BackEnd,
  ledger: Ledger,
  stored: ReadonlyMap<string, Row[]>,
): Promise<string[]> {
  const found: string[] = [];
  const byId = new Map<string, Row>();
  const clientIds = new Set<string>();
  for (const [conversationId, rows] of stored) {
    for (const [index, row] of rows.entries()) {
      if (Number(row.seq) !== index + 1) found.push(`${conversationId} has a gap before ${row.seq}`);
      if (clientIds.has(row.client_id)) found.push(`${row.client_id} was written twice`);
      clientIds.add(row.client_id);
      byId.set(row.id, row);
    }
  }
  for (const [clientId, { id, seq, content }] of ledger.sent) {
    const row = byId.get(id);
    if (row === undefined) found.push(`${clientId} was acknowledged and is lost`);
    else if (Number(row.seq) !== seq) found.push(`${clientId} was acknowledged as ${seq} and is ${row.seq}`);
    else if (!row.deleted && !ledger.edited.has(id) && row.content !== content)
      found.push(`${clientId} holds another text than was sent`);
  }
  for (const [id, { confirmed: answered, tried }] of ledger.edited) {
    const row = byId.get(id);
    if (answered === null || row === undefined || row.deleted) continue;
    if (row.content !== answered && !tried.includes(row.content)) found.push(`an edit of ${id} is lost`);
  }
  for (const id of ledger.deleted)
    if (byId.get(id)?.deleted !== true) found.push(`${id} was deleted and is there`);
  const { rows: memberships } = await backEnd.ctx.pool.query<{
    key: string;
    read_seq: number;
    delivered_seq: number;
  }>(`select member_id || ' ' || conversation_id as key, read_seq, delivered_seq from messaging.memberships`);
  for (const membership of memberships) {
    const promised = ledger.read.get(membership.key) ?? 0;
    if (Number(membership.read_seq) < promised)
      found.push(`${membership.key} has read ${promised} and stands at ${membership.read_seq}`);
    if (Number(membership.read_seq) > Number(membership.delivered_seq))
      found.push(`${membership.key} has read what never came`);
  }
  return found;
}
