/**
 * How the reader's shell starts this command: `evenhand` where it is installed, `pnpm evenhand` in a clone, and through
 * npx where pnpm itself was only fetched to run it.
 */
export function invocation(env: NodeJS.ProcessEnv = process.env): string {
  if (!env['npm_config_user_agent']?.startsWith('pnpm/')) return 'evenhand';
  return env['npm_execpath']?.includes('_npx') ? 'npx -y pnpm@12 evenhand' : 'pnpm evenhand';
}

/** A message whose commands (`evenhand show RUN`) are written as they can be typed here. */
export function asTyped(message: string, command: string = invocation()): string {
  return command === 'evenhand'
    ? message
    : message.replace(/(?<![\w./@-])evenhand (?=[a-z])/g, `${command} `);
}
