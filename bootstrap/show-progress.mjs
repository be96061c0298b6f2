// What a person sees while something takes a while: one living line on a terminal, plain lines
// elsewhere. Always on stderr, because stdout belongs to the program that is started afterwards.

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const frameEvery_ms = 100;
/** A log file needs a sign of life now and then, not ten a second. */
const plainEvery_ms = 10_000;

/**
 * Begins a step; `note` may tell how far it is. Returns how to end it well; a step that is not
 * ended was interrupted, and the message that follows says why.
 */
export function beginStep(title, note = () => '') {
  const startedAt_ms = Date.now();
  const seconds = () => ((Date.now() - startedAt_ms) / 1000).toFixed(0);
  const isLive = Boolean(process.stderr.isTTY) && process.env.TERM !== 'dumb';
  let frame = 0;
  const paint = () => {
    const text = `${frames[frame++ % frames.length]} ${title} ${seconds()} s ${note()}`;
    process.stderr.write(`\r\u001b[K${text.slice(0, (process.stderr.columns ?? 80) - 1)}`);
  };
  const repeat = () => process.stderr.write(`  ${title}: ${seconds()} s ${note()}\n`);
  if (!isLive) process.stderr.write(`${title} ...\n`);
  const timer = setInterval(isLive ? paint : repeat, isLive ? frameEvery_ms : plainEvery_ms);
  const wipe = () => {
    clearInterval(timer);
    if (isLive) process.stderr.write('\r\u001b[K');
  };
  return {
    end(result = 'done') {
      wipe();
      process.stderr.write(`${isLive ? '✓ ' : '  '}${title}: ${result} (${seconds()} s)\n`);
    },
    fail: wipe,
  };
}
