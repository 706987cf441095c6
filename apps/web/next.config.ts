import type { NextConfig } from 'next';

// Pages are prerendered, so Next's inline scripts have no nonce: server/hosts/pages adds their hashes.
// sonner and vaul inject styles at run time.
const policy = [
  "default-src 'self'",
  `script-src 'self'${process.env.NODE_ENV === 'production' ? '' : " 'unsafe-inline' 'unsafe-eval'"}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  // Blob URLs play a voice message before it is sent.
  "media-src 'self' blob:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
].join('; ');

const config: NextConfig = {
  poweredByHeader: false,
  // `npm run check` checks types, once for all builds.
  typescript: { ignoreBuildErrors: true },
  transpilePackages: [
    '@chitlaq/ui',
    '@chitlaq/client',
    '@chitlaq/protocol',
    '@chitlaq/react',
    '@chitlaq/sealing',
    '@chitlaq/text',
  ],
  // Translations are precompiled; see messages/compile-translations.ts.
  turbopack: { resolveAlias: { 'use-intl/format-message': 'use-intl/format-message/format-only' } },
  experimental: {
    optimizePackageImports: ['@chitlaq/ui', 'lucide-react'],
    // Fewer, larger chunks: a third fewer requests per page, and 2 kB less.
    turbopackChunking: { minChunkSize: 120_000 },
  },
  headers: async () => [
    { source: '/:path*', headers: [{ key: 'X-Content-Type-Options', value: 'nosniff' }] },
    {
      // These headers are for pages: a phone need not load them again with each of a page's twenty files.
      source: '/((?!_next/static/).*)',
      headers: [
        { key: 'Content-Security-Policy', value: policy },
        { key: 'X-Frame-Options', value: 'DENY' },
        { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
        { key: 'Permissions-Policy', value: 'camera=(), microphone=(self), geolocation=()' },
      ],
    },
  ],
};

export default config;
