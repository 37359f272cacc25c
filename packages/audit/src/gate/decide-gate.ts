import { createHash } from 'node:crypto';
import type { GateDocument, GateLooks, Policy } from '@evenhand/contracts';
import { claimLook, type Db, forgetLook, getRun, type Look, recordVerdict } from '@evenhand/db';
import { spentAlpha } from '@evenhand/metrics';
import { evaluatePolicy } from './evaluate-policy.js';

interface GateRequest {
  run: string;
  baseline?: string | undefined;
  policy: Policy;
}

/**
 * Decides a gate and enters it in the workspace's ledger of looks at the run's images. Releases share one error rate:
 * the k-th of them is decided at 1 − α·6/(π²k²).
 *
 * @throws UserError those of {@link evaluatePolicy}; such a gate is no look
 */
export function decideGate(db: Db, request: GateRequest): GateDocument {
  const { run, baseline, policy } = request;
  const { dataset, model } = getRun(db, run);
  const gate = createHash('sha256')
    .update(JSON.stringify([run, baseline ?? null, policy]))
    .digest('hex');
  const look = claimLook(db, {
    ...{ dataset: dataset.digest, gate, run, model, isRelease: policy.release },
    baseline: baseline ?? null,
  });
  try {
    const document = evaluatePolicy(db, { ...request, looks: looksOf(look, policy, dataset.name) });
    recordVerdict(db, { dataset: dataset.digest, gate, verdict: document.verdict });
    return document;
  } catch (error) {
    if (look.isNew) forgetLook(db, { dataset: dataset.digest, gate });
    throw error;
  }
}

function looksOf({ look, releaseLook }: Look, { confidence, warn_after }: Policy, name: string): GateLooks {
  return {
    look,
    releaseLook,
    confidence: releaseLook === null ? confidence : 1 - spentAlpha(1 - confidence, releaseLook),
    warning:
      look > warn_after
        ? `This is gate ${look} on the same images: a model that is chosen by what ${name} says of it is fitted to ${name}. Confirm it on images that were never looked at.`
        : null,
  };
}
