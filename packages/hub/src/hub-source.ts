import { UserError } from '@evenhand/contracts';

/** A repository of the hub, at a revision that may move. */
export interface HubSource {
  /** `owner/name`; a few old ones have no owner. */
  repo: string;
  /** Branch, tag or commit. */
  revision: string;
}

const NAME = /^[A-Za-z0-9][\w.-]{0,95}(\/[A-Za-z0-9][\w.-]{0,95})?$/;
const REVISION = /^[A-Za-z0-9][\w.-]*(\/[A-Za-z0-9][\w.-]*)*$/;

/**
 * Reads `hf:owner/repo[@revision]`; null for other sources.
 *
 * @throws UserError `bad_hub_source`
 */
export function parseHubSource(source: string): HubSource | null {
  if (!source.startsWith('hf:')) return null;
  const [repo = '', ...rest] = source.slice('hf:'.length).split('@');
  const revision = rest.length === 0 ? 'main' : rest.join('@');
  if (NAME.test(repo) && !repo.includes('..') && REVISION.test(revision) && revision.length <= 255) {
    return { repo, revision };
  }
  throw new UserError({
    code: 'bad_hub_source',
    message: `"${source}" does not name a repository of the hub.`,
    hint: 'Write hf:owner/repo, or hf:owner/repo@revision for a branch, a tag or a commit.',
  });
}
