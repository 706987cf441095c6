import { defineMemberData } from '../platform/member-data/index.ts';
import { layers } from './layers.ts';
import { modulesNamed } from './table.ts';

const highestFirst = layers.toReversed().flatMap((layer) => modulesNamed(layer));

/** Lets this process load what every module does with the data of a member. Loads nothing yet. */
export const provideMemberData = (): void =>
  defineMemberData(async () => {
    const parts = await Promise.all(highestFirst.map((module) => module.memberData?.()));
    return parts.flatMap((part) => part?.memberData ?? []);
  });
