// Who recommended a store travels in the address, from page to page and on to the checkout: no cookie is needed for it.
// Pages are the same for everybody and lie in a cache; only their links are given the name, when they are sent.

/** The name in `?ref=`, in small letters; undefined for anything that is no name of an affiliate. */
export function referralIn(query: unknown): string | undefined {
  const given = (query as { readonly ref?: unknown } | undefined)?.ref;
  const word = typeof given === 'string' ? given.toLowerCase() : '';
  return /^[a-z]{3,12}[1-9][0-9]{0,3}$/.test(word) ? word : undefined;
}

/** Gives the links of a page to stores and to the checkout the name, and its forms; all others stay as they are. */
export function withReferral(page: string, ref: string, appOrigin: string): string {
  const checkout = `${appOrigin}/checkout/`;
  // A form that is sent by GET forgets what stands in its own address.
  const open = `<form action="${checkout}`;
  const hidden = `<input type="hidden" name="ref" value="${ref}">`;
  const formed = page.split(open).map((part, at) => (at === 0 ? part : part.replace('>', `>${hidden}`)));
  return formed.join(open).replace(/(<a\b[^>]*? href=")([^"#]+)/g, (whole, before: string, href: string) => {
    if (!/^(\/@|\?)/.test(href) && !href.startsWith(checkout)) return whole;
    return `${before}${href}${href.includes('?') ? '&amp;' : '?'}ref=${ref}`;
  });
}
