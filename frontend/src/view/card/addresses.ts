/** Addresses of the web, as people write them. */

/** An address with its scheme; empty for what is none of the web. */
export function withScheme(text: string): string {
  const address = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
  const safe = /^https?:\/\/\S+$/i.test(address) && URL.canParse(address);
  return safe && text ? address.replace(/^https?/i, (scheme) => scheme.toLowerCase()) : '';
}

/** What an address is called when nobody named it. */
export function shortName(address: string, longest: number): string {
  const { hostname, pathname } = new URL(address);
  return (hostname.replace(/^www\./, '') + (pathname === '/' ? '' : pathname)).slice(0, longest);
}
