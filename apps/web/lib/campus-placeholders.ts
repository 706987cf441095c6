import { PRODUCT_NAME } from '@chitlaq/text/campus';

/**
 * What pages are prerendered with in place of the campus's settings; the page server (server/hosts/pages/campus.ts) replaces it. For
 * server components and texts: files of script are the same on every campus, so components read `useCampus`. In `npm run dev` nothing
 * replaces it, so pages show the product.
 */
const isReplaced = process.env.NODE_ENV === 'production';
const placeholder = (name: string, ofProduct: string) => (isReplaced ? `~campus.${name}~` : ofProduct);

export const CAMPUS = {
  name: placeholder('name', PRODUCT_NAME),
  shortName: placeholder('short', PRODUCT_NAME),
  logo: placeholder('logo', ''),
  logoAlt: placeholder('alt', ''),
  icon: placeholder('icon', '/icon.svg'),
  touchIcon: placeholder('icon180', '/icon-180.png'),
  homeIcon: placeholder('icon192', '/icon-192.png'),
  off: placeholder('off', ''),
  languages: placeholder('languages', 'tr,en'),
  join: placeholder('join', 'open'),
};
export type CampusTexts = Pick<
  typeof CAMPUS,
  'name' | 'shortName' | 'logo' | 'logoAlt' | 'homeIcon' | 'off' | 'languages' | 'join'
>;

/** Texts name the campus as `~campus.short~`. */
export const withCampus = (text: string): string => text.replaceAll('~campus.short~', CAMPUS.shortName);
