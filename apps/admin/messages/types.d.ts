import type { messages } from './index.ts';

declare module 'use-intl' {
  /** Lets the compiler check the keys of texts. */
  interface AppConfig {
    Messages: (typeof messages)['tr'];
  }
}
