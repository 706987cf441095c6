/** What TypeScript tools use of `bootstrap.mjs`, which runs before anything is installed. */
export function buildServer(say: (line: string) => void): Promise<void>;
export function buildApps(say: (line: string) => void, apps: string[]): Promise<void>;
/** One at a time per clone. */
export function locked<T>(work: () => Promise<T>): Promise<T>;
/** The folder of the whole project. */
export const root: string;
/** esbuild's options for the server. */
export function serverBundle(): import('esbuild').BuildOptions;
