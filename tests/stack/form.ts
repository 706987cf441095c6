import { processNetwork, type Way } from './site.ts';

/** What the tests of the site need of the stack, in either form. */
export interface Form {
  /** Whether Nginx has its modules for Brotli, as in its container. */
  hasBrotli: boolean;
  /** Where this machine reaches a store: address and port. */
  placeOf(store: 'postgres' | 'pgbouncer' | 'valkey'): Promise<string>;
  /** From inside, as a member on the campus. */
  campusWay(): Promise<Way>;
  /** Runs the command `owner` beside a gateway. */
  owner(...args: string[]): Promise<unknown>;
  /** The newest lines of Nginx's log. */
  nginxLog(): Promise<string>;
  /** The paths of the files that members uploaded. */
  uploadedFiles(): Promise<string[]>;
}

const form: Form = processNetwork ? await import('./processes.ts') : await import('./stack.ts');
export const { hasBrotli, placeOf, campusWay, owner, nginxLog, uploadedFiles } = form;
