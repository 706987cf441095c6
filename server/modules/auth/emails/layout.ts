import { type AccentColours, PRODUCT_ACCENT } from '@chitlaq/text/accent';
import { PRODUCT_NAME } from '@chitlaq/text/campus';
import type { OutgoingEmail } from '../../../platform/mail/index.ts';

export type Locale = 'tr' | 'en';
export type RenderedEmail = Omit<OutgoingEmail, 'to' | 'headers'>;

const htmlEntities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (character) => htmlEntities[character] ?? character);

/**
 * Dark colours for mail programs that follow the recipient's theme. The light colours are inline on each element, because many
 * programs drop style sheets. Background and text colour always come as a pair.
 */
const darkStyles = ({ nar, onNar }: EmailColours) => `:root{color-scheme:light dark}
@media (prefers-color-scheme:dark){.paper{background:#130e0a!important;color:#f1eee9!important}
.surface{background:#1d1712!important;border-color:#362f29!important}.nar{color:${nar}!important}
.button{background:${nar}!important;color:${onNar}!important}.muted{color:#a9a49c!important}}`;

type EmailColours = Pick<AccentColours, 'nar' | 'onNar'>;

/** How the campus shows itself in an email. */
export interface EmailBrand {
  name: string;
  light: EmailColours;
  dark: EmailColours;
}
/** Until a campus chooses its own. */
export const PRODUCT_BRAND: EmailBrand = {
  name: PRODUCT_NAME,
  ...PRODUCT_ACCENT,
};

/** The content of an email from top to bottom, rendered both as text and as HTML. */
export interface EmailContent {
  subject: string;
  greeting: string;
  paragraphs: string[];
  button?: { label: string; url: string };
  code?: { label: string; value: string };
  /** Small print at the end. */
  closing: string;
  /** A link below the small print. */
  footer?: { label: string; url: string };
}

/** Renders an email: plain text, and simple HTML that is readable in light and dark mail programs. */
export function renderEmail(
  locale: Locale,
  parts: EmailContent,
  { name: campus, light, dark }: EmailBrand = PRODUCT_BRAND,
): RenderedEmail {
  const { subject, greeting, paragraphs, button, code, closing, footer } = parts;
  const text = [
    greeting,
    ...paragraphs,
    ...(button ? [`${button.label}:\n${button.url}`] : []),
    ...(code ? [`${code.label}: ${code.value}`] : []),
    closing,
    ...(footer ? [`${footer.label}:\n${footer.url}`] : []),
    campus,
  ].join('\n\n');
  const paragraph = (line: string, style = '', name = '') =>
    `<p${name && ` class="${name}"`} style="margin:0 0 16px;${style}">${escapeHtml(line)}</p>`;
  const html = `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${escapeHtml(subject)}</title>
<style>${darkStyles(dark)}</style></head>
<body class="paper" style="margin:0;padding:24px;background:#fcfaf6;color:#211914;font:15px/1.5 Onest,system-ui,-apple-system,'Segoe UI',Roboto,sans-serif">
<div class="surface" style="max-width:480px;margin:0 auto;padding:24px;background:#ffffff;border:1px solid #e4e1dc;border-radius:14px">
<p class="nar" style="margin:0 0 24px;font-size:20px;font-weight:700;color:${light.nar}">${escapeHtml(campus)}</p>
${paragraph(greeting, 'font-weight:600')}
${paragraphs.map((line) => paragraph(line)).join('\n')}
${button ? `<p style="margin:24px 0"><a class="button" href="${escapeHtml(button.url)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:${light.nar};color:${light.onNar};text-decoration:none;font-weight:600">${escapeHtml(button.label)}</a></p>` : ''}
${code ? `<p style="margin:0 0 4px">${escapeHtml(code.label)}</p><p style="margin:0 0 24px;font-size:31px;line-height:1.2;font-weight:700;letter-spacing:6px">${escapeHtml(code.value)}</p>` : ''}
${paragraph(closing, 'font-size:13px;color:#6a615b;margin-bottom:0', 'muted')}
${footer ? `<p style="margin:8px 0 0;font-size:13px"><a class="nar" href="${escapeHtml(footer.url)}" style="color:${light.nar}">${escapeHtml(footer.label)}</a></p>\n` : ''}</div></body></html>`;
  return { subject, text, html };
}
