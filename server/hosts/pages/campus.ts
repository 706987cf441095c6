import { type CampusVersion, LOGO_SIDES, logoPath } from '@chitlaq/text/campus';

/** The settings that pages show, with a key that differs as soon as they do. */
export interface PageCampus extends CampusVersion {
  key: string;
}

type Locale = 'tr' | 'en';

export const pageCampus = (found: CampusVersion): PageCampus => ({ ...found, key: String(found.version) });

/** The header in which a gateway tells a process that serves pages alone, which has no database. */
export const CAMPUS_HEADER = 'x-campus';
export const campusHeader = (found: CampusVersion): string =>
  Buffer.from(JSON.stringify(found)).toString('base64url');

/** @returns undefined without a readable header */
export function readCampusHeader(header: string | string[] | undefined): PageCampus | undefined {
  if (typeof header !== 'string') return undefined;
  try {
    const found = JSON.parse(Buffer.from(header, 'base64url').toString()) as CampusVersion;
    // The whole header, so that a forged one never answers for another.
    return { ...found, key: header };
  } catch {
    return undefined;
  }
}

const PRODUCT_ICONS = {
  'campus.icon': '/icon.svg',
  'campus.icon180': '/icon-180.png',
  'campus.icon192': '/icon-192.png',
  'campus.icon512': '/icon-512.png',
  'campus.maskable': '/icon-maskable-512.png',
  'campus.iconType': 'image/svg+xml',
};

/**
 * The texts for the placeholders of pages and manifests, such as `~campus.name~`, as they are read: who writes them encodes them.
 */
export function campusValues({ settings }: CampusVersion, locale: Locale): ReadonlyMap<string, string> {
  const { logoId, features, languages, registrationMode } = settings;
  const [small, , touch, home, large] = LOGO_SIDES;
  const values = {
    'campus.name': settings.name[locale],
    'campus.short': settings.shortName[locale],
    'campus.logo': logoId ?? '',
    'campus.alt': settings.logoAlt[locale],
    'campus.off': Object.entries(features)
      .filter(([, isOn]) => !isOn)
      .map(([feature]) => feature)
      .join(','),
    'campus.languages': languages.offered.join(','),
    'campus.join': features.registration ? registrationMode : 'closed',
    ...(logoId === null
      ? PRODUCT_ICONS
      : {
          'campus.icon': logoPath(logoId, small),
          'campus.icon180': logoPath(logoId, touch),
          'campus.icon192': logoPath(logoId, home),
          'campus.icon512': logoPath(logoId, large),
          'campus.maskable': logoPath(logoId, large),
          'campus.iconType': 'image/png',
        }),
  };
  return new Map(Object.entries(values).map(([name, value]) => [`~${name}~`, value]));
}

export const CAMPUS_STYLES = '/campus.css';
/** Grows when the colours that follow from the same choice change with a release. */
const DERIVATION = 1;
/** Which colours a style sheet has, for its address: it changes with them alone. */
export const stylesKey = (accent: string): string => `${DERIVATION}-${accent.slice(1)}`;
export const campusStylesTag = ({ settings: { accent } }: CampusVersion): string =>
  accent === null ? '' : `<link rel="stylesheet" href="${CAMPUS_STYLES}?v=${stylesKey(accent)}"/>`;
