import { z } from 'zod';
import { PageQuery, pageOf } from '../../platform/page.ts';
import { Uuid } from '../../platform/uuid.ts';
import { LIMITS } from './limits.ts';

const Focus = z
  .strictObject({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) })
  .describe('The point that a crop keeps in view: 0, 0 is the upper left corner');

/** A file as presented where it is attached. */
export const Media = z
  .object({
    id: z.uuid(),
    kind: z.enum(['image', 'video', 'audio', 'file']),
    status: z.enum(['processing', 'ready', 'failed']),
    url: z
      .string()
      .nullable()
      .describe(
        'Path on this origin; null until `ready`. URLs of private files expire: request the resource again',
      ),
    previewUrl: z.string().nullable().describe('A small still picture; null for audio and documents'),
    width: z.int().nullable(),
    height: z.int().nullable(),
    blurhash: z.string().nullable(),
    durationMs: z.int().nullable(),
    waveform: z
      .array(z.int().min(0).max(100))
      .length(64)
      .optional()
      .describe('For audio: the loudness of 64 equal parts, 0 to 100; absent if unknown'),
    animated: z.boolean(),
    size: z.int().describe('Size in bytes of the file at `url`'),
    mimeType: z.string(),
    fileName: z.string().nullable().describe('Name of the uploaded file; documents only'),
    alt: z.string().nullable(),
    focus: z.object({ x: z.number(), y: z.number() }).nullable(),
    progress: z.int().describe('Progress of the processing, 0 to 100'),
    failure: z.string().nullable().describe('Code of the reason if `failed`'),
  })
  .meta({ id: 'Media' });
export type Media = z.infer<typeof Media>;

/** A file as its owner sees it. */
export const OwnMedia = Media.extend({
  storedBytes: z.int().describe('Bytes that count towards the quota, with all sizes of a picture'),
  use: z
    .object({ type: z.enum(['post', 'draft', 'message', 'avatar', 'header', 'group']), id: z.uuid() })
    .nullable()
    .describe('What the file is attached to; unattached files are deleted after a day'),
  createdAt: z.iso.datetime(),
}).meta({ id: 'OwnMedia' });
export type OwnMedia = z.infer<typeof OwnMedia>;

export const OwnMediaPage = pageOf(OwnMedia);
export type OwnMediaPage = z.infer<typeof OwnMediaPage>;

export const OwnMediaQuery = PageQuery.extend({
  kind: z.enum(['image', 'video', 'audio', 'file']).optional(),
  unused: z.enum(['true', 'false']).default('false').describe('Only files that are not attached to anything'),
});
export type OwnMediaQuery = z.infer<typeof OwnMediaQuery>;

export const MediaParams = z.strictObject({ id: Uuid });

/** The multipart form. It is read as a stream, so this schema is only for the API document. */
export const UploadForm = z.object({
  file: z.string().meta({ format: 'binary' }),
  alt: z.string().optional().describe(`At most ${LIMITS.altCharacters} characters, before \`file\``),
});

export const MediaChange = z.strictObject({
  alt: z.string().max(6_000).nullable().optional(),
  focus: Focus.nullable().optional(),
});
export type MediaChange = z.infer<typeof MediaChange>;

export const Quota = z
  .object({
    usedBytes: z.int(),
    limitBytes: z.int(),
    files: z.int(),
    maxBytes: z.object({ image: z.int(), video: z.int(), audio: z.int(), file: z.int() }),
    simpleBytes: z.int().describe('Largest file of one multipart request'),
    video: z.boolean().describe('Whether this server can process video and audio'),
  })
  .meta({ id: 'MediaQuota' });
export type Quota = z.infer<typeof Quota>;

/** Totals of the storage, and of what refers to it. */
export const StorageStatistics = z
  .object({
    at: z.iso.datetime(),
    logicalBytes: z.int().describe('Bytes of all stored files, before deduplication'),
    storedBytes: z.int().describe('Bytes of all stored objects: identical bytes count once'),
    objects: z.int().describe('Number of stored objects'),
  })
  .meta({ id: 'StorageStatistics' });
export type StorageStatistics = z.infer<typeof StorageStatistics>;

export const UploadState = z
  .object({
    id: z.uuid(),
    offset: z.int(),
    length: z.int(),
    expiresAt: z.iso.datetime(),
    media: OwnMedia.nullable().describe('The file, once the upload is complete'),
  })
  .meta({ id: 'MediaUpload' });
export type UploadState = z.infer<typeof UploadState>;
