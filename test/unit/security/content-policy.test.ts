import { expect, test } from 'vitest';
import { headerPolicy, HUB_HOSTS, pageMetaPolicy } from '../../../src/security/content-policy.ts';

/** Sources of a directive. */
function sources(policy: string, directive: string): string[] | undefined {
  return policy.split('; ').map((part) => part.split(' ')).find(([name]) => name === directive)?.slice(1);
}

test('only the CLIP worker may reach another host', () => {
  for (const path of ['index.html', 'assets/index-a1.js', 'assets/scoring-worker-a1.js', 'assets/finetune-worker-a1.js', 'sw.js', 'assets/my-clip-worker-a1.js']) {
    expect([path, sources(headerPolicy(path), 'connect-src')]).toEqual([path, ["'self'", 'blob:']]);
  }
  expect(sources(headerPolicy('assets/clip-worker-a1.js'), 'connect-src')).toEqual(["'self'", 'blob:', ...HUB_HOSTS]);
});

test('nothing runs from text, but for the wasm that the nets are compiled to', () => {
  for (const path of ['index.html', 'assets/scoring-worker-a1.js', 'assets/clip-worker-a1.js']) {
    const policy = headerPolicy(path);
    expect(sources(policy, 'default-src')).toEqual(["'none'"]);
    expect(policy).not.toMatch(/'unsafe-(eval|inline)'/);
  }
  expect(sources(pageMetaPolicy(), 'script-src')).toEqual(["'self'", "'wasm-unsafe-eval'"]);
  expect(sources(pageMetaPolicy(), 'require-trusted-types-for')).toEqual(["'script'"]);
});

test('the page has this policy and no other', () => {
  const page = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' blob:; worker-src 'self'; base-uri 'none'; form-action 'none'; manifest-src 'self'; img-src 'self' blob: data:; "
    + "media-src 'self' blob:; style-src 'self'; font-src 'self'; require-trusted-types-for 'script'; trusted-types default";
  expect(pageMetaPolicy()).toBe(page);
  expect(headerPolicy('index.html')).toBe(`${page}; frame-ancestors 'none'`);
});

test('blob workers are for transparent video, in the media worker alone', () => {
  expect(sources(headerPolicy('assets/media-worker-a1.js'), 'worker-src')).toEqual(['blob:']);
  for (const path of ['index.html', 'assets/index-a1.js', 'assets/scoring-worker-a1.js']) expect(sources(headerPolicy(path), 'worker-src')).toEqual(["'self'"]);
});
