import { comparableRuns } from '../../../../data/comparable-runs';
import { answer } from '../../../../lib/answer';

/** What can be chosen under a comparison. */
export async function GET(): Promise<Response> {
  return answer(() => Response.json(comparableRuns()));
}
