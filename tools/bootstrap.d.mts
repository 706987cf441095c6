/** The types of `bootstrap.mjs`, which runs before anything is installed, for TypeScript tools. */
export function buildServer(say: (line: string) => void): Promise<void>;
export function buildApps(say: (line: string) => void, apps: string[]): Promise<void>;
/** Runs one at a time per clone. */
export function locked<T>(work: () => Promise<T>): Promise<T>;
/** Prints one sentence and exits with code 1. */
export function fail(sentence: string): never;
/** The project's root folder. */
export const root: string;
/** esbuild's options for the server. */
export function serverBundle(): import('esbuild').BuildOptions;
