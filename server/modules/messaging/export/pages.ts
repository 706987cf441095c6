import type { ArchivedConversation, ArchivedFile, ArchivedMessage, Name } from './archive-lines.ts';
import { pagePath } from './file-names.ts';
import { href, html, Markup } from './html.ts';
import { STYLE } from './style.ts';
import { type Locale, translationsFor } from './translations.ts';

/** Pages are in a folder of their own, next to the files. */
const PARENT = '../';
/** Names listed per reaction; the rest is counted. */
const MAX_NAMES = 12;

export interface PageMessage extends ArchivedMessage {
  /** The quote above a reply; null if the viewer may not read the quoted message. */
  quoted: { senderName: string | null; excerpt: string; page: string | null } | null;
  /** Pixel size of each file, by position; null unless an image. */
  sizes: readonly ({ width: number; height: number } | null)[];
}

/** A conversation in the index page. */
export interface IndexEntry {
  title: string;
  conversation: ArchivedConversation;
  messages: number;
  /** When the first message of each page was sent. */
  pages: readonly Date[];
}

/** A part of the account in an archive of everything. */
export interface WrittenPart {
  name: string;
  entries: number;
  pageCount: number;
}

/** The path of a page of a part. */
export const partPath = (name: string, nr: number): string =>
  `account/${name}${nr === 1 ? '' : `-${nr}`}.html`;

/** Renders pages for one member, in their language and time zone. */
export function createPages(locale: Locale, timeZone: string, meId: string) {
  const texts = translationsFor(locale);
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone });
  const moment = new Intl.DateTimeFormat(locale, {
    ...{ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
    ...{ second: '2-digit', timeZoneName: 'short', timeZone },
  });
  const clock = new Intl.DateTimeFormat(locale, {
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short', timeZone },
  });
  const number = new Intl.NumberFormat(locale);
  const count = (value: number) => number.format(value);
  const time = (at: string, format = clock) =>
    html`<time datetime="${at}">${format.format(new Date(at))}</time>`;

  const htmlDocument = (title: string, body: Markup): string =>
    html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file:; media-src 'self' file:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${STYLE_MARKUP}</style>
</head>
<body>
${body}
</body>
</html>
`.text;

  const conversationTitle = ({
    kind,
    name,
    members,
  }: Pick<ArchivedConversation, 'kind' | 'name' | 'members'>): string =>
    kind === 'group'
      ? (name ?? texts.group)
      : (members.find(({ id }) => id !== meId)?.displayName ?? texts.formerMember);

  const describeConversation = (conversation: ArchivedConversation): Markup => {
    const { kind, members, request } = conversation;
    return html`${kind === 'group' ? `${texts.group} · ${texts.members(count(members.length))}` : texts.direct}${request ? ` · ${texts.request}` : ''}`;
  };

  const file = (item: ArchivedFile, size: { width: number; height: number } | null): Markup => {
    const label = item.fileName ?? item.alt ?? texts.fileTypes[item.kind];
    if (item.path === null) return html`<p class="deleted"><bdi>${label}</bdi>: ${texts.fileMissing}</p>`;
    const at = href(item.path, PARENT);
    const caption = html`<figcaption><a href="${at}"><bdi>${label}</bdi></a> · ${formatBytes(item.size, number)}</figcaption>`;
    const shown = {
      image: html`<a href="${at}"><img src="${at}" alt="${item.alt ?? texts.fileTypes.image}" loading="lazy"${size === null ? null : html` width="${size.width}" height="${size.height}"`}></a>`,
      video: html`<video src="${at}" controls preload="none"${size === null ? null : html` width="${size.width}" height="${size.height}"`}></video>`,
      audio: html`<audio src="${at}" controls preload="none"></audio>`,
      file: html``,
    };
    return html`<figure>${shown[item.kind]}${caption}</figure>`;
  };

  const reactions = (message: PageMessage): Markup | null =>
    message.reactions.length === 0
      ? null
      : html`<p class="reactions">${texts.reactions}: ${message.reactions.map(
          ({ emoji, members }, index) =>
            html`${index === 0 ? '' : ' · '}<bdi>${emoji}</bdi> <bdi>${members
              .slice(0, MAX_NAMES)
              .map(({ displayName }) => displayName)
              .join(
                ', ',
              )}</bdi>${members.length > MAX_NAMES ? ` ${texts.others(members.length - MAX_NAMES)}` : ''}`,
        )}</p>`;

  const quote = ({ replyTo, quoted }: PageMessage): Markup | null => {
    if (replyTo === null) return null;
    if (quoted === null) return html`<blockquote>${texts.replyMissing}</blockquote>`;
    const who = html`<bdi>${quoted.senderName ?? texts.formerMember}</bdi>`;
    const text = quoted.excerpt === '' ? null : html`: <span dir="auto">${quoted.excerpt}</span>`;
    const linked =
      quoted.page === null
        ? who
        : html`<a href="${encodeURIComponent(quoted.page)}#m${replyTo.seq ?? ''}">${who}</a>`;
    return html`<blockquote>${texts.inReplyTo} ${linked}${text}</blockquote>`;
  };

  const nameOf = (sender: Name | null): string => sender?.displayName ?? texts.formerMember;

  const message = (item: PageMessage): Markup => {
    if (item.kind === 'notice') {
      const noticeText = item.notice === null ? '' : texts.notice(nameOf(item.sender), item.notice);
      return html`<article id="m${item.seq}" class="notice"><span dir="auto">${noticeText}</span> ${time(item.sentAt)}</article>\n`;
    }
    const isOwn = item.sender?.id === meId;
    const isGone = item.deletedAt !== null;
    const hasDisappeared = isGone && item.expiresAt !== null && item.expiresAt <= (item.deletedAt ?? '');
    return html`<article id="m${item.seq}"${isOwn ? html` class="own"` : null}><header><b><bdi>${nameOf(item.sender)}</bdi></b>${
      item.sender === null ? null : html`<span class="muted">@${item.sender.username}</span>`
    }${time(item.sentAt)}${
      item.editedAt === null || isGone
        ? null
        : html`<span class="muted">${texts.edited(moment.format(new Date(item.editedAt)))}</span>`
    }${item.forwarded ? html`<span class="muted">${texts.forwarded}</span>` : null}</header>${
      isGone
        ? html`<p class="deleted">${hasDisappeared ? texts.disappeared : texts.deleted}</p>`
        : html`${quote(item)}${item.files.map((messageFile, index) => file(messageFile, item.sizes[index] ?? null))}${
            item.text === '' ? null : html`<p class="text" dir="auto">${item.text}</p>`
          }${
            item.preview === null
              ? null
              : html`<blockquote dir="auto">${item.preview.title} · ${item.preview.host}</blockquote>`
          }${reactions(item)}`
    }</article>\n`;
  };

  /** Consecutive messages, with a heading for each day. */
  const messages = (before: Date | null, shown: readonly PageMessage[]): Markup => {
    let last = before === null ? '' : day.format(before);
    const rows = shown.map((item) => {
      const today = day.format(new Date(item.sentAt));
      const heading = today === last ? null : html`<h2>${today}</h2>\n`;
      last = today;
      return html`${heading}${message(item)}`;
    });
    return html`${rows}`;
  };

  const page = (options: {
    conversation: ArchivedConversation;
    folder: string;
    nr: number;
    hasMore: boolean;
    rows: readonly Markup[];
  }): string => {
    const { conversation, folder, nr, hasMore, rows } = options;
    const title = conversationTitle(conversation);
    const linkTo = (to: number, text: string) =>
      html`<a href="${href(pagePath(folder, to), PARENT)}">${text}</a>`;
    const navigation = html`<a href="../index.html">${texts.allConversations}</a>${nr > 1 ? linkTo(nr - 1, texts.earlier) : null}${
      hasMore ? linkTo(nr + 1, texts.later) : null
    }`;
    const members = conversation.members.map(({ displayName }) => displayName).join(', ');
    return htmlDocument(
      nr === 1 ? title : `${title} · ${texts.page(nr)}`,
      html`<header><nav>${navigation}</nav><h1 dir="auto">${title}</h1><p class="muted">${describeConversation(conversation)}${
        nr > 1 || hasMore ? ` · ${texts.page(nr)}` : ''
      }</p><p class="muted" dir="auto">${members}</p></header>
<main>
${rows.length === 0 ? html`<p class="muted">${texts.empty}</p>` : rows}</main>
<footer class="page-nav">${navigation}</footer>`,
    );
  };

  const index = (options: {
    member: Name;
    createdAt: string;
    listed: readonly IndexEntry[];
    counts: { conversations: number; messages: number; files: number; missingFiles: number };
    /** The other parts of an archive of everything. */
    parts: readonly WrittenPart[] | undefined;
  }): string => {
    const { member, createdAt, listed, counts, parts } = options;
    const title = parts === undefined ? texts.title : texts.accountTitle;
    const rows = listed.map(
      ({
        title,
        conversation,
        messages: messageCount,
        pages,
      }) => html`<li><a href="${href(conversation.page)}"><strong dir="auto">${title}</strong></a>
<div class="muted">${describeConversation(conversation)} · ${texts.messages(count(messageCount))}</div>${
        pages.length < 2
          ? null
          : html`<div class="page-nav">${pages.map(
              (first, at) =>
                html`<a href="${href(pagePath(folderOf(conversation), at + 1))}">${texts.page(at + 1)} (${day.format(first)})</a>`,
            )}</div>`
      }</li>\n`,
    );
    return htmlDocument(
      title,
      html`<header><h1>${title}</h1>
<p>${texts.of(`${member.displayName} (@${member.username})`)}<br>${texts.createdAt(moment.format(new Date(createdAt)))}</p>
<p>${texts.contents({ conversations: count(counts.conversations), messages: count(counts.messages), files: count(counts.files) })}${
        counts.missingFiles === 0 ? '' : ` ${texts.missing(count(counts.missingFiles))}`
      }</p>
<p class="muted">${texts.lead}</p></header>
<main>${parts === undefined ? null : accountParts(parts)}<h2>${texts.conversations}</h2>
${rows.length === 0 ? html`<p class="muted">${texts.none}</p>` : html`<ul class="list">\n${rows}</ul>`}</main>`,
    );
  };

  const partTitle = (name: string): string => texts.parts[name] ?? name;

  const accountParts = (parts: readonly WrittenPart[]): Markup => {
    const rows = parts.map(
      ({
        name,
        entries,
        pageCount,
      }) => html`<li><a href="${href(partPath(name, 1))}"><strong>${partTitle(name)}</strong></a>
<div class="muted">${count(entries)}</div>${
        pageCount < 2
          ? null
          : html`<div class="page-nav">${Array.from(
              { length: pageCount },
              (_, at) => html`<a href="${href(partPath(name, at + 1))}">${texts.page(at + 1)}</a>`,
            )}</div>`
      }</li>\n`,
    );
    return html`<h2>${texts.account}</h2>\n<ul class="list">\n${rows}</ul>\n`;
  };

  /** One entry of a part: its time, its text, and its other fields by name. */
  const entry = ({ at, text, files, ...fields }: Record<string, unknown>): Markup => {
    const shown = Object.entries(fields).filter(([, value]) => value !== null && value !== '');
    return html`<article>${typeof at === 'string' ? html`<header>${time(at, moment)}</header>` : null}${
      typeof text === 'string' ? html`<p class="text" dir="auto">${text}</p>` : null
    }${((files ?? []) as { path: string | null; mimeType: string; alt: string | null }[]).map(
      ({ path, mimeType, alt }) =>
        path === null
          ? html`<p class="muted">${texts.fileMissing}</p>`
          : mimeType.startsWith('image/')
            ? html`<p><img src="${href(path, PARENT)}" alt="${alt ?? ''}" loading="lazy"></p>`
            : html`<p><a href="${href(path, PARENT)}">${alt ?? path}</a></p>`,
    )}<dl class="muted">${shown.map(
      ([field, value]) =>
        html`<dt>${texts.fields[field] ?? field}</dt><dd dir="auto">${readable(value)}</dd>`,
    )}</dl></article>\n`;
  };

  const readable = (value: unknown): string => {
    if (typeof value === 'boolean') return texts.yesNo[value ? 0 : 1];
    if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value))
      return moment.format(new Date(value));
    return typeof value === 'string' ? value : JSON.stringify(value);
  };

  /** A page of a part of the account. */
  const partPage = (name: string, nr: number, hasMore: boolean, rows: readonly Markup[]): string => {
    const title = partTitle(name);
    const link = (to: number, label: string) =>
      html`<a href="${href(partPath(name, to), PARENT)}">${label}</a>`;
    const navigation = html`<a href="../index.html">${texts.accountTitle}</a>${nr > 1 ? link(nr - 1, texts.earlier) : null}${
      hasMore ? link(nr + 1, texts.later) : null
    }`;
    return htmlDocument(
      nr === 1 ? title : `${title} · ${texts.page(nr)}`,
      html`<header><nav>${navigation}</nav><h1>${title}</h1></header>
<main>
${rows.length === 0 ? html`<p class="muted">${texts.nothing}</p>` : rows}</main>
<footer class="page-nav">${navigation}</footer>`,
    );
  };

  return { entry, partPage, words: texts, titleOf: conversationTitle, messages, page, index };
}

export type Pages = ReturnType<typeof createPages>;

/** Our own text, which cannot close the element. */
const STYLE_MARKUP = new Markup(STYLE);

const folderOf = ({ page }: ArchivedConversation): string =>
  page.slice('conversations/'.length, -'.html'.length);

const UNITS = ['B', 'kB', 'MB', 'GB'];
function formatBytes(size: number, number: Intl.NumberFormat): string {
  let value = size;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${number.format(value < 10 && unit > 0 ? Math.round(value * 10) / 10 : Math.round(value))} ${UNITS[unit]}`;
}
