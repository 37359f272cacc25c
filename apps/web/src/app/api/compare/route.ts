import { readComparison } from '../../../data/comparison';
import { answer } from '../../../lib/answer';

/** The comparison document of `base` and one or more `candidate`, as `evenhand compare --json` prints it. */
export async function GET(request: Request): Promise<Response> {
  const search = new URL(request.url).searchParams;
  return answer(() => Response.json(readComparison(search.get('base') ?? '', search.getAll('candidate'))));
}
