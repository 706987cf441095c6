import type { Letter } from '../../../platform/mail/index.ts';

export type Locale = 'tr' | 'en';
export type LetterBody = Omit<Letter, 'to' | 'headers'>;

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);

/** What a letter says, from top to bottom; written once for both its text and its HTML. */
export interface LetterParts {
  subject: string;
  greeting: string;
  paragraphs: string[];
  button?: { label: string; url: string };
  code?: { label: string; value: string };
  /** Small print at the end. */
  closing: string;
}

/** Lays a letter out: plain text, and simple HTML that reads well in light and dark mail programs. */
export function layOut(locale: Locale, parts: LetterParts): LetterBody {
  const { subject, greeting, paragraphs, button, code, closing } = parts;
  const text = [
    greeting,
    ...paragraphs,
    ...(button ? [`${button.label}:\n${button.url}`] : []),
    ...(code ? [`${code.label}: ${code.value}`] : []),
    closing,
    'ChitLaq',
  ].join('\n\n');
  const paragraph = (line: string, style = '') =>
    `<p style="margin:0 0 16px;${style}">${escapeHtml(line)}</p>`;
  const html = `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif">
<div style="max-width:480px;margin:0 auto">
<p style="margin:0 0 24px;font-size:20px;font-weight:700;color:#b3283c">ChitLaq</p>
${paragraph(greeting, 'font-weight:600')}
${paragraphs.map((line) => paragraph(line)).join('\n')}
${button ? `<p style="margin:24px 0"><a href="${escapeHtml(button.url)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#b3283c;color:#ffffff;text-decoration:none;font-weight:600">${escapeHtml(button.label)}</a></p>` : ''}
${code ? `<p style="margin:0 0 4px">${escapeHtml(code.label)}</p><p style="margin:0 0 24px;font-size:28px;font-weight:700;letter-spacing:6px">${escapeHtml(code.value)}</p>` : ''}
${paragraph(closing, 'font-size:13px;opacity:.75')}
</div></body></html>`;
  return { subject, text, html };
}
