import type { DirectoryRefusal } from './ports.ts';

export function exists(field: string, message: string): DirectoryRefusal {
  return { refused: 'EXISTS', field, message };
}

export function notFound(field: string, message: string): DirectoryRefusal {
  return { refused: 'NOT_FOUND', field, message };
}

export function invalid(field: string, message: string): DirectoryRefusal {
  return { refused: 'INVALID', field, message };
}
