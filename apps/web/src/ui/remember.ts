/** Keeps a preference for a year, for this address only. */
export function remember(cookie: string, value: string): void {
  // The Cookie Store API is not in every browser yet.
  // biome-ignore lint/suspicious/noDocumentCookie: see above
  document.cookie = `${cookie}=${value}; path=/; max-age=31536000; samesite=strict`;
}
