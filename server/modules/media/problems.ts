import { Problem } from '../../platform/problem.ts';
import { LIMITS } from './limits.ts';

const mib = (bytes: number) => `${Math.floor(bytes / (1024 * 1024))} MB`;
const inMediaIds = (message: string) => ({ errors: [{ path: 'mediaIds', message }] });

export const mediaNotFound = () =>
  new Problem(404, 'media_not_found', 'You have no such file. It may have been removed.');

export const fileMissing = () => new Problem(404, 'not_found', 'This file doesn’t exist.');

export const noFile = () =>
  new Problem(400, 'file_missing', 'Send the file as the multipart field `file`.', {
    errors: [{ path: 'file', message: 'Choose a file.' }],
  });

export const mediaRemoved = () =>
  new Problem(
    422,
    'picture_removed',
    'One of these pictures was removed. Under Settings, Decisions you can read why, and appeal.',
    inMediaIds('This picture was removed. Leave it out.'),
  );

export const emptyFile = () => new Problem(422, 'file_empty', 'This file is empty. Choose another.');

export const fileTooLarge = (maxBytes: number) =>
  new Problem(413, 'file_too_large', `This file is too large: the limit for its type is ${mib(maxBytes)}.`);

export const useResumable = () =>
  new Problem(
    413,
    'use_resumable_upload',
    `One request carries ${mib(LIMITS.simpleBytes)} at most. Send larger files by resumable upload (POST /media/uploads).`,
  );

export const typeNotSupported = () =>
  new Problem(
    422,
    'file_type_not_supported',
    'This kind of file cannot be shared. Send a picture (JPEG, PNG, WebP, AVIF, HEIC, GIF), a video, a recording, a PDF, an office document, text or a ZIP.',
  );

export const heicNotSupported = () =>
  new Problem(
    422,
    'heic_not_supported',
    'This HEIC picture is damaged, or of a type this server can’t read. Save it as JPEG.',
  );

export const animatedAvifNotSupported = () =>
  new Problem(
    422,
    'animated_avif_not_supported',
    'This server can’t read animated AVIF pictures because ffmpeg isn’t installed. Send it as GIF, WebP or video.',
  );

export const videoNotSupported = () =>
  new Problem(
    422,
    'video_not_supported',
    'This server can’t process video or audio because ffmpeg isn’t installed. Send a picture, or ask your campus administrators.',
  );

export const imageTooSmall = (side: number) =>
  new Problem(422, 'image_too_small', `This picture is too small. Use one of ${side} pixels or more.`);

export const unreadable = (cause?: unknown) =>
  new Problem(422, 'file_unreadable', 'This file is damaged and can’t be read. Try another copy.', {
    cause,
  });

export const pictureRemoved = () =>
  new Problem(
    422,
    'picture_removed',
    'This picture was removed before because it broke the rules. Under Settings, Decisions you can read why, and appeal.',
  );

export const tooManyPixels = () =>
  new Problem(
    422,
    'image_too_large',
    `This picture has too many pixels: at most ${LIMITS.pixels / 1_000_000} million, and ${LIMITS.side} on a side. Make it smaller.`,
  );

export const tooManyFrames = () =>
  new Problem(
    422,
    'animation_too_long',
    `This animation is too long: at most ${LIMITS.frames} frames and ${LIMITS.framePixels / 1_000_000} million pixels over all of them. Shorten it, or send it as a video.`,
  );

export const tooLong = (maxMs: number) =>
  new Problem(
    422,
    'recording_too_long',
    `This recording is too long: at most ${maxMs / 60_000} minutes. Cut it.`,
  );

export const videoTooLarge = () =>
  new Problem(
    422,
    'video_too_large',
    `This video has too many pixels or pictures: at most ${LIMITS.videoPixels / 1_000_000} million pixels, and ${LIMITS.videoFrames} pictures in all. Save it smaller.`,
  );

/** Stored in the row as the failure; no request is waiting for it. */
export const processingFailed = (cause: unknown) =>
  new Problem(422, 'processing_failed', 'This file took too long to process. Make it smaller or shorter.', {
    cause,
  });

export const altTooLong = () =>
  new Problem(422, 'alt_too_long', `A description holds ${LIMITS.altCharacters} characters at most.`, {
    errors: [{ path: 'alt', message: `Too long: ${LIMITS.altCharacters} characters at most.` }],
  });

export const quotaExceeded = (limitBytes: number) =>
  new Problem(
    422,
    'quota_exceeded',
    `Your files would pass the ${mib(limitBytes)} that each member has. Remove some that you no longer need.`,
  );

export const storageFull = () =>
  new Problem(
    507,
    'storage_full',
    'This server is low on space, so uploads are paused. Everything else works; try again later.',
    { retryAfter: 600 },
  );

export const mediaInUse = () =>
  new Problem(409, 'media_in_use', 'This file is part of a post, message or profile. Remove it there first.');

export const mediaSent = () =>
  new Problem(409, 'media_sent', 'This file was sent. Its description stays as it was then.');

export const mediaNotYours = () =>
  new Problem(
    422,
    'media_not_found',
    'One of these files is not among yours. Upload it again.',
    inMediaIds('There is no such file among yours.'),
  );

export const mediaNotReady = () =>
  new Problem(
    422,
    'media_not_ready',
    'A file is still being processed, or processing failed. Wait until its status is `ready`.',
    inMediaIds('Not ready yet.'),
  );

export const mediaAlreadyUsed = () =>
  new Problem(
    422,
    'media_already_attached',
    'A file is already used elsewhere. Upload it again.',
    inMediaIds('Already used elsewhere.'),
  );

export const tooManyMedia = (message: string) =>
  new Problem(422, 'too_many_media', message, inMediaIds(message));

export const wrongKind = (message: string) =>
  new Problem(422, 'media_kind_not_allowed', message, inMediaIds(message));

export const uploadNotFound = () =>
  new Problem(404, 'upload_not_found', 'This upload doesn’t exist. It may have expired; start again.');

export const uploadOffset = (offset: number) =>
  new Problem(409, 'upload_offset_conflict', `This upload is at byte ${offset}. Continue from there.`);

export const uploadHeaders = (message: string) => new Problem(400, 'invalid_upload_headers', message);

/** @param retryAfter seconds until the window ends */
export const tooManyFiles = (retryAfter: number) =>
  new Problem(429, 'too_many_files', `You’ve uploaded a lot. Try again in ${retryAfter} seconds.`, {
    retryAfter,
  });

export const tooManyUploads = () =>
  new Problem(
    422,
    'too_many_uploads',
    `You already have ${LIMITS.openUploads} uploads in progress. Finish or cancel one first.`,
  );

export const addressExpired = () =>
  new Problem(403, 'address_expired', 'This address has expired. Reload the page to get a new one.');

export const uploadTooLong = () =>
  new Problem(413, 'upload_too_long', 'More bytes arrived than the upload’s length. Start again.');

export const uploadInterrupted = (cause: unknown) =>
  new Problem(
    400,
    'upload_interrupted',
    'The connection was lost. Request the offset and continue from there.',
    {
      cause,
    },
  );
