import { createResource } from "solid-js";
import { answer } from "../../api/client";
import { Problem } from "../../api/problem";
import type { ChangeProfile, Profile } from "../../api/types";
import { lastWord } from "../../lib/last-word";
import type { Library } from "../../lib/library";

/** The user's public profile, as the server has it: what is chosen takes effect with its answer. */
export function createProfile(library: Library) {
  const told = lastWord<Profile>((profile) => void mutate(profile));
  const [profile, { mutate, refetch }] = createResource(() =>
    told(() => answer(library.api.GET("/api/profile"))),
  );
  return {
    profile,
    again: refetch,
    /** What is switched on and at once off again is off. */
    change: (body: ChangeProfile): Promise<Profile> =>
      told(() => answer(library.api.PATCH("/api/profile", { body }))),
    renew: (): Promise<Profile> => told(() => answer(library.api.POST("/api/profile/renew"))),
  };
}

export type ProfileControl = ReturnType<typeof createProfile>;

/** Whether the server turned down what was typed, rather than being out of reach. */
export function isRefusal(error: unknown): error is Problem {
  return error instanceof Problem && (error.status === 409 || error.status === 422);
}

/** An address that only this machine knows: a guest's phone would look for it on itself. */
export function isOfThisMachine(url: string): boolean {
  return /^https?:\/\/(localhost|127\.|\[::1\])/.test(url);
}
