import 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where workers ask for their campus. */
    campusKeeper: string;
  }
}
