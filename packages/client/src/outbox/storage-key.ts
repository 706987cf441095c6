/** The key under which a browser stores a member's unsent message. */
export const outboxKey = (memberId: string, clientId: string): string => `cl_outbox:${memberId}:${clientId}`;
