import { DEMO_PASSWORD, demoMembers } from '../database/seed/demo/index.ts';

const shown = ['derya', 'can', 'bora', 'ayse'];

/** Lines for the terminal: the demo accounts to sign in with. */
export const DEMO_SIGN_INS: string[] = [
  `Demo sign-ins, all with the password ${DEMO_PASSWORD}`,
  ...demoMembers
    .filter((member) => shown.includes(member.username))
    .map((member) => `  ${member.username.padEnd(8)} ${member.role ?? 'member'}`),
];
