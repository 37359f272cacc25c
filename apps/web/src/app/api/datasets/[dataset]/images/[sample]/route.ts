import { imageFile } from '../../../../../../data/image-file';
import { answer } from '../../../../../../lib/answer';

/** The image of a registered sample, by its index in the data set. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ dataset: string; sample: string }> },
): Promise<Response> {
  const { dataset, sample } = await params;
  return answer(async () => {
    const { bytes, type } = imageFile(decodeURIComponent(dataset), Number(sample));
    return new Response(bytes, {
      headers: {
        'content-type': type,
        'x-content-type-options': 'nosniff',
        // Shown again and again while scrolling; not kept longer, because files change.
        'cache-control': 'private, max-age=300',
      },
    });
  });
}
