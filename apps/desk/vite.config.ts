import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { catalogues } from './build/catalogue-plugin.ts';
import { sizeBudget } from './build/size-budget.ts';

const server = process.env['EARSHOT_SERVER'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), catalogues(), sizeBudget({ initialJs_kB: 230 })],
  resolve: {
    alias: { 'react-remove-scroll': `${import.meta.dirname}/build/no-scroll-lock.tsx` },
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: {
    port: 5173,
    proxy: {
      '/api': { target: server, ws: true },
      '/healthz': server,
      '/docs': server,
      '/openapi.json': server,
    },
  },
});
