const MIB = 1024 * 1024;
const HOUR_MS = 3_600_000;

/** Bounds of uploads. Each is there because something finite stands behind it: memory, CPU, disk or a reader's patience. */
export const LIMITS = {
  /** Bytes of one upload, by what it turns out to be. */
  bytes: { image: 30 * MIB, video: 512 * MIB, audio: 128 * MIB, file: 100 * MIB },
  /** What one multipart request may carry; above it, and on a shaky line, the resumable way. */
  simpleBytes: 32 * MIB,
  /** Pixels of a still: 50 million hold every phone's camera; decoded they are 200 MB at most. */
  pixels: 50_000_000,
  /** Of either side; larger ones are strips made to trouble decoders. */
  side: 16_000,
  frames: 300,
  /** Pixels of all frames together: an animation is decoded whole. */
  framePixels: 60_000_000,
  /** Of one frame of a video: 5.3K, as the larger cameras record. A decoder holds a good dozen of them, at 24 MB each. */
  videoPixels: 16_000_000,
  /** Ten minutes at 240 a second: all of them are decoded, however few are kept. */
  videoFrames: 150_000,
  videoMs: 10 * 60_000,
  audioMs: 60 * 60_000,
  altCharacters: 1_500,
  /** Within the request only up to here; what is heavier becomes a job. */
  inRequest: { pixels: 16_000_000, framePixels: 8_000_000 },
  /** Pictures processed together in one process, and those that may wait before the rest become jobs. */
  concurrentImages: 2,
  queuedImages: 6,
  /** Uploads under way per member. */
  openUploads: 10,
  /** Files of one member in a window: more than a person chooses, less than keeps the processing busy for all. */
  uploadRate: { files: 120, windowSeconds: 600 },
  uploadMs: 24 * HOUR_MS,
  /** How long a file may hang on nothing. */
  unattachedTtlMs: 24 * HOUR_MS,
  /** After which a file still processing is taken up anew (its worker may be gone), and is called failed. */
  retryMs: 45 * 60_000,
  processingMs: 6 * HOUR_MS,
  /** After which stored bytes that nothing came to name are removed: longer than any processing. */
  unclaimedTtlMs: 6 * HOUR_MS,
  /** How long a second copy stays that somebody may be reading. */
  graceMs: 10 * 60_000,
  perPost: 4,
  perMessage: 10,
  /** A private address lives between one and two windows, so that it stays the same, and cached, within one. */
  addressWindowMs: HOUR_MS,
} as const;

export const BYTES_PER_MIB = MIB;
