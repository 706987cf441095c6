import type { Schemas } from '@chitlaq/client';

export type Board = Schemas['Board'];
export type Holder = Schemas['BoardHolder'];
export type ReportedPost = Schemas['ReportedBoardPost'];
export type HiddenPost = Schemas['HiddenBoardPost'];
export type Exclusion = Schemas['BoardExclusion'];
export type Opening = Schemas['StaffBoardOpening'];

/** The pages about boards, and the permission that each needs. */
export const BOARD_PAGES = [
  { page: 'boards', permission: 'boards.write' },
  { page: 'reports', permission: 'boards.moderate' },
  { page: 'hidden', permission: 'boards.moderate' },
  { page: 'openings', permission: 'boards.open' },
  { page: 'holders', permission: 'boards.keys' },
] as const;
export type BoardPage = (typeof BOARD_PAGES)[number]['page'];

export const BOARDS_KEY = ['boards'] as const;
export const HOLDERS_KEY = ['board-holders'] as const;
export const BOARD_REPORTS_KEY = ['board-reports'] as const;
export const HIDDEN_KEY = ['board-hidden'] as const;
export const EXCLUSIONS_KEY = ['board-exclusions'] as const;
export const OPENINGS_KEY = ['board-openings'] as const;
