import { MAX_FRAME_BYTES } from '../../../packages/client/src/realtime/protocol.ts';

/** What one connection, one member and one process may have. docs/api/realtime.md names those that clients meet. */
export const LIMITS = {
  signInTimeoutMs: 10_000,
  /** Who would wait longer than this to be signed in is told to come later. */
  maxSignInWaitMs: 8_000,
  /** A token that has run out is borne with for so long: its renewal may be on the way. */
  tokenGraceMs: 10_000,
  /** A client that has heard nothing for so long should ask. */
  heartbeatMs: 30_000,
  frameBytes: MAX_FRAME_BYTES,
  /** What is longer than this is refused at its header, before it is read. */
  payloadBytes: 256 * 1024,
  /** A slow reader must not hold memory: past this much unsent, the socket is closed and the client catches up. */
  unsentBytes: 1024 * 1024,
  /** Frames of one connection that wait for their turn. */
  maxWaitingFrames: 32,
  /** Frames that may come at once, and how many a second are added again. */
  burstCost: 200,
  costPerSecond: 20,
  maxDevicesPerMember: 20,
  maxUnauthenticated: 5_000,
  /** Sockets of one address that have not said a word; past it the first that has been silent for so long makes room. */
  maxSilentPerAddress: 400,
  silentEvictionMs: 1_000,
  maxWatchedMembers: 200,
  /** An answer to `sync` is cut here; what is left is asked for again. */
  syncCharacters: 256 * 1024,
} as const;
