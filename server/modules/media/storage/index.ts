import type { Context } from '../../../platform/context.ts';
import { processState } from '../../../platform/process-state.ts';
import { diskStorage } from './disk.ts';
import { s3Storage } from './s3.ts';
import type { Storage } from './types.ts';

/** The configured storage: S3 if S3_URL is set, else DATA_DIR/uploads. */
export const storage = processState(
  'media.storage',
  ({ config }: Pick<Context, 'config'>): Storage =>
    config.s3Url ? s3Storage(config.s3Url) : diskStorage(config.dataDir),
);
