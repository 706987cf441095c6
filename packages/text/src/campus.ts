/** What a campus can switch off, in the order of the form. The server refuses it, and the apps hide it. */
export const CAMPUS_FEATURES = [
  'registration',
  'public_previews',
  'groups',
  'polls',
  'disappearing_messages',
  'trends',
  'link_previews',
  'videos',
  'boards',
] as const;
export type CampusFeature = (typeof CAMPUS_FEATURES)[number];

/**
 * How people register. A campus that has switched registration off (`features.registration`) is closed for all universities; a university
 * can be closed alone.
 */
export const REGISTRATION_MODES = ['open', 'approval', 'invitation'] as const;
export type RegistrationMode = (typeof REGISTRATION_MODES)[number];
export const MAX_APPROVAL_ANSWER = 280;
export const MAX_APPROVAL_QUESTION = 160;

/** What is off until staff switch it on: it asks for something first, and it has a price. */
export const OFF_BY_DEFAULT: readonly CampusFeature[] = ['boards'];

export const CAMPUS_LANGUAGES = ['tr', 'en'] as const;
export type CampusLanguage = (typeof CAMPUS_LANGUAGES)[number];

/** The name of the product, for a campus that has not chosen its own. */
export const PRODUCT_NAME = 'ChitLaq';

export const CAMPUS_NAME_MAX = { name: 60, shortName: 20 } as const;

/**
 * Letters of any script, digits, spaces and marks of names. Not `$` and `~`, which mean something in prerendered pages, nor `@` and `\`,
 * which mean something to mail programs and shells.
 */
export const CAMPUS_NAME = /^[\p{L}\p{M}\p{N} .,:;!?·’"“”«»&<>#()/+–—-]*$/u;

/** An apostrophe of the keyboard becomes a typographic one; runs of spaces become one. */
export const tidyCampusName = (typed: string): string =>
  typed.normalize('NFC').replaceAll("'", '’').replaceAll(/\s+/gu, ' ').trim();

/** The sides of a logo in pixels: for the tab, for headers, and for the home screens of phones. */
export const LOGO_SIDES = [32, 96, 180, 192, 512] as const;
export type LogoSide = (typeof LOGO_SIDES)[number];

/** The address of a logo, which never changes its content. */
export const logoPath = (id: string, side: LogoSide): string => `/api/v1/campus/logos/${id}/${side}.png`;

type InBoth<Value> = Record<CampusLanguage, Value>;

/** What staff set of the campus. `server/modules/auth/campus/schemas.ts` says what each may be. */
export interface CampusSettings {
  name: InBoth<string>;
  shortName: InBoth<string>;
  accent: string | null;
  logoId: string | null;
  logoAlt: InBoth<string>;
  languages: { offered: CampusLanguage[]; default: CampusLanguage };
  features: Record<CampusFeature, boolean>;
  registrationMode: RegistrationMode;
  /** What people are asked whose registration somebody looks at; empty: nothing. */
  approvalQuestion: InBoth<string>;
  registrationNote: InBoth<string>;
}
export interface CampusVersion {
  /** Grows with each change. */
  version: number;
  settings: CampusSettings;
}

const inBoth = <Value>(value: Value): InBoth<Value> => ({ tr: value, en: value });

/** Until somebody sets something. */
export const DEFAULT_CAMPUS: CampusVersion = {
  version: 0,
  settings: {
    name: inBoth(PRODUCT_NAME),
    shortName: inBoth(PRODUCT_NAME),
    accent: null,
    logoId: null,
    logoAlt: inBoth(''),
    languages: { offered: [...CAMPUS_LANGUAGES], default: 'tr' },
    features: Object.fromEntries(
      CAMPUS_FEATURES.map((feature) => [feature, !OFF_BY_DEFAULT.includes(feature)]),
    ) as Record<CampusFeature, boolean>,
    registrationMode: 'open',
    approvalQuestion: inBoth(''),
    registrationNote: inBoth(''),
  },
};
