/** Copies for the tests of the shelf. */
import type { Copy } from "../../api/types";

export const copy = (id: string, more: Partial<Copy>): Copy => ({
  id,
  release_id: 1,
  title: id,
  artist: "",
  year: null,
  format: "",
  label: "",
  catno: "",
  genres: [],
  styles: [],
  thumb: null,
  cover: null,
  added_at: null,
  rating: 0,
  folder_id: null,
  removed_at: null,
  archived_as: null,
  archived_note: null,
  joined_to: null,
  plays: 0,
  last_played_at: null,
  last_cleaned_at: null,
  plays_since_cleaning: 0,
  ...more,
});
