import { type NextRequest, NextResponse } from 'next/server';
import { chooseLocale, isLocale, LOCALE_COOKIE } from './lib/locale.ts';

/** Paths carry no locale: rewrites to the prerendered page in the viewer's language under /tr or /en. */
export function proxy(request: NextRequest): NextResponse {
  const url = request.nextUrl.clone();
  const first = url.pathname.split('/')[1];
  if (isLocale(first)) {
    url.pathname = url.pathname.slice(3) || '/';
    const response = NextResponse.redirect(url);
    response.cookies.set(LOCALE_COOKIE, first, { path: '/', maxAge: 31_536_000, sameSite: 'lax' });
    return response;
  }
  const locale = chooseLocale(
    request.cookies.get(LOCALE_COOKIE)?.value,
    request.headers.get('accept-language'),
  );
  url.pathname = `/${locale}${url.pathname}`;
  const response = NextResponse.rewrite(url);
  response.headers.set('vary', 'accept-language, cookie');
  return response;
}

export const config = {
  matcher: [
    '/((?!_next/|api/|favicon\\.ico|icon\\.svg|manifest\\.(?:en\\.)?webmanifest|sw\\.js|sw-build\\.js|sw-pictures\\.js|.*\\.png).*)',
  ],
};
