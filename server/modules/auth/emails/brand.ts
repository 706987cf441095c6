import { accentOf } from '@chitlaq/text/accent';
import type { CampusVersion } from '@chitlaq/text/campus';
import type { Context } from '../../../platform/context.ts';
import { campus } from '../campus/settings.ts';
import { type EmailBrand, type Locale, PRODUCT_BRAND } from './layout.ts';

/** The language of a member if the campus offers it, else its own. Their choice stays stored. */
export const offeredLocale = ({ settings: { languages } }: CampusVersion, chosen: Locale): Locale =>
  languages.offered.includes(chosen) ? chosen : languages.default;

/** Somebody to whom texts are sent, with the language in which they get them now. */
export const inOfferedLanguage = async <Recipient extends { locale: Locale }>(
  ctx: Context,
  recipient: Recipient,
): Promise<Recipient> => ({ ...recipient, locale: offeredLocale(await campus(ctx), recipient.locale) });

/** In which language, and with which name and colours, an email goes out now. */
export async function emailBrand(
  ctx: Context,
  chosen: Locale,
): Promise<{ locale: Locale; brand: EmailBrand }> {
  const current = await campus(ctx);
  const locale = offeredLocale(current, chosen);
  const { accent, shortName } = current.settings;
  const colours = accent === null ? PRODUCT_BRAND : accentOf(accent);
  return { locale, brand: { name: shortName[locale], light: colours.light, dark: colours.dark } };
}
