import { describe, expect, it } from 'vitest';
import { isLocalRequest } from './is-local-request';

const ask = (headers: Record<string, string>, allowed?: string): boolean =>
  isLocalRequest(new Headers(headers), allowed);

describe('isLocalRequest', () => {
  it('answers to its own address, with any port', () => {
    expect(ask({ host: '127.0.0.1:4123' })).toBe(true);
    expect(ask({ host: 'localhost' })).toBe(true);
    expect(ask({ host: '[::1]:80' })).toBe(true);
    expect(ask({ host: 'LOCALHOST:3000', origin: 'http://LOCALHOST:3000' })).toBe(true);
  });

  it('refuses other names, as DNS rebinding sends them', () => {
    expect(ask({})).toBe(false);
    expect(ask({ host: 'evil.example:4123' })).toBe(false);
    expect(ask({ host: '127.0.0.1.evil.example' })).toBe(false);
    expect(ask({ host: 'localhost.evil.example:80' })).toBe(false);
  });

  it('refuses scripts of other origins', () => {
    expect(ask({ host: 'localhost:3000', origin: 'https://evil.example' })).toBe(false);
    expect(ask({ host: 'localhost:3000', origin: 'null' })).toBe(false);
    expect(ask({ host: 'localhost:3000', origin: 'http://localhost:3001' })).toBe(false);
    expect(ask({ host: 'localhost:3000', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).toBe(
      false,
    );
    expect(ask({ host: 'localhost:3000', 'sec-fetch-site': 'same-site', 'sec-fetch-dest': 'image' })).toBe(
      false,
    );
  });

  it('opens from a link elsewhere, not in a frame', () => {
    const link = { host: 'localhost:3000', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect(ask({ ...link, 'sec-fetch-dest': 'document' })).toBe(true);
    expect(ask({ ...link, 'sec-fetch-dest': 'iframe' })).toBe(false);
  });

  it('answers to a host that the user named', () => {
    expect(ask({ host: 'audit-box:3000' }, 'audit-box,10.0.0.5')).toBe(true);
    expect(ask({ host: '10.0.0.5:3000' }, 'audit-box,10.0.0.5')).toBe(true);
    expect(ask({ host: 'other:3000' }, 'audit-box')).toBe(false);
    expect(ask({ host: ':3000' }, '')).toBe(false);
  });
});
