import { join } from 'node:path';
import type { NextConfig } from 'next';

const config: NextConfig = {
  // Loaded by Node as they are: a native addon, and packages that find files beside themselves.
  serverExternalPackages: ['better-sqlite3', '@evenhand/db', '@evenhand/audit'],
  turbopack: { root: join(import.meta.dirname, '../..') },
  // It answers to this machine only, where packing takes longer than sending.
  compress: false,
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
};

export default config;
