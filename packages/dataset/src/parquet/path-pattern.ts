/** Stars in one pattern: each may make matching slower, and the patterns come with the data. */
const MAX_STARS = 6;

/**
 * A test for the patterns of a data set's card: `*` and `?` inside a folder, `**` across folders. Null for one that is
 * too long or too starry to be meant.
 */
export function pathPattern(pattern: string): ((path: string) => boolean) | null {
  if (pattern.length > 300 || pattern.split('*').length - 1 > MAX_STARS) return null;
  const source = pattern
    .replace(/^\.?\//, '')
    .split(/(\*\*\/|\*\*|\*|\?)/)
    .map((part) => {
      switch (part) {
        case '**/':
          return '(?:.*/)?';
        case '**':
          return '.*';
        case '*':
          return '[^/]*';
        case '?':
          return '[^/]';
        default:
          return part.replace(/[.+^${}()|[\]\\]/g, '\\$&');
      }
    })
    .join('');
  const expression = new RegExp(`^${source}$`, 'u');
  return (path) => expression.test(path);
}
