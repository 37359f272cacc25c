import type { Draft } from '../draft.js';
import type { Block, Section } from '../report.js';

/** More of them are in the full edition. */
export const MOST_USES = 6;

/** For the summary: what the model must not be used for, and what the numbers do not say. */
export function cautionSection({ input }: Draft): Section {
  const card = input.model?.card;
  const blocks: Block[] = [];
  const outOfScope = card?.outOfScopeUse ?? [];
  if (outOfScope.length > 0) {
    blocks.push(
      { kind: 'paragraph', tone: 'text', text: 'Out-of-scope uses, as the model card states them:' },
      { kind: 'list', items: outOfScope.slice(0, MOST_USES) },
    );
  } else {
    blocks.push({
      kind: 'paragraph',
      tone: 'text',
      text: input.model
        ? 'The model’s package states no out-of-scope uses.'
        : 'The package that was run is no longer in the workspace, so its out-of-scope uses cannot be quoted.',
    });
  }
  blocks.push({
    kind: 'paragraph',
    tone: 'text',
    text: 'Limits describe the sampling of images, not errors of the labels and not the randomness of training. That no difference was found does not mean that there is none: the full edition says for every group what could have been seen.',
  });
  return { id: 'caution', title: 'What this does not say', level: 1, startsPage: false, blocks };
}
