/** What TypeScript's DOM library lacks of the Trusted Types API. */
interface TrustedTypesGlobal {
  readonly trustedTypes?: {
    createPolicy(name: string, rules: { readonly createScriptURL: (url: string) => string }): unknown;
  };
}

/**
 * Whether an address is a script of this build: of the page's origin, in or below one of the build's folders, a `.js` file without query.
 * @param homes addresses of files in the build's folders; the first one is what relative addresses are relative to.
 */
export function isOwnScript(url: string, homes: readonly [string, ...string[]]): boolean {
  if (!URL.canParse(url, homes[0])) return false;
  const script = new URL(url, homes[0]);
  return script.pathname.endsWith('.js') && script.search === '' && homes.some((home) => script.href.startsWith(new URL('.', home).href));
}

/**
 * Admits the addresses of the build's own workers, which the bundler writes as plain strings, and nothing else: under
 * `require-trusted-types-for 'script'` every other string that would become a script, an address of one, or markup throws. Call it once, first.
 */
export function guardScripts(): void {
  // Absent in browsers before Safari 26 and Firefox 148.
  const { trustedTypes } = window as TrustedTypesGlobal;
  trustedTypes?.createPolicy('default', {
    createScriptURL: (url) => {
      // Workers lie in the folder of this script, a service worker in the page's.
      if (isOwnScript(url, [document.baseURI, import.meta.url])) return url;
      throw new TypeError('Only scripts of this build may run.');
    },
  });
}
