export function pictureNames(): string[];
