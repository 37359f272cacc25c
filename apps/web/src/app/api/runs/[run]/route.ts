import { readAuditDocument } from '../../../../data/audit-document';
import { answer } from '../../../../lib/answer';

/** The audit document. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ run: string }> },
): Promise<Response> {
  const { run } = await params;
  return answer(() => {
    const document = readAuditDocument(run);
    if (document) return new Response(document, { headers: { 'content-type': 'application/json' } });
    return Response.json(
      {
        error: {
          code: 'run_not_finished',
          message: `Run ${run} has too many images to be counted before it ends.`,
        },
      },
      { status: 409 },
    );
  });
}
