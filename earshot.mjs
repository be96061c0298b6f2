#!/usr/bin/env node
// `npx earshot ...`: the command line, through the same door as everything else.
process.argv.splice(2, 0, 'cli');
await import('./bootstrap.mjs');
