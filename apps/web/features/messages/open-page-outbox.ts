import type { QueryClient } from '@tanstack/react-query';
import type { Outbox } from './outbox.ts';

type Open = (memberId: string, queries: QueryClient) => Outbox;
let open: Open | undefined;

/** For the outbox: once it has loaded. */
export const providePageOutbox = (provided: Open): void => {
  open = provided;
};
/** Opens the outbox of the page; undefined until its code has loaded. */
export const pageOutboxOpener = (): Open | undefined => open;
