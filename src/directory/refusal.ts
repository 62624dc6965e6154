import type { DirectoryRefusal } from './ports.ts';

/** True when a change was refused. No record has a field of this name. */
export function isRefusal(answer: object | undefined): answer is DirectoryRefusal {
  return answer !== undefined && 'refused' in answer;
}

export function exists(field: string, message: string): DirectoryRefusal {
  return { refused: 'EXISTS', field, message };
}

export function notFound(field: string, message: string): DirectoryRefusal {
  return { refused: 'NOT_FOUND', field, message };
}

export function invalid(field: string, message: string): DirectoryRefusal {
  return { refused: 'INVALID', field, message };
}
