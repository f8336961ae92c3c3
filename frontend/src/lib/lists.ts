/** The user's own lists at Discogs, folders and fields: as the server last gave them, and kept on the device. */
import { createSignal } from "solid-js";
import { type Api, answer } from "../api/client";
import type { CollectionField, Folder } from "../api/types";
import { keptAnswer } from "./kept-answer";

type Lists = { folders: Folder[]; fields: CollectionField[] };

const NONE: Lists = { folders: [], fields: [] };

export function createLists(api: Api, user: string) {
  const [lists, setLists] = createSignal(NONE);
  const disk = keptAnswer<Lists>(user, "lists");
  let asked = false;

  return {
    folders: () => lists().folders,
    fields: () => lists().fields,

    /** What the device kept, until the server has said. */
    async open(): Promise<void> {
      const kept = await disk.read();
      if (kept && !asked) setLists(kept);
    },

    /** Asks the server; what cannot be had stays as it is known. */
    async load(): Promise<void> {
      const [{ folders }, { fields }] = await Promise.all([
        answer(api.GET("/api/folders")),
        answer(api.GET("/api/fields")),
      ]);
      asked = true;
      setLists({ folders, fields });
      await disk.write({ folders, fields });
    },
  };
}
