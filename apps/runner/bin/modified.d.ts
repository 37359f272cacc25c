export function modified(file: string): number;
export function newest(folder: string): number;
