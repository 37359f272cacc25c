import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';
import { UserError } from '@evenhand/contracts';
import { fileError } from '@evenhand/images';

/**
 * Streams a text file: UTF-8, or UTF-16 where its byte order mark or its first two characters say so (a spreadsheet's
 * "Unicode text", PowerShell's `>`). The mark itself is dropped. Throws a UserError `not_text` where the bytes are something else.
 */
export async function* readText(file: string): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  const stream = createReadStream(file, { highWaterMark: 1 << 16 });
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
      const text = decoder.decode(chunk, { stream: true });
      if (text !== '') yield text;
    }
    const rest = decoder?.decode() ?? '';
    if (rest !== '') yield rest;
  } catch (cause) {
    const undecodable =
      cause instanceof TypeError && 'code' in cause && cause.code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
    if (!undecodable) throw fileError(cause, file);
    throw new UserError({
      code: 'not_text',
      message: `${file} is not a text file in UTF-8.`,
      hint: 'In a spreadsheet, save it as "CSV UTF-8".',
      cause,
    });
  }
}

function encodingOf(start: Buffer): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  // Tables begin with two characters of ASCII, which have a zero byte each in UTF-16 and none in UTF-8.
  const zeros = [...start.subarray(0, 4)].map((byte) => byte === 0).join();
  if (zeros === 'false,true,false,true') return 'utf-16le';
  if (zeros === 'true,false,true,false') return 'utf-16be';
  return 'utf-8';
}
