import type { NextConfig } from 'next';

// Pages are prerendered, so the scripts that Next writes into them have no nonce: inline scripts must be allowed. Nothing a
// person wrote is ever put into a page as markup.
const policy = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'self'",
  "form-action 'self'",
].join('; ');

const config: NextConfig = {
  basePath: '/admin',
  poweredByHeader: false,
  // `npm run check` looks at types, once for all builds.
  typescript: { ignoreBuildErrors: true },
  transpilePackages: ['@chitlaq/ui', '@chitlaq/client'],
  experimental: { optimizePackageImports: ['@chitlaq/ui', 'lucide-react'] },
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        {
          key: 'Content-Security-Policy',
          value:
            process.env.NODE_ENV === 'production'
              ? policy
              : policy.replace("'unsafe-inline'", "'unsafe-inline' 'unsafe-eval'"),
        },
        { key: 'X-Frame-Options', value: 'DENY' },
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
      ],
    },
  ],
};

export default config;
