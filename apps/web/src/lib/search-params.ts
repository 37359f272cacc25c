export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

/** A parameter of the address, once; empty where it is not there. */
export function one(params: SearchParams, name: string): string {
  const value = params[name];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}

/** An address with some parameters changed; undefined and empty ones are left out. */
export function href(
  path: string,
  params: SearchParams,
  change: Readonly<Record<string, string | undefined>>,
): string {
  const next = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...params, ...change })) {
    for (const entry of Array.isArray(value) ? value : [value]) {
      if (entry !== undefined && entry !== '') next.append(name, entry);
    }
  }
  const query = next.toString();
  return query === '' ? path : `${path}?${query}`;
}
