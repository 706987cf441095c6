import { v7 } from 'uuid';

/** A new UUIDv7: sorts by time, so an id is also a cursor. */
export const newId = (): string => v7();

/** The moment in a UUIDv7, in milliseconds since 1970. */
export const idTime = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

/** Below every UUIDv7 of a moment and of later ones, above those before. */
export const firstIdAt = (milliseconds: number): string =>
  `${idAt(milliseconds).slice(0, 13)}-0000-0000-000000000000`;

/** A UUIDv7 for a given moment, for data that is brought in with its own dates. */
export const idAt = (milliseconds: number): string => v7({ msecs: milliseconds });
