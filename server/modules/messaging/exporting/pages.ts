import type { ArchivedConversation, ArchivedFile, ArchivedMessage, Name } from './lines.ts';
import { href, html, Markup } from './markup.ts';
import { pagePath } from './names.ts';
import { STYLE } from './style.ts';
import { type Locale, wordsIn } from './words.ts';

/** Pages lie in a folder of their own; files beside it. */
const UP = '../';
/** Names that stand under a reaction; the rest is counted. */
const NAMES = 12;

/** A message as a page shows it. */
export interface Shown extends ArchivedMessage {
  /** What stands above an answer; null where what it answers is not for this reader. */
  quoted: { senderName: string | null; excerpt: string; page: string | null } | null;
  /** Of each file, by its place: pixels of a picture. */
  sizes: readonly ({ width: number; height: number } | null)[];
}

/** A conversation as the first page lists it. */
export interface Listed {
  title: string;
  conversation: ArchivedConversation;
  messages: number;
  /** When the first message of each page was sent. */
  pages: readonly Date[];
}

/** How pages say things to one reader, on their clock. */
export function pagesFor(locale: Locale, timeZone: string, meId: string) {
  const words = wordsIn(locale);
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

  const whole = (title: string, body: Markup): string =>
    html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file:; media-src 'self' file:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${STYLED}</style>
</head>
<body>
${body}
</body>
</html>
`.text;

  const titleOf = ({
    kind,
    name,
    members,
  }: Pick<ArchivedConversation, 'kind' | 'name' | 'members'>): string =>
    kind === 'group'
      ? (name ?? words.group)
      : (members.find(({ id }) => id !== meId)?.displayName ?? words.former);

  const about = (conversation: ArchivedConversation): Markup => {
    const { kind, members, request } = conversation;
    return html`${kind === 'group' ? `${words.group} · ${words.members(count(members.length))}` : words.direct}${request ? ` · ${words.request}` : ''}`;
  };

  const file = (one: ArchivedFile, size: { width: number; height: number } | null): Markup => {
    const called = one.fileName ?? one.alt ?? words.fileWords[one.kind];
    if (one.path === null) return html`<p class="gone"><bdi>${called}</bdi>: ${words.noFile}</p>`;
    const at = href(one.path, UP);
    const caption = html`<figcaption><a href="${at}"><bdi>${called}</bdi></a> · ${bytes(one.size, number)}</figcaption>`;
    const shown = {
      image: html`<a href="${at}"><img src="${at}" alt="${one.alt ?? words.fileWords.image}" loading="lazy"${size === null ? null : html` width="${size.width}" height="${size.height}"`}></a>`,
      video: html`<video src="${at}" controls preload="none"${size === null ? null : html` width="${size.width}" height="${size.height}"`}></video>`,
      audio: html`<audio src="${at}" controls preload="none"></audio>`,
      file: html``,
    };
    return html`<figure>${shown[one.kind]}${caption}</figure>`;
  };

  const reactions = (message: Shown): Markup | null =>
    message.reactions.length === 0
      ? null
      : html`<p class="reactions">${words.reactions}: ${message.reactions.map(
          ({ emoji, members }, index) =>
            html`${index === 0 ? '' : ' · '}<bdi>${emoji}</bdi> <bdi>${members
              .slice(0, NAMES)
              .map(({ displayName }) => displayName)
              .join(', ')}</bdi>${members.length > NAMES ? ` ${words.others(members.length - NAMES)}` : ''}`,
        )}</p>`;

  const quote = ({ replyTo, quoted }: Shown): Markup | null => {
    if (replyTo === null) return null;
    if (quoted === null) return html`<blockquote>${words.answersGone}</blockquote>`;
    const who = html`<bdi>${quoted.senderName ?? words.former}</bdi>`;
    const text = quoted.excerpt === '' ? null : html`: <span dir="auto">${quoted.excerpt}</span>`;
    const linked =
      quoted.page === null
        ? who
        : html`<a href="${encodeURIComponent(quoted.page)}#m${replyTo.seq ?? ''}">${who}</a>`;
    return html`<blockquote>${words.answers} ${linked}${text}</blockquote>`;
  };

  const nameOf = (sender: Name | null): string => sender?.displayName ?? words.former;

  const message = (one: Shown): Markup => {
    if (one.kind === 'notice') {
      const said = one.notice === null ? '' : words.notice(nameOf(one.sender), one.notice);
      return html`<article id="m${one.seq}" class="notice"><span dir="auto">${said}</span> ${time(one.sentAt)}</article>\n`;
    }
    const isOwn = one.sender?.id === meId;
    const isGone = one.deletedAt !== null;
    const hasDisappeared = isGone && one.expiresAt !== null && one.expiresAt <= (one.deletedAt ?? '');
    return html`<article id="m${one.seq}"${isOwn ? html` class="own"` : null}><header><b><bdi>${nameOf(one.sender)}</bdi></b>${
      one.sender === null ? null : html`<span class="muted">@${one.sender.username}</span>`
    }${time(one.sentAt)}${
      one.editedAt === null || isGone
        ? null
        : html`<span class="muted">${words.edited(moment.format(new Date(one.editedAt)))}</span>`
    }${one.forwarded ? html`<span class="muted">${words.forwarded}</span>` : null}</header>${
      isGone
        ? html`<p class="gone">${hasDisappeared ? words.disappeared : words.deleted}</p>`
        : html`${quote(one)}${one.files.map((each, index) => file(each, one.sizes[index] ?? null))}${
            one.text === '' ? null : html`<p class="text" dir="auto">${one.text}</p>`
          }${
            one.preview === null
              ? null
              : html`<blockquote dir="auto">${one.preview.title} · ${one.preview.host}</blockquote>`
          }${reactions(one)}`
    }</article>\n`;
  };

  /** The markup of messages in a row, with a heading where a day begins. */
  const messages = (before: Date | null, shown: readonly Shown[]): Markup => {
    let last = before === null ? '' : day.format(before);
    const rows = shown.map((one) => {
      const today = day.format(new Date(one.sentAt));
      const heading = today === last ? null : html`<h2>${today}</h2>\n`;
      last = today;
      return html`${heading}${message(one)}`;
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
    const title = titleOf(conversation);
    const linkTo = (to: number, text: string) =>
      html`<a href="${href(pagePath(folder, to), UP)}">${text}</a>`;
    const ways = html`<a href="../index.html">${words.toList}</a>${nr > 1 ? linkTo(nr - 1, words.earlier) : null}${
      hasMore ? linkTo(nr + 1, words.later) : null
    }`;
    const members = conversation.members.map(({ displayName }) => displayName).join(', ');
    return whole(
      nr === 1 ? title : `${title} · ${words.page(nr)}`,
      html`<header><nav>${ways}</nav><h1 dir="auto">${title}</h1><p class="muted">${about(conversation)}${
        nr > 1 || hasMore ? ` · ${words.page(nr)}` : ''
      }</p><p class="muted" dir="auto">${members}</p></header>
<main>
${rows.length === 0 ? html`<p class="muted">${words.empty}</p>` : rows}</main>
<footer class="ways">${ways}</footer>`,
    );
  };

  const index = (options: {
    member: Name;
    madeAt: string;
    listed: readonly Listed[];
    counts: { conversations: number; messages: number; files: number; missingFiles: number };
  }): string => {
    const { member, madeAt, listed, counts } = options;
    const rows = listed.map(
      ({
        title,
        conversation,
        messages: written,
        pages,
      }) => html`<li><a href="${href(conversation.page)}"><strong dir="auto">${title}</strong></a>
<div class="muted">${about(conversation)} · ${words.messages(count(written))}</div>${
        pages.length < 2
          ? null
          : html`<div class="ways">${pages.map(
              (first, at) =>
                html`<a href="${href(pagePath(folderOf(conversation), at + 1))}">${words.page(at + 1)} (${day.format(first)})</a>`,
            )}</div>`
      }</li>\n`,
    );
    return whole(
      words.title,
      html`<header><h1>${words.title}</h1>
<p>${words.of(`${member.displayName} (@${member.username})`)}<br>${words.madeAt(moment.format(new Date(madeAt)))}</p>
<p>${words.holds({ conversations: count(counts.conversations), messages: count(counts.messages), files: count(counts.files) })}${
        counts.missingFiles === 0 ? '' : ` ${words.missing(count(counts.missingFiles))}`
      }</p>
<p class="muted">${words.lead}</p></header>
<main><h2>${words.conversations}</h2>
${rows.length === 0 ? html`<p class="muted">${words.none}</p>` : html`<ul class="list">\n${rows}</ul>`}</main>`,
    );
  };

  return { words, titleOf, messages, page, index };
}

export type Pages = ReturnType<typeof pagesFor>;

/** Our own words, which hold nothing that would end the element. */
const STYLED = new Markup(STYLE);

const folderOf = ({ page }: ArchivedConversation): string =>
  page.slice('conversations/'.length, -'.html'.length);

const UNITS = ['B', 'kB', 'MB', 'GB'];
function bytes(size: number, number: Intl.NumberFormat): string {
  let value = size;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${number.format(value < 10 && unit > 0 ? Math.round(value * 10) / 10 : Math.round(value))} ${UNITS[unit]}`;
}
