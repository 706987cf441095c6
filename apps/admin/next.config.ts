import type { NextConfig } from 'next';

// Pages are prerendered, so Next's inline scripts have no nonce: server/hosts/pages adds their hashes.
const policy = [
  "default-src 'self'",
  `script-src 'self'${process.env.NODE_ENV === 'production' ? '' : " 'unsafe-inline' 'unsafe-eval'"}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
].join('; ');

const config: NextConfig = {
  basePath: '/admin',
  poweredByHeader: false,
  // `npm run check` checks types, once for all builds.
  typescript: { ignoreBuildErrors: true },
  transpilePackages: ['@chitlaq/ui', '@chitlaq/client', '@chitlaq/protocol', '@chitlaq/react'],
  experimental: { optimizePackageImports: ['@chitlaq/ui', 'lucide-react'] },
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        { key: 'Content-Security-Policy', value: policy },
        { key: 'X-Frame-Options', value: 'DENY' },
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
      ],
    },
  ],
};

export default config;
