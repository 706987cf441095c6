import { v7 } from 'uuid';

/** A new UUIDv7. It sorts by time, so an id is also a cursor. */
export const newId = (): string => v7();

/** The time in a UUIDv7, in milliseconds since 1970. */
export const idTime = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

/** A lower bound of all UUIDv7 of a time and later, above all earlier ones. */
export const firstIdAt = (milliseconds: number): string =>
  `${idAt(milliseconds).slice(0, 13)}-0000-0000-000000000000`;

/** A UUIDv7 for a given time, for imported data that has its own dates. */
export const idAt = (milliseconds: number): string => v7({ msecs: milliseconds });
