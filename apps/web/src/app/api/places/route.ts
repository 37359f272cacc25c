import { places } from '../../../data/places';
import { answer } from '../../../lib/answer';

/** What the command palette finds. */
export async function GET(): Promise<Response> {
  return answer(() => Response.json(places()));
}
