const MIB = 1024 * 1024;
const HOUR_MS = 3_600_000;

/** Limits of uploads. Each protects something finite: memory, CPU, disk or a member's time. */
export const LIMITS = {
  /** Bytes of one upload, by its detected kind. */
  bytes: { image: 30 * MIB, video: 512 * MIB, audio: 128 * MIB, file: 100 * MIB },
  /** Maximum of one multipart request; beyond it, and on unreliable connections, use resumable uploads. */
  simpleBytes: 32 * MIB,
  /** Pixels of a still: 50 million are enough for every phone's camera; decoded they take at most 200 MB. */
  pixels: 50_000_000,
  /** Of either side. Longer pictures are strips made to exhaust decoders. */
  side: 16_000,
  frames: 300,
  /** Pixels of all frames together: an animation is decoded as a whole. */
  framePixels: 60_000_000,
  /** Of one video frame: 5.3K, as the larger cameras record. A decoder holds a dozen of them, at 24 MB each. */
  videoPixels: 16_000_000,
  /** Ten minutes at 240 a second. All of them are decoded, however few are kept. */
  videoFrames: 150_000,
  videoMs: 10 * 60_000,
  audioMs: 60 * 60_000,
  altCharacters: 1_500,
  /** Pictures up to this are processed within the request; heavier ones in a job. */
  inRequest: { pixels: 16_000_000, framePixels: 8_000_000 },
  /** Pictures processed at once in one process, and those that may wait before the rest become jobs. */
  concurrentImages: 2,
  queuedImages: 6,
  /** Uploads in progress per member. */
  openUploads: 10,
  /** Files of one member per window: more than a person chooses, too few to keep processing busy for everybody. */
  uploadRate: { files: 120, windowSeconds: 600 },
  uploadMs: 24 * HOUR_MS,
  /** How long a file may stay unattached. */
  unattachedTtlMs: 24 * HOUR_MS,
  /** After this, a file that is still processing is retried (its worker may be gone), and later marked as failed. */
  retryMs: 45 * 60_000,
  processingMs: 6 * HOUR_MS,
  /** After this, unclaimed bytes are deleted: longer than any processing. */
  unclaimedTtlMs: 6 * HOUR_MS,
  /** How long a second copy stays for requests that may be reading it. */
  graceMs: 10 * 60_000,
  perPost: 4,
  perMessage: 10,
  /** A private URL is valid for one to two windows, so that it stays the same, and cached, within one. */
  addressWindowMs: HOUR_MS,
} as const;

export const BYTES_PER_MIB = MIB;
