import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyRequest } from 'fastify';
import PostalMime from 'postal-mime';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { callerOf } from '../http/caller.ts';
import type { App } from '../http/types.ts';
import { isLocalCaller } from '../ip-addresses.ts';
import { Problem } from '../problem.ts';
import { Uuid } from '../uuid.ts';

const MAX_LISTED = 100;
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const page = (title: string, body: string) => `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>
<style>body{font:16px/1.5 system-ui;max-width:42rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}
li{margin:.75rem 0}small{opacity:.7}iframe{width:100%;height:70vh;border:1px solid #8886;border-radius:8px;background:#fff}</style>
<h1>${escapeHtml(title)}</h1>${body}</html>`;

/** Emails contain the links that verify a mailbox, so only this machine may read them. */
async function loopbackOnly(request: FastifyRequest): Promise<void> {
  if (!isLocalCaller(callerOf(request)))
    throw new Problem(404, 'not_found', 'There’s nothing at this address.');
}

/** `/dev/mail`: the emails that would have been sent, newest first, for callers on this machine. Never mounted in production. */
export function devMail(app: App, ctx: Context): void {
  const folder = join(ctx.config.dataDir, 'mail');
  const html = (reply: { header: (name: string, value: string) => void; type: (type: string) => void }) => {
    reply.header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; img-src data:",
    );
    reply.header('x-frame-options', 'SAMEORIGIN');
    reply.type('text/html; charset=utf-8');
  };
  const readEmail = async (name: string) => {
    const raw = await readFile(join(folder, `${name}.eml`)).catch(() => undefined);
    if (raw === undefined) throw new Problem(404, 'not_found', 'There is no such letter.');
    return PostalMime.parse(raw);
  };
  const Name = z.strictObject({ name: Uuid });

  app.get(
    '/dev/mail',
    { config: { caller: 'anyone' }, schema: { hide: true }, onRequest: loopbackOnly },
    async (_request, reply) => {
      const files = (await readdir(folder).catch(() => [] as string[])).filter((name) =>
        name.endsWith('.eml'),
      );
      const names = files
        .sort()
        .reverse()
        .slice(0, MAX_LISTED)
        .map((name) => name.replace(/\.eml$/, ''));
      const rows = await Promise.all(
        names.map(async (name) => {
          const parsed = await readEmail(name);
          const to = parsed.to?.map((person) => person.address).join(', ') ?? '';
          return `<li><a href="/dev/mail/${name}">${escapeHtml(parsed.subject ?? '')}</a><br><small>${escapeHtml(to)} · ${escapeHtml(parsed.date ?? '')}</small></li>`;
        }),
      );
      html(reply);
      return reply.send(page('Mail', rows.length > 0 ? `<ol>${rows.join('')}</ol>` : '<p>No mail yet.</p>'));
    },
  );

  app.get(
    '/dev/mail/:name',
    { config: { caller: 'anyone' }, schema: { hide: true, params: Name }, onRequest: loopbackOnly },
    async (request, reply) => {
      const parsed = await readEmail(request.params.name);
      const links = [...(parsed.text ?? '').matchAll(/https?:\/\/\S+/g)].map(
        ([link]) => `<li><a href="${escapeHtml(link)}">${escapeHtml(link)}</a></li>`,
      );
      html(reply);
      return reply.send(
        page(
          parsed.subject ?? 'Letter',
          `<p><a href="/dev/mail">All mail</a></p><ul>${links.join('')}</ul>
         <iframe sandbox title="Letter" src="/dev/mail/${request.params.name}/body"></iframe><pre>${escapeHtml(parsed.text ?? '')}</pre>`,
        ),
      );
    },
  );

  app.get(
    '/dev/mail/:name/body',
    { config: { caller: 'anyone' }, schema: { hide: true, params: Name }, onRequest: loopbackOnly },
    async (request, reply) => {
      const parsed = await readEmail(request.params.name);
      html(reply);
      return reply.send(parsed.html ?? `<pre>${escapeHtml(parsed.text ?? '')}</pre>`);
    },
  );
}
