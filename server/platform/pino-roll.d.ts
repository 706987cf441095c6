/** The part of pino-roll that we use; the package has no types of its own. */
declare module 'pino-roll' {
  import type { DestinationStream } from 'pino';

  export default function roll(options: {
    file: string;
    extension: string;
    size: string;
    limit: { count: number; removeOtherLogFiles: boolean };
    mkdir: boolean;
    sync: boolean;
    mode: number;
  }): Promise<DestinationStream>;
}
