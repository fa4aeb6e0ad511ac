import type { Plugin } from 'vite';
import { pageMetaPolicy } from '../src/security/content-policy.ts';

/** Writes the content policy into the built pages. The development server is left without: its reloading runs inline scripts. */
export function contentPolicy(): Plugin {
  return {
    name: 'fovea-content-policy',
    apply: 'build',
    transformIndexHtml: () => [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: pageMetaPolicy() }, injectTo: 'head-prepend' }],
  };
}
