const signatures: readonly { type: string; offset: number; bytes: readonly number[] }[] = [
  { type: 'image/jpeg', offset: 0, bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/png', offset: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'image/gif', offset: 0, bytes: [0x47, 0x49, 0x46, 0x38] },
  { type: 'image/bmp', offset: 0, bytes: [0x42, 0x4d] },
  // "RIFF", four bytes of length, "WEBP".
  { type: 'image/webp', offset: 8, bytes: [0x57, 0x45, 0x42, 0x50] },
  // Four bytes of length, "ftypavif".
  { type: 'image/avif', offset: 4, bytes: [0x66, 0x74, 0x79, 0x70, 0x61, 0x76, 0x69, 0x66] },
];

/** The type of an image by its first bytes, never by its name; undefined where it is none that browsers show. SVG can carry scripts and is none. */
export function imageType(bytes: Uint8Array): string | undefined {
  return signatures.find(({ offset, bytes: wanted }) =>
    wanted.every((byte, place) => bytes[offset + place] === byte),
  )?.type;
}
