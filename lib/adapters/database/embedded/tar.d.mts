export function packFolder(folder: string): AsyncGenerator<Buffer>;
export function unpackFolder(file: string, folder: string): Promise<void>;
