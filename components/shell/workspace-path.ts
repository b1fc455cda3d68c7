/** A workspace has its own header and tabs; on a phone there is no room for the frame around it. */
export const isWorkspace = (path: string) => /^\/agents\/.+/.test(path);
