import { isUserError } from '@evenhand/contracts';

/** The answer of a route, or what went wrong as JSON: { error: { code, message, hint } }. */
export async function answer(make: () => Response | Promise<Response>): Promise<Response> {
  try {
    return await make();
  } catch (error) {
    if (!isUserError(error)) throw error;
    const { code, message, hint } = error;
    return Response.json(
      { error: { code, message, hint } },
      { status: code.startsWith('unknown_') ? 404 : 503 },
    );
  }
}
