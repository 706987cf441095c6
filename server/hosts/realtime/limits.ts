import { MAX_FRAME_BYTES } from '@chitlaq/protocol';

/** Limits per connection, member and process. docs/api/realtime.md lists those that clients meet. */
export const LIMITS = {
  signInTimeoutMs: 10_000,
  /** Sign-ins that would wait longer than this are asked to retry later. */
  maxSignInWaitMs: 8_000,
  /** An expired token is accepted for this time: its renewal may be on the way. */
  tokenGraceMs: 10_000,
  /** A client that received nothing for this time should send a ping. */
  heartbeatMs: 30_000,
  frameBytes: MAX_FRAME_BYTES,
  /** Longer frames are refused at their header, before they are read. */
  payloadBytes: 256 * 1024,
  /**
   * Maximum unsent bytes: beyond it the socket of a slow reader is closed to free memory, and the client
   * syncs later.
   */
  unsentBytes: 1024 * 1024,
  /** Maximum queued frames per connection. */
  maxWaitingFrames: 32,
  /** Rate limit: the burst, and the refill per second. */
  burstCost: 200,
  costPerSecond: 20,
  maxDevicesPerMember: 20,
  maxUnauthenticated: 5_000,
  /**
   * Maximum silent sockets per address. Beyond it, one that has been silent for `silentEvictionMs` is closed.
   */
  maxSilentPerAddress: 400,
  silentEvictionMs: 1_000,
  maxWatchedMembers: 200,
} as const;
