import type { Context } from '../../../platform/context.ts';
import { diskStorage } from './disk.ts';
import { s3Storage } from './s3.ts';
import type { Storage } from './types.ts';

const opened = new WeakMap<Context['config'], Storage>();

/** The configured storage: S3 if S3_URL is set, else DATA_DIR/uploads. */
export function storage({ config }: Pick<Context, 'config'>): Storage {
  let known = opened.get(config);
  if (!known) {
    known = config.s3Url ? s3Storage(config.s3Url) : diskStorage(config.dataDir);
    opened.set(config, known);
  }
  return known;
}
