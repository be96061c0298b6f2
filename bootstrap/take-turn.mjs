import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const lookEvery_ms = 200;

/**
 * Does the slow work of a first start while no other start of this checkout does the same. Whoever
 * had to wait looks again whether there is still something to do; so `work` must look itself.
 */
export async function takeTurn(rootDir, work) {
  const folder = join(rootDir, '.node');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'turn');
  let hasSaid = false;
  while (!tryTake(path)) {
    if (!hasSaid)
      process.stderr.write('Another start is preparing this checkout; waiting for it.\n');
    hasSaid = true;
    await new Promise((resolve) => setTimeout(resolve, lookEvery_ms));
  }
  const leave = () => rmSync(path, { force: true });
  process.once('exit', leave);
  try {
    return await work();
  } finally {
    process.off('exit', leave);
    leave();
  }
}

function tryTake(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const holder = readHolder(path);
  if (holder !== null && !isAlive(holder)) rmSync(path, { force: true });
  return false;
}

function readHolder(path) {
  try {
    // An empty file is just being written.
    return Number(readFileSync(path, 'utf8')) || null;
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
