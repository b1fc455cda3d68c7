export * from "./crud";
export * from "./files";
export * from "./memory";
export * from "./messages";
export * from "./relations";
export * from "./tools";
export * from "./transfer";
