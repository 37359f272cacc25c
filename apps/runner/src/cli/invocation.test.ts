import { expect, test } from 'vitest';
import { asTyped, invocation } from './invocation.js';

test('a command is called as the reader called it', () => {
  expect(invocation({})).toBe('evenhand');
  expect(invocation({ npm_config_user_agent: 'npm/11.1.0 node/v20.20.2' })).toBe('evenhand');
  const pnpm = { npm_config_user_agent: 'pnpm/12.21.0 npm/? node/? linux x64' };
  expect(invocation({ ...pnpm, npm_execpath: '/usr/lib/node_modules/pnpm/bin/pnpm.cjs' })).toBe(
    'pnpm evenhand',
  );
  expect(invocation({ ...pnpm, npm_execpath: '/home/ada/.npm/_npx/9c70/node_modules/pnpm/pnpm' })).toBe(
    'npx -y pnpm@12 evenhand',
  );
});

test('commands in a message are written so; paths and prose are not', () => {
  const message =
    'Start one with `evenhand run --model N@V`, or see /home/ada/.evenhand runs. Evenhand reads it.';
  expect(asTyped(message, 'pnpm evenhand')).toBe(
    'Start one with `pnpm evenhand run --model N@V`, or see /home/ada/.evenhand runs. Evenhand reads it.',
  );
  expect(asTyped(message, 'evenhand')).toBe(message);
});
