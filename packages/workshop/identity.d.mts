export function identityOf(pid: number): string | undefined;
export function parentOf(pid: number): number | undefined;
export function commandOf(pid: number): string;
