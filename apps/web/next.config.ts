import { join } from 'node:path';
import type { NextConfig } from 'next';

const config: NextConfig = {
  // Loaded by Node as they are: a native addon, and a package that finds its migrations beside itself.
  serverExternalPackages: ['better-sqlite3', '@evenhand/db'],
  turbopack: { root: join(import.meta.dirname, '../..') },
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
};

export default config;
