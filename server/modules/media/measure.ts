import { LIMITS } from './limits.ts';
import { fileTooLarge, tooLong, videoNotSupported, videoTooLarge } from './problems.ts';
import { CONTAINER_OF, type SniffedType } from './sniff.ts';
import { probe } from './video/probe.ts';
import { hasFfmpeg } from './video/run-program.ts';

/** Duration and dimensions of a recording. An MP4 or WebM without pictures is sound. */
export async function measure(incoming: { path: string; size: number }, { mimeType }: SniffedType) {
  if (!(await hasFfmpeg())) throw videoNotSupported();
  const probed = await probe(incoming.path, CONTAINER_OF[mimeType] ?? '');
  const kind = probed.hasVideo ? ('video' as const) : ('audio' as const);
  if (incoming.size > LIMITS.bytes[kind]) throw fileTooLarge(LIMITS.bytes[kind]);
  const maxMs = kind === 'video' ? LIMITS.videoMs : LIMITS.audioMs;
  if (probed.durationMs > maxMs) throw tooLong(maxMs);
  const pixels = (probed.width ?? 0) * (probed.height ?? 0);
  if (pixels > LIMITS.videoPixels || (probed.frames ?? 0) > LIMITS.videoFrames) throw videoTooLarge();
  return { kind, width: probed.width, height: probed.height, durationMs: probed.durationMs };
}
