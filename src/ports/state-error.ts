/** Why a file that we keep could not be read or written. */
export interface StateError {
  readonly kind:
    | 'damaged' // what is there is none of this version
    | 'denied'
    | 'failed'; // a full or read-only disk, an I/O error
  readonly path: string;
  readonly detail: string;
}
