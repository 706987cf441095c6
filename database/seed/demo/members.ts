import { bogaziciMembers } from './members/bogazici.ts';
import { ituMembers } from './members/itu.ts';
import { odtuMembers } from './members/odtu.ts';
import type { DemoMember } from './types.ts';

/**
 * The password of every demo member. Only for the demo campus: it is in public source, so a campus with real people must never be
 * seeded with it.
 */
export const DEMO_PASSWORD = 'kampus-cinari-2026';

/** All members of the demo campus. `ayse` owns it, `bora` administers it, `can` moderates. */
export const demoMembers: readonly DemoMember[] = [...bogaziciMembers, ...odtuMembers, ...ituMembers];
